"""Makes `sino_vietnamese.tsv` from Unicode's Unihan database: each pinyin syllable with its readings in
Vietnamese.

Run by hand when Unicode publishes: `python archive/pairing/unihan.py Unihan_Readings.txt.bz2` (in Debian's
package unicode-data).
"""

from __future__ import annotations

import bz2
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from archive.pairing.fold import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

TABLE = Path(__file__).with_name("sino_vietnamese.tsv")
_NOTICE = """\
# Pinyin syllable, then the Vietnamese readings of characters that are read so, without tones and marks.
# Derived from the Unihan database of Unicode {version} (fields kMandarin and kVietnamese) by unihan.py:
# modified data.
# Copyright © 1991-2022 Unicode, Inc. Unicode License V3, https://www.unicode.org/license.txt
"""


def fields(lines: Iterable[str], field: str) -> dict[str, list[str]]:
    """Values of one Unihan field by code point, folded (UAX #38, section 1.1)."""
    rows = (line.rstrip("\n").split("\t") for line in lines if not line.startswith("#"))
    return {row[0]: [folded(value) for value in row[2].split()] for row in rows if row[1:2] == [field]}


def readings_by_syllable(lines: list[str]) -> dict[str, list[str]]:
    """Vietnamese readings by pinyin syllable; of a character's pinyin only the customary one counts."""
    vietnamese = fields(lines, "kVietnamese")
    readings: dict[str, set[str]] = defaultdict(set)
    for character, syllables in fields(lines, "kMandarin").items():
        readings[syllables[0]].update(vietnamese.get(character, ()))
    return {syllable: sorted(found) for syllable, found in sorted(readings.items()) if found}


def main() -> None:
    """Writes the table beside this file."""
    with bz2.open(sys.argv[1], "rt", encoding="utf-8") as readings:
        lines = readings.readlines()
    version = next(line.split()[-1] for line in lines if line.startswith("# Unicode version"))
    rows = (f"{syllable}\t{' '.join(found)}\n" for syllable, found in readings_by_syllable(lines).items())
    TABLE.write_text(_NOTICE.format(version=version) + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
