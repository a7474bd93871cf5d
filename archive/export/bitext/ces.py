"""The XML of OPUS: a document a text with numbered segments, and a CES file that links them.

A language names a folder here, so what has not the form of a language tag is `und`, and nothing is written
outside the target.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from archive.rendering.edition import language_tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from archive.export.bitext.segments import Segment

UNDETERMINED = "und"  # ISO 639-2
DOCTYPE = '<!DOCTYPE cesAlign PUBLIC "-//CES//DTD XML cesAlign//EN" "">'


def write_ces(found: Iterable[Segment], folder: Path) -> int:
    """Write `align.xml`, and `<lang>/<rendering id>.xml` for both sides of each pair; gives the segments."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    with (folder / "align.xml").open("w", encoding="utf-8") as links:
        links.write(f'<?xml version="1.0" encoding="utf-8"?>\n{DOCTYPE}\n<cesAlign version="1.0">\n')
        for _, group in groupby(found, key=lambda segment: segment.document):
            one_pair = list(group)
            count += len(one_pair)
            original = _write_text(folder, one_pair, one_pair[0].original_lang, "original")
            rendering = _write_text(folder, one_pair, one_pair[0].rendering_lang, "rendering")
            links.write(
                f' <linkGrp targType="s" fromDoc={quoteattr(original)} toDoc={quoteattr(rendering)}>\n'
            )
            for number, segment in enumerate(one_pair, start=1):
                links.write(f'  <link id="SL{number}" xtargets="s{number};s{number}" ')
                links.write(f'certainty="{segment.score:.4f}"/>\n')
            links.write(" </linkGrp>\n")
        links.write("</cesAlign>\n")
    return count


def _write_text(folder: Path, one_pair: Sequence[Segment], claimed: str, side: str) -> str:
    lang = language_tag(claimed) or UNDETERMINED
    name = f"{lang}/{one_pair[0].rendering_id}.xml"
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    first = one_pair[0]
    captured = f"captured={quoteattr(first.captured_at)} record={quoteattr(first.record_id)}"
    about = f"url={quoteattr(first.url)} {captured}"
    if side == "rendering":
        about = f"source={quoteattr(first.rendering_source)} record={quoteattr(first.rendering_record_id)}"
    lines = [
        f'<s id="s{number}">{escape(" ".join(getattr(segment, side).split()))}</s>'
        for number, segment in enumerate(one_pair, start=1)
    ]
    body = "\n".join(lines)
    text = f'<?xml version="1.0" encoding="utf-8"?>\n<text lang={quoteattr(lang)} {about}>\n{body}\n</text>\n'
    path.write_text(text, encoding="utf-8")
    return name
