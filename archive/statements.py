"""What a person decided, and what a search for a lost link came to: JSON kept as metadata records."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from archive.model import Candidate, Decision, Search
from archive.warc.captures import OWN_NAMES

if TYPE_CHECKING:
    from archive.warc.captures import Kept

DECISION, SEARCH = "decision", "search"


def statement_body(statement: Decision | Search) -> bytes:
    fields = {**asdict(statement), "at": statement.at.isoformat()}
    return json.dumps(fields, ensure_ascii=False, sort_keys=True).encode()


def decision_in(record: Kept) -> Decision | None:
    """The decision that a record states; None where it states something else, or nothing that can be read."""
    fields = _fields(record, DECISION)
    try:
        return Decision(**fields) if fields else None
    except TypeError:
        return None


def search_in(record: Kept) -> Search | None:
    """The search that a record states; None where it states something else, or nothing that can be read."""
    fields = _fields(record, SEARCH)
    try:
        if fields is None:
            return None
        found = tuple(Candidate(**candidate) for candidate in fields["candidates"])
        return Search(**{**fields, "candidates": found})
    except (KeyError, TypeError):
        return None


def _fields(record: Kept, kind: str) -> dict[str, Any] | None:
    if not record.target_uri.startswith(f"{OWN_NAMES}{kind}:"):
        return None
    try:
        fields = json.loads(record.body)
        return {**fields, "at": datetime.fromisoformat(fields["at"])}
    except (ValueError, TypeError, KeyError):
        return None
