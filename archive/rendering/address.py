"""Addresses as they stand in a text: wrapped over two lines, parted by a blank, in brackets, no scheme.

What a person would read as one address is put together again; whether it may be fetched is decided elsewhere.
"""

from __future__ import annotations

import re

# The scheme may stand apart (`https: //…` comes out of translation) or be one that nobody should fetch.
_ADDRESS = re.compile(
    r"""(?P<scheme>[a-z][a-z0-9+.-]{0,20}\s?:\s?//|//|(?:file|data|javascript|mailto):)(?P<rest>[^\s<>"“”«»]*)""",
    re.I,
)
_BARE_HOST = re.compile(
    r"[<(\[]?(?P<host>(?:[a-z0-9-]+\.)+[a-z]{2,24})(?P<path>[/?][^\s<>]*)?[>)\]]?[.,;]?", re.I
)
_HOST = re.compile(r"https?://(?:www\.)?(?P<host>[^/?#]+)", re.I)
# What may go on where a line broke: behind a hyphen anything of an address, behind a slash a part with a
# digit or an ending, and elsewhere only what ends as the address of a page does.
_PIECE = r"[a-z0-9][a-z0-9._~/%=&?+-]*"
_GOES_ON = tuple(
    (re.compile(end), re.compile(piece))
    for end, piece in (
        (r"(?:://|[-_])$", rf"{_PIECE}(?=[\s)\]>]|$)"),
        (r"/$", rf"(?=\S*(?:\d|\.html?)){_PIECE}(?=[\s)\]>]|$)"),
        (r"(?<!\.htm)(?<!\.html)(?<!\.amp)$", rf"(?=\S*-\S*\.html?\b){_PIECE}(?=[\s)\]>]|$)"),
    )
)


def address_in(text: str) -> str | None:
    """The first address of a text, without the brackets and full stops around it; a bare host is https."""
    found = _ADDRESS.search(text)
    if found is None:
        bare = _BARE_HOST.fullmatch(text)
        return f"https://{bare['host']}{_unbracketed(bare['path'] or '')}" if bare else None
    address, _ = _read(found, text)
    return whole_address(_unbracketed(address))


def address_start(text: str) -> int | None:
    """Where the first address of a text begins."""
    found = _ADDRESS.search(text)
    return found.start() if found else None


def is_address(line: str) -> bool:
    """Whether a line is one address and nothing else."""
    line = line.lstrip("<([")
    found = _ADDRESS.match(line)
    return found is not None and _read(found, line)[1] == len(line)


def ends_within_address(line: str, following: str) -> bool:
    """Whether a line breaks off in its first address, and the following line goes on with it."""
    found = _ADDRESS.search(line)
    if found is None or " " in following:
        return False
    address, end = _read(found, line)
    return end == len(line) and _next_piece(address, f" {following}", 0) is not None


def whole_address(address: str) -> str:
    """The address with the scheme that one beginning with `//` leaves to its page."""
    return f"https:{address}" if address.startswith("//") else address


def is_same_host(one: str, other: str) -> bool:
    """Whether two whole addresses lead to one site, with or without `www.`."""
    mine, theirs = (_HOST.match(address) for address in (one, other))
    return mine is not None and theirs is not None and mine["host"].lower() == theirs["host"].lower()


def _read(found: re.Match[str], text: str) -> tuple[str, int]:
    """An address with the pieces that go on with it, and where it ends in the text."""
    # `[address](address)` is one address in Markdown.
    address, *_ = ("".join(found["scheme"].split()) + found["rest"]).partition("](")
    end = found.end()
    while (piece := _next_piece(address, text, end)) is not None:
        address += piece[0]
        end = piece.end()
    return address, end


def _next_piece(address: str, text: str, end: int) -> re.Match[str] | None:
    """What goes on with an address behind the blank at `end` of the text."""
    if text[end : end + 1] != " ":
        return None
    for broken, piece in _GOES_ON:
        if broken.search(address):
            return piece.match(text, end + 1)
    return None


def _unbracketed(url: str) -> str:
    url = url.rstrip(".,;:!?'’…*")
    for opening, closing in ("()", "[]"):
        if url.endswith(closing) and opening not in url:
            return _unbracketed(url.removesuffix(closing))
    return url
