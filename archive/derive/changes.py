"""What happened to originals: each edit with its difference, and how far the renderings followed it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from archive.catalog.articles import article_of
from archive.catalog.captures import capture_with_id
from archive.catalog.check_rows import news
from archive.catalog.checks import checks_of
from archive.catalog.rendering_versions import rendering_versions
from archive.catalog.renderings import rendering_with_id
from archive.change.staleness import followings
from archive.change.versions import Version, change_between
from archive.derive.differences import difference_at, difference_between, last_difference
from archive.model import SEEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from archive.catalog.checks import LoggedCheck
    from archive.catalog.rendering_versions import RenderingVersion
    from archive.change.staleness import Following
    from archive.change.versions import Change
    from archive.derive.differences import Difference
    from archive.model import Article, Rendering


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """How one rendering stands to an edit of its original.

    `source` is its page or file, `rendering_id` its text before the edit. `seen_at` is when it was last seen:
    what it may have become since is not known.
    """

    rendering_id: str
    source: str
    seen_at: datetime
    followings: tuple[Following, ...]

    @property
    def is_stale(self) -> bool:
        return any(following.verdict == "stale" for following in self.followings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An edit, a removal or a return; `change` is None where two texts were not compared."""

    logged: LoggedCheck
    title: str | None
    change: Change | None = None
    translated: tuple[Translated, ...] = ()


def events(conn: Connection, since: datetime | None = None) -> Iterator[Event]:
    """What happened to anything that is watched, the latest first."""
    for logged in news(conn, since):
        yield event_of(conn, logged)


def event_of(conn: Connection, logged: LoggedCheck) -> Event:
    """One check, with its difference to the text it was compared with."""
    return _event(conn, difference_at(logged, partial(text_of_record, conn)))


def last_edit(conn: Connection, url: str) -> Event | None:
    """The last time that a text differed from the one before; None where it never did."""
    found = last_difference(checks_of(conn, url), partial(text_of_record, conn))
    return _event(conn, found) if found else None


def event_between(conn: Connection, url: str, old: datetime | None, new: datetime | None) -> Event | None:
    """What differs between the versions seen nearest to two times; None stands for the first and the last."""
    found = difference_between(checks_of(conn, url), old, new, partial(text_of_record, conn))
    return _event(conn, found) if found else None


def _event(conn: Connection, found: Difference) -> Event:
    good = text_of_record(conn, found.logged.good_record_id)
    title = good.title if good else None
    if found.old is None or found.change is None:
        return Event(logged=found.logged, title=title)
    translated = tuple(_translations(conn, found.logged.url, found.old, found.change))
    return Event(logged=found.logged, title=title, change=found.change, translated=translated)


def text_of_record(conn: Connection, record_id: str | None) -> Article | None:
    """The text that a capture holds, or that the page it repeats does."""
    capture = capture_with_id(conn, record_id) if record_id else None
    return article_of(conn, capture.body_record) if capture else None


def _translations(conn: Connection, url: str, old: Article, change: Change) -> Iterator[Translated]:
    """Every rendering of the original that was there before the edit was seen.

    One that was found later may have been made from the edited text.
    """
    from archive.derive.learning import learned_in  # noqa: PLC0415  # it brings NumPy, and a removal needs none
    from archive.pairing.pair import pair_of  # noqa: PLC0415  # the same

    for source, versions in rendering_versions(conn, url).items():
        earlier = [version for version in versions if version.at <= change.between[1]]
        before = rendering_with_id(conn, earlier[-1].rendering_id) if earlier else None
        if before is None:
            continue
        beads = pair_of(before, old, url=url, learned=learned_in(conn)).beads
        answered = _rendering_change(conn, before, earlier[-1], versions[-1])
        yield Translated(
            rendering_id=before.id,
            source=source,
            seen_at=_last_seen(conn, source, versions),
            followings=followings(change, beads, answered),
        )


def _rendering_change(
    conn: Connection, before: Rendering, earlier: RenderingVersion, latest: RenderingVersion
) -> Change | None:
    now = rendering_with_id(conn, latest.rendering_id)
    if now is None or now.id == before.id:
        return None
    return change_between(_version(before, earlier.at), _version(now, latest.at))


def _version(rendering: Rendering, seen_at: datetime) -> Version:
    return Version(seen_at=seen_at, title=rendering.title, blocks=rendering.blocks)


def _last_seen(conn: Connection, source: str, versions: Sequence[RenderingVersion]) -> datetime:
    looks = [told.check.at for told in checks_of(conn, source) if told.check.state in SEEN]
    return max([versions[-1].at, *looks])
