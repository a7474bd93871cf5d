"""Which page a 304 means: the one whose validator the request named (RFC 9110, section 13.1)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archive.http1.head import field_values, request_fields

if TYPE_CHECKING:
    from collections.abc import Callable

    from archive.http1.head import ResponseHead

_TAG = re.compile(rb'"[^"]*"|\*')


def condition_of(request: bytes) -> Callable[[ResponseHead], bool] | None:
    """Whether a request names the page with a head, by entity tag or else by date; None where it names none.

    Tags are compared weakly, as for If-None-Match they must be (section 13.1.2).
    """
    fields = request_fields(request)
    tags = {tag for value in field_values(fields, b"if-none-match") for tag in _tags(value)}
    if tags:
        return lambda head: b"*" in tags or not tags.isdisjoint(map(_bare, head.values(b"etag")[:1]))
    dates = field_values(fields, b"if-modified-since")
    if dates:
        return lambda head: dates[-1] in head.values(b"last-modified")[:1]
    return None


def _tags(value: bytes) -> list[bytes]:
    return _TAG.findall(value) or [value]


def _bare(tag: bytes) -> bytes:
    return tag.removeprefix(b"W/")
