"""Translation Memory eXchange 1.4b: one translation unit a segment, its provenance in properties."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from archive.export.bitext.segments import Segment

PROPERTIES = (
    "score",
    "url",
    "captured_at",
    "record_id",
    "digest",
    "noarchive",
    "rendering_id",
    "rendering_source",
    "rendering_record_id",
)


def write_tmx(found: Iterable[Segment], out: TextIO, *, version: str) -> int:
    """Write the segments, sources in the original's language; gives their number."""
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n')
    out.write(
        f'<header creationtool="kalla" creationtoolversion={quoteattr(version)} segtype="paragraph" '
        'o-tmf="kalla" adminlang="en" srclang="vi" datatype="plaintext"/>\n<body>\n'
    )
    count = 0
    for count, segment in enumerate(found, start=1):
        out.write(_unit(segment, count))
    out.write("</body>\n</tmx>\n")
    return count


def _unit(segment: Segment, number: int) -> str:
    values = segment.json()
    properties = "".join(f'<prop type="x-{name}">{_text(str(values[name]))}</prop>' for name in PROPERTIES)
    variants = "".join(
        f"<tuv xml:lang={quoteattr(lang)}><seg>{_text(text)}</seg></tuv>"
        for lang, text in (
            (segment.original_lang, segment.original),
            (segment.rendering_lang, segment.rendering),
        )
    )
    return f'<tu tuid="{number}">{properties}{variants}</tu>\n'


def _text(text: str) -> str:
    # XML 1.0, section 2.2: most control characters cannot stand in a document, not even escaped.
    return escape("".join(letter for letter in text if letter.isprintable() or letter in "\t\n"))
