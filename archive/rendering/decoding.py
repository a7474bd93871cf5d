"""Bytes that somebody says are text, turned into it, or refused with a sentence that says what to do.

A byte order mark decides, then UTF-8 if the bytes are valid UTF-8, and only then what a header or meta
element claims: wrong claims are common, accidental UTF-8 is not.
"""

from __future__ import annotations

import codecs
import re
from email.message import Message

from archive.errors import UnreadableInput

# An article is some kilobytes; the largest real news page measured has 2.2 MB of markup.
MAX_BYTES, MAX_LINES = 5_000_000, 20_000
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# Some of Python's codecs are no character encodings at all, so a label from outside must look like one.
_LABEL = re.compile(r"(?:utf|windows|cp|iso|(?:us-)?ascii|latin|gb|big5|euc|shift|koi8|tis)[\w-]{0,12}", re.I)
_META_LABEL = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})""", re.I)
_META_WITHIN = 4096
# Swedish and Vietnamese pages that are not UTF-8; what windows-1252 and it share covers Swedish.
_LAST_GUESS = "windows-1258"
_FEW_BROKEN = 20


def media_type_of(content_type: str) -> str:
    return _header(content_type).get_content_type()


def charset_of(content_type: str) -> str | None:
    return usable_label(_header(content_type).get_param("charset"))


def usable_label(label: object) -> str | None:
    """The label if it names a character encoding."""
    name = str(label).strip()
    try:
        codecs.lookup(name if _LABEL.fullmatch(name) else "")
    except LookupError:
        return None
    return name


def bounded(body: bytes, source: str) -> bytes:
    if not body.strip():
        raise UnreadableInput(source, "is empty: leave it out")
    if len(body) > MAX_BYTES:
        raise UnreadableInput(source, f"is larger than {MAX_BYTES // 10**6} MB, as no article is: split it")
    return body


def too_many_lines(source: str) -> UnreadableInput:
    return UnreadableInput(source, f"has more than {MAX_LINES} lines, as no article does: split it")


def bounded_text(text: str, source: str) -> str:
    if len(text) > MAX_LINES and len(text.splitlines()) > MAX_LINES:
        raise too_many_lines(source)
    return text


def text_of(body: bytes, *, source: str, charset: str | None = None) -> str:
    """The text of a plain file.

    Raises UnreadableInput where it is empty, binary, too big or in an encoding that nobody named.
    """
    body = bounded(body, source)
    marked = next((codec for mark, codec in _MARKS if body.startswith(mark)), None)
    if marked is None and b"\0" in body:
        raise UnreadableInput(source, "is a binary file: bring in text, HTML or JSON lines")
    for codec in (marked, None if marked else "utf-8", charset):
        try:
            if codec:
                return bounded_text(body.decode(codec), source)
        except UnicodeDecodeError as error:
            offset = error.start
    raise UnreadableInput(source, f"is not UTF-8 at byte {offset}: convert it, say with iconv -t utf-8")


def markup_of(body: bytes, *, source: str, content_type: str) -> str:
    """The text of a page, whatever it claims. Raises UnreadableInput where it is empty or too big."""
    body = bounded(body, source)
    marked = next((codec for mark, codec in _MARKS if body.startswith(mark)), None)
    if marked:
        return body.decode(marked, "replace")
    text = body.decode(errors="replace")
    # A page cut short, or with a stray byte, is still UTF-8: most of what is not ASCII was valid.
    if text.count("\ufffd") * _FEW_BROKEN <= len(text) - len(text.encode("ascii", "ignore")):
        return text
    in_meta = _META_LABEL.search(body[:_META_WITHIN])
    claimed = usable_label(in_meta[1].decode()) if in_meta else None
    for label in (charset_of(content_type), claimed, _LAST_GUESS):
        try:
            if label:
                return body.decode(label)
        except UnicodeDecodeError:
            continue
    return text


def _header(content_type: str) -> Message:
    header = Message()
    header["Content-Type"] = "".join(content_type.split("\n"))
    return header
