"""What a person decided, what a search came to, how far days were listed: JSON kept as metadata records.

A record that should state one and does not is broken: left out in silence, a decision would be lost.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from archive.errors import BrokenRecord
from archive.model import Candidate, Decision, Listed, Search
from archive.warc.own_names import own_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from archive.warc.captures import Kept
    from archive.warc.own_names import OwnKind

Statement = Decision | Search | Listed


def statement_name(statement: Statement) -> str:
    return own_name(_KINDS[type(statement)])


def statement_body(statement: Statement) -> bytes:
    times = {name: time.isoformat() for name, time in asdict(statement).items() if isinstance(time, date)}
    return json.dumps({**asdict(statement), **times}, ensure_ascii=False, sort_keys=True).encode()


def statement_in(record: Kept) -> Statement | None:
    """What a record states; None where it is of another kind. Raises BrokenRecord."""
    read = _READ.get(record.kind)
    if read is None:
        return None
    try:
        return read(_told(record.body))
    except (ValueError, TypeError, RecursionError) as error:
        raise BrokenRecord(record.warc, record.offset, f"states no {record.kind}: {error}") from error


def _told(body: bytes) -> object:
    told: object = json.loads(body)
    # JSON can spell half a surrogate pair, which no catalog can hold: it fails here as a ValueError.
    json.dumps(told, ensure_ascii=False).encode()
    return told


def _decision(told: object) -> Decision:
    return Decision(
        rendering_id=_field(told, "rendering_id", str),
        rendering_record=_field(told, "rendering_record", str),
        at=_time(told),
        url=_field(told, "url", str),
        confirmed=_field(told, "confirmed", bool),
        note=_field(told, "note", str),
    )


def _search(told: object) -> Search:
    return Search(
        rendering_id=_field(told, "rendering_id", str),
        at=_time(told),
        candidates=tuple(map(_candidate, _field(told, "candidates", list))),
        abstained=_field(told, "abstained", str, type(None)),
        rendering_record=_field(told, "rendering_record", str, absent=""),
    )


def _listed(told: object) -> Listed:
    day = date.fromisoformat(_field(told, "day", str))
    return Listed(lang=_field(told, "lang", str), day=day, at=_time(told))


def _candidate(told: object) -> Candidate:
    score = float(_field(told, "score", int, float))
    return Candidate(url=_field(told, "url", str), score=score, why=_field(told, "why", str))


def _time(told: object) -> datetime:
    at = datetime.fromisoformat(_field(told, "at", str))
    if at.tzinfo is None:
        raise ValueError(f"at is {at}, without a zone")
    return at


def _field(told: object, name: str, *types: type, absent: Any = ...) -> Any:
    """A field of a JSON object, of one of these types. Raises TypeError where it is not there as such."""
    value = told.get(name, absent) if isinstance(told, dict) else ...
    if not isinstance(value, types):
        raise TypeError(f"{name} is missing or of another type")
    return value


_KINDS: Mapping[type[Statement], OwnKind] = {Decision: "decision", Search: "search", Listed: "listed"}
_READ: Mapping[OwnKind | None, Callable[[object], Statement]] = {
    "decision": _decision,
    "search": _search,
    "listed": _listed,
}
