"""What the pages remember from one answer to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from archive.web.background import indexing, newest, planning, tallying
from archive.web.guard import Tokens

if TYPE_CHECKING:
    from starlette.requests import Request

    from archive.derive.changes import Event
    from archive.web.background import Background, Plan, Tally
    from archive.web.site import Site
    from archive.web.stale import Edit, StaleRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    tokens: Tokens
    stale_rows: dict[Edit, StaleRow]
    planning: Background[Plan]
    tallying: Background[Tally]
    newest: Background[tuple[Event, ...]]
    indexing: Background[int]


def memory_for(site: Site) -> Memory:
    return Memory(
        tokens=Tokens(),
        stale_rows={},
        planning=planning(site),
        tallying=tallying(site),
        newest=newest(site),
        indexing=indexing(site),
    )


def memory_of(request: Request) -> Memory:
    return cast("Memory", request.app.state.memory)
