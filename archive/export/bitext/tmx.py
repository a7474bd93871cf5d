"""Translation Memory eXchange 1.4b: one translation unit a segment, its provenance in properties."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from archive.export.bitext.plain_text import without_illegal
from archive.export.bitext.segments import UNDETERMINED
from archive.rendering.edition import language_tag

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from archive.export.bitext.segments import Segment
    from archive.model import Json

SOURCE = "vi"  # the header's `srclang`; a unit from another language says so itself
PROPERTIES = (
    "score",
    "verdict",
    "url",
    "via",
    "captured_at",
    "record_id",
    "digest",
    "noarchive",
    "rendering_id",
    "rendering_url",
    "rendering_source",
    "rendering_captured_at",
    "rendering_record_id",
    "rendering_digest",
)


def write_tmx(found: Iterable[Segment], out: TextIO, *, version: str) -> int:
    """Write the segments, sources in the original's language; gives their number."""
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n')
    out.write(
        f'<header creationtool="kalla" creationtoolversion={quoteattr(version)} segtype="paragraph" '
        f'o-tmf="kalla" adminlang="en" srclang="{SOURCE}" datatype="plaintext"/>\n<body>\n'
    )
    count = 0
    for count, segment in enumerate(found, start=1):
        out.write(_unit(segment, count))
    out.write("</body>\n</tmx>\n")
    return count


def _unit(segment: Segment, number: int) -> str:
    source, target = (
        language_tag(lang) or UNDETERMINED for lang in (segment.original_lang, segment.rendering_lang)
    )
    values = segment.json()
    properties = "".join(
        f'<prop type="x-{name}">{_text(_value(values[name]))}</prop>'
        for name in PROPERTIES
        if values[name] is not None
    )
    variants = "".join(
        f'<tuv xml:lang="{lang}"><seg>{_text(text)}</seg></tuv>'
        for lang, text in ((source, segment.original), (target, segment.rendering))
    )
    attributes = "" if segment.level == "paragraph" else f' segtype="{segment.level}"'
    attributes += "" if source == SOURCE else f' srclang="{source}"'
    return f'<tu tuid="{number}"{attributes}>{properties}{variants}</tu>\n'


def _value(value: Json) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _text(text: str) -> str:
    return escape(without_illegal(text))
