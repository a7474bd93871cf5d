"""The texts that an article had, one after another, whatever addresses it was found at."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from archive.catalog.captures import capture_with_id, captures_of
from archive.catalog.checks import address_landed_on, checks_of, is_watched, watched_address
from archive.change.versions import change_between, version_of
from archive.derive.changes import event_of, text_of_record

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from archive.change.staleness import Verdict
    from archive.change.versions import Change
    from archive.derive.changes import Translated
    from archive.model import Article, Capture

Place = tuple[str, int | None, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A capture that has a text."""

    capture: Capture
    article: Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What differs between two texts, and how the renderings stand to it, where that is known."""

    old: Text
    new: Text
    change: Change
    translated: tuple[Translated, ...] = ()

    @property
    def said(self) -> dict[Place, list[tuple[str, Verdict]]]:
        """For each changed part, the renderings' ids and how each stands to it."""
        said: dict[Place, list[tuple[str, Verdict]]] = {}
        for rendering in self.translated:
            for one in rendering.followings:
                place = (one.field, one.old_index, one.new_index)
                said.setdefault(place, []).append((rendering.rendering_id, one.verdict))
        return said


def address_of(conn: Connection, url: str) -> str:
    """The address under which the history of a URL is kept; the URL itself where it has none."""
    watched = watched_address(url)
    if isinstance(watched, str) and is_watched(conn, watched):
        return watched
    return address_landed_on(conn, url) or url


def texts_of(conn: Connection, address: str) -> list[Text]:
    """The texts at an address, oldest first; one that is the same as the one before it is left out.

    Where the address has a history, these are the good ones, never a suspect page's.
    """
    told = checks_of(conn, address)
    ids = [one.good_record_id for one in told] or [one.record_id for one in captures_of(conn, address)]
    texts: list[Text] = []
    for record_id, _ in groupby(ids):
        found = text_at(conn, record_id) if record_id else None
        if found and found.article.blocks and not (texts and _same(texts[-1], found)):
            texts.append(found)
    return texts


def text_at(conn: Connection, record_id: str) -> Text | None:
    """The text of a capture, or of the page that it repeats."""
    capture, article = capture_with_id(conn, record_id), text_of_record(conn, record_id)
    return Text(capture=capture, article=article) if capture and article else None


def difference(conn: Connection, address: str, old: Text, new: Text) -> Difference:
    """What differs; where a check tells of just this edit, also how the renderings stand to it."""
    records = old.capture.record_id, new.capture.record_id
    told = (one for one in checks_of(conn, address) if one.check.state == "edited")
    edit = next((one for one in told if (one.check.compared_with, one.check.record_id) == records), None)
    event = event_of(conn, edit) if edit else None
    if event and event.change:
        return Difference(old=old, new=new, change=event.change, translated=event.translated)
    change = change_between(
        version_of(old.article, old.capture.captured_at), version_of(new.article, new.capture.captured_at)
    )
    return Difference(old=old, new=new, change=change)


def _same(one: Text, other: Text) -> bool:
    return (one.article.title, one.article.blocks) == (other.article.title, other.article.blocks)
