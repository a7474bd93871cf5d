"""The XML of OPUS: a document a text with numbered segments, and a CES file that links them.

A language names a folder here, so what has not the form of a language tag is `und`, and nothing is written
outside the target.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from archive.export.bitext.plain_text import plain, without_illegal
from archive.export.bitext.segments import UNDETERMINED
from archive.rendering.edition import language_tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from archive.export.bitext.segments import Segment

DOCTYPE = '<!DOCTYPE cesAlign PUBLIC "-//CES//DTD XML cesAlign//EN" "">'


def write_ces(found: Iterable[Segment], folder: Path) -> int:
    """Write `align.xml`, and `<lang>/<rendering id>.xml` for both sides of each pair; gives the segments."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    with (folder / "align.xml").open("w", encoding="utf-8") as links:
        links.write(f'<?xml version="1.0" encoding="utf-8"?>\n{DOCTYPE}\n<cesAlign version="1.0">\n')
        for _, group in groupby(found, key=lambda segment: segment.document):
            one_pair = list(group)
            original, rendering = _names(one_pair[0])
            _write_text(folder / original, _about_original(one_pair[0]), (one.original for one in one_pair))
            _write_text(
                folder / rendering, _about_rendering(one_pair[0]), (one.rendering for one in one_pair)
            )
            links.write(f' <linkGrp targType="s" fromDoc="{original}" toDoc="{rendering}">\n')
            for number, segment in enumerate(one_pair, start=1):
                count += 1
                links.write(f'  <link id="SL{count}" xtargets="s{number};s{number}" ')
                links.write(f'certainty="{segment.score:.4f}"/>\n')
            links.write(" </linkGrp>\n")
        links.write("</cesAlign>\n")
    return count


def _names(first: Segment) -> tuple[str, str]:
    """The documents of original and rendering, which differ even where both are in one language."""
    source, target = _lang(first.original_lang), _lang(first.rendering_lang)
    which = "-original" if source == target else ""
    return f"{source}/{first.rendering_id}{which}.xml", f"{target}/{first.rendering_id}.xml"


def _lang(claimed: str) -> str:
    return language_tag(claimed) or UNDETERMINED


def _about_original(first: Segment) -> dict[str, str | None]:
    return {
        "lang": _lang(first.original_lang),
        "url": first.url,
        "via": first.via,
        "captured": first.captured_at,
        "record": first.record_id,
        "digest": first.digest,
        "noarchive": str(first.noarchive).lower(),
    }


def _about_rendering(first: Segment) -> dict[str, str | None]:
    return {
        "lang": _lang(first.rendering_lang),
        "url": first.rendering_url,
        "source": first.rendering_source,
        "captured": first.rendering_captured_at,
        "record": first.rendering_record_id,
        "digest": first.rendering_digest,
    }


def _write_text(path: Path, about: Mapping[str, str | None], texts: Iterable[str]) -> None:
    path.parent.mkdir(exist_ok=True)
    attributes = "".join(
        f" {name}={quoteattr(without_illegal(value))}" for name, value in about.items() if value is not None
    )
    with path.open("w", encoding="utf-8") as out:
        out.write(f'<?xml version="1.0" encoding="utf-8"?>\n<text{attributes}>\n')
        out.writelines(_numbered(texts))
        out.write("</text>\n")


def _numbered(texts: Iterable[str]) -> Iterator[str]:
    for number, text in enumerate(texts, start=1):
        yield f'<s id="s{number}">{escape(plain(text))}</s>\n'
