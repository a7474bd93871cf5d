"""What differs between the versions of a history, wherever its looks and its texts come from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.change.versions import change_between, version_of
from archive.model import CHANGED, SEEN, Article

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from archive.catalog.checks import LoggedCheck
    from archive.change.versions import Change

TextOf = Callable[[str | None], Article | None]
"""The text that the record with this id holds, or that the page it repeats does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A check with the text before it; `change` is None where no two texts differ."""

    logged: LoggedCheck
    old: Article | None
    change: Change | None


def difference_at(logged: LoggedCheck, text_of: TextOf) -> Difference:
    """One check, with its difference to the text it was compared with."""
    told = logged.check
    if told.state == "removed":
        return Difference(logged=logged, old=None, change=None)
    seen = told.between or (told.at, told.at)
    return _difference(logged, told.compared_with, told.record_id, seen, text_of)


def last_difference(told: Sequence[LoggedCheck], text_of: TextOf) -> Difference | None:
    """The last time that a text differed from the one before; None where it never did."""
    edits = (logged for logged in reversed(told) if logged.check.state in CHANGED)
    found: Iterator[Difference] = (difference_at(logged, text_of) for logged in edits)
    return next((difference for difference in found if difference.change), None)


def difference_between(
    told: Sequence[LoggedCheck], old: datetime | None, new: datetime | None, text_of: TextOf
) -> Difference | None:
    """What differs between the versions seen nearest to two times; None stands for the first and the last."""
    seen = [logged for logged in told if logged.check.state in SEEN]
    if not seen:
        return None
    before = _nearest(seen, old) if old else seen[0]
    after = _nearest(seen, new) if new else seen[-1]
    times = (before.check.at, after.check.at)
    return _difference(after, before.good_record_id, after.good_record_id, times, text_of)


def _difference(
    logged: LoggedCheck,
    old_record: str | None,
    new_record: str | None,
    seen: tuple[datetime, datetime],
    text_of: TextOf,
) -> Difference:
    old, new = text_of(old_record), text_of(new_record)
    if old is None or new is None:
        return Difference(logged=logged, old=old, change=None)
    change = change_between(version_of(old, seen[0]), version_of(new, seen[1]))
    return Difference(logged=logged, old=old, change=change if change.parts else None)


def _nearest(seen: Sequence[LoggedCheck], at: datetime) -> LoggedCheck:
    """As URL@TIME has it everywhere (RFC 7089, section 4.5)."""
    return min(seen, key=lambda logged: abs(logged.check.at - at))
