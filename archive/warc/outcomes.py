"""Fetches that were not answered, as metadata records: no response record of them can exist."""

from __future__ import annotations

import json
import uuid
from datetime import datetime
from typing import TYPE_CHECKING, get_args

from archive.model import Outcome, OutcomeKind

if TYPE_CHECKING:
    from archive.warc.captures import Kept

OUTCOME_TYPE = "application/json"
_OUTCOME = "urn:kalla:outcome:"


def new_outcome_name() -> str:
    return f"{_OUTCOME}{uuid.uuid4()}"


def outcome_body(outcome: Outcome) -> bytes:
    fields = {
        "url": outcome.url,
        "at": outcome.at.isoformat(),
        "kind": outcome.kind,
        "detail": outcome.detail,
    }
    return json.dumps(fields).encode("ascii")


def outcome_of(kept: Kept) -> Outcome | None:
    """The outcome that a kept record states; None where it states something else."""
    if not kept.target_uri.startswith(_OUTCOME):
        return None
    try:
        fields = json.loads(kept.body)
        if fields["kind"] not in get_args(OutcomeKind):
            return None
        return Outcome(
            url=str(fields["url"]),
            at=datetime.fromisoformat(fields["at"]),
            kind=fields["kind"],
            detail=str(fields["detail"]),
        )
    except (ValueError, KeyError, TypeError):
        return None
