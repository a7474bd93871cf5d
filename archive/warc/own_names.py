"""Names of records that lie under no page's address: `urn:kalla:KIND:KEY` (docs/archive-format.md)."""

from __future__ import annotations

from typing import Literal, cast, get_args
from uuid import uuid4

OwnKind = Literal[
    "interim",
    "not-modified",
    "unreadable",
    "outcome",
    "decision",
    "search",
    "listed",
    "rendering",
    "learned",
]
_OWN = "urn:kalla:"


def own_name(kind: OwnKind, key: str | None = None) -> str:
    """The name of a record; its key is new where it has none by which it is found."""
    return f"{_OWN}{kind}:{key or uuid4()}"


def own_name_beside(kind: OwnKind, record_id: str) -> str:
    """The name of what is kept beside a record and has its number."""
    return own_name(kind, record_id.removeprefix("urn:uuid:"))


def is_own_name(uri: str) -> bool:
    """Whether a name is one of these, or of a kind that only other versions know."""
    return uri.startswith(_OWN)


def kind_and_key(uri: str) -> tuple[OwnKind | None, str]:
    """What stands in a name of our own; no kind where it is none that is known here."""
    kind, _, key = uri.removeprefix(_OWN).partition(":")
    return cast("OwnKind", kind) if kind in get_args(OwnKind) else None, key
