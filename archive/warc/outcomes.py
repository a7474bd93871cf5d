"""Fetches that were not answered, as metadata records: no response record of them can exist."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, cast, get_args

from archive.errors import BrokenRecord
from archive.model import Outcome, OutcomeKind

if TYPE_CHECKING:
    from archive.warc.captures import Kept

OUTCOME_TYPE = "application/json"


def outcome_body(outcome: Outcome) -> bytes:
    fields = {
        "url": outcome.url,
        "at": outcome.at.isoformat(),
        "kind": outcome.kind,
        "detail": outcome.detail,
    }
    return json.dumps(fields).encode("ascii")


def outcome_of(kept: Kept) -> Outcome | None:
    """The outcome that a kept record states; None where it states something else. Raises BrokenRecord."""
    if kept.kind != "outcome":
        return None
    try:
        return _outcome(json.loads(kept.body))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BrokenRecord(kept.warc, kept.offset, f"states no outcome: {error!r}") from error


def _outcome(fields: dict[str, object]) -> Outcome:
    kind, at = fields["kind"], datetime.fromisoformat(_text(fields["at"]))
    if kind not in get_args(OutcomeKind) or at.tzinfo is None:
        raise ValueError(f"{kind!r} at {at}")
    return Outcome(
        url=_text(fields["url"]), at=at, kind=cast("OutcomeKind", kind), detail=_text(fields["detail"])
    )


def _text(value: object) -> str:
    """A text that a catalog can hold: a system's message may have bytes that are no text, as surrogates."""
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value.encode("utf-8", "replace").decode()
