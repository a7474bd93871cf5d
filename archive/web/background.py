"""Work too much for a page: done beside the answers, every five minutes at most, its last result at hand."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Generic, TypeVar

from archive.catalog.check_rows import last_state_counts
from archive.catalog.engine import reading
from archive.catalog.full_text import bring_up_to_date
from archive.catalog.over_time import captures_and_bytes_by_day, states_by_day
from archive.catalog.plans import due_plans
from archive.derive.changes import events
from archive.export.change_feed import MOST

if TYPE_CHECKING:
    from collections.abc import Callable

    from archive.derive.changes import Event
    from archive.fetch_schedule import FetchSchedule
    from archive.model import State
    from archive.web.site import Site

KEPT = timedelta(minutes=5)
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What was due at `now`, the most overdue first."""

    now: datetime
    due: tuple[FetchSchedule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts that need every row, as of `now`: captures by day, edits, the states at the last looks."""

    now: datetime
    days: tuple[tuple[str, int], ...]
    states: dict[State, int]
    edits: int


class Background(Generic[Result]):
    """One piece of work. An error in it is told on standard error, and the last good result stays."""

    def __init__(self, work: Callable[[], Result], kept: timedelta = KEPT) -> None:
        self._work, self._kept = work, kept
        self._result: Result | None = None
        self._begun: datetime | None = None
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def latest(self, *, wait: float = 0) -> Result | None:
        """The last result; work is begun anew where that is old, and what is under way is waited for.

        `wait` is in seconds: after them the old result, which tells its own time, has to do.
        """
        with self._lock:
            now = datetime.now(UTC)
            idle = self._thread is None or not self._thread.is_alive()
            if idle and (self._begun is None or now - self._begun > self._kept):
                self._begun = now
                self._thread = threading.Thread(target=self._do, daemon=True)
                self._thread.start()
            thread = self._thread
        if thread is not None:
            thread.join(wait)
        return self._result

    def _do(self) -> None:
        self._result = self._work()


def planning(site: Site) -> Background[Plan]:
    def plan() -> Plan:
        now = datetime.now(UTC)
        with reading(site.engine) as conn:
            return Plan(now=now, due=tuple(due_plans(conn, now)))

    return Background(plan)


def tallying(site: Site) -> Background[Tally]:
    def tally() -> Tally:
        now = datetime.now(UTC)
        with reading(site.engine) as conn:
            return Tally(
                now=now,
                days=tuple(captures_and_bytes_by_day(conn)[0]),
                states=last_state_counts(conn),
                edits=sum(count for _, count in states_by_day(conn).get("edited", ())),
            )

    return Background(tally)


def newest(site: Site) -> Background[tuple[Event, ...]]:
    def read() -> tuple[Event, ...]:
        with reading(site.engine) as conn:
            return tuple(islice(events(conn), MOST))

    return Background(read)


def indexing(site: Site) -> Background[int]:
    def index() -> int:
        with reading(site.engine) as conn:
            return bring_up_to_date(site.search_index, conn)

    return Background(index)
