"""What is due, counted at most once a minute: the schedule of all originals is too much for every page."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from archive.catalog.engine import reading
from archive.catalog.histories import histories
from archive.fetch_schedule import due

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from archive.fetch_schedule import FetchSchedule

KEPT = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What was due at `now`, the most overdue first."""

    now: datetime
    due: tuple[FetchSchedule, ...]


class Planner:
    """Counts in the background; gives None until the first count is done, the last one from then on."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._plan: Plan | None = None
        self._counting = threading.Lock()

    def plan(self, *, wait: bool = False) -> Plan | None:
        """The last plan; a new one is begun where that is old. With `wait` a first one is waited for."""
        last = self._plan
        if last is None or datetime.now(UTC) - last.now > KEPT:
            thread = threading.Thread(target=self._count, daemon=True)
            thread.start()
            if wait and last is None:
                thread.join()
        return self._plan

    def _count(self) -> None:
        if not self._counting.acquire(blocking=False):
            return
        try:
            now = datetime.now(UTC)
            with reading(self._engine) as conn:
                self._plan = Plan(now=now, due=tuple(due(histories(conn), now)))
        finally:
            self._counting.release()
