"""Turns the bytes of a page into text: what the bytes themselves say counts more than what labels say.

Control characters are gone; accents stay as they came, composed or not.
"""

from __future__ import annotations

import codecs
import re

# UTF-32 before UTF-16: its mark begins with the same two bytes.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
LABELS_FOR_WINDOWS_1252 = {"iso8859-1", "ascii"}  # WHATWG Encoding Standard, section 4.2
# Where a label is missing or a lie, the one single-byte code in which Vietnamese was put on the web.
LAST_RESORT = "cp1258"
# The share of its characters beyond ASCII that may be broken in a UTF-8 page; in a page of a single-byte code
# nearly all of them are.
BROKEN_SHARE = 0.3
UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]")


def decoded(body: bytes, content_type: str = "") -> str:
    """The text of a page; never fails."""
    for mark, name in MARKS:
        if body.startswith(mark):
            return _clean(body[len(mark) :].decode(name, "replace"))
    return _clean(_utf16(body) or _utf8(body) or _labelled(body, content_type))


def _clean(text: str) -> str:
    return UNWANTED.sub("", text)


def _utf16(body: bytes) -> str | None:
    # Markup is ASCII for the most part, so every second byte of its UTF-16 is zero.
    head = body[:1000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) * 4 < len(head) or not head:
        return None
    return body.decode("utf-16-le" if odd > even else "utf-16-be", "replace")


def _utf8(body: bytes) -> str | None:
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return text if broken <= beyond_ascii * BROKEN_SHARE else None


def _labelled(body: bytes, content_type: str) -> str:
    labels = [*CHARSET.findall(body[:4096]), *CHARSET.findall(content_type.encode())]
    for label in labels:
        name = _codec(label.decode("ascii"))
        if name is not None and name != "utf-8":
            return body.decode(name, "replace")
    return body.decode(LAST_RESORT, "replace")


def _codec(label: str) -> str | None:
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    return "cp1252" if name in LABELS_FOR_WINDOWS_1252 else name
