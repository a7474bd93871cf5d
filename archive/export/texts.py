"""The texts that an article had, one after another, whatever addresses it was found at."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from archive.catalog.articles import records_with_text
from archive.catalog.captures import capture_with_id
from archive.catalog.checks import checks_of, kept_address
from archive.catalog.renderings import rendering_with_id
from archive.change.versions import change_between, version_of
from archive.derive.changes import event_of, text_of_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from archive.change.staleness import Following, Staleness
    from archive.change.versions import Change
    from archive.derive.changes import Translated
    from archive.model import Article, Capture, Rendering

Place = tuple[str, int | None, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A capture that has a text."""

    capture: Capture
    article: Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """How a rendering stands to a changed part; `passage` is what it said there before, if anything."""

    rendering_id: str
    verdict: Staleness
    lang: str
    passage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What differs between two texts, and how the renderings stand to each part, where that is known."""

    old: Text
    new: Text
    change: Change
    translated: tuple[Translated, ...] = ()
    said: Mapping[Place, Sequence[Said]] = field(default_factory=dict)


def address_of(conn: Connection, url: str) -> str:
    """The address under which the history of a URL is kept; the URL itself where it has none."""
    return kept_address(conn, url) or url


def texts_of(conn: Connection, address: str) -> list[Text]:
    """The texts at an address, oldest first; one that is the same as the one before it is left out.

    Where the address has a history, these are the good ones, never a suspect page's.
    """
    told = checks_of(conn, address)
    ids = [one.good_record_id for one in told] or records_with_text(conn, address)
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
        said = _said(conn, event.translated)
        return Difference(old=old, new=new, change=event.change, translated=event.translated, said=said)
    change = change_between(
        version_of(old.article, old.capture.captured_at), version_of(new.article, new.capture.captured_at)
    )
    return Difference(old=old, new=new, change=change)


def _said(conn: Connection, translated: Iterable[Translated]) -> dict[Place, list[Said]]:
    said: dict[Place, list[Said]] = {}
    for one in translated:
        rendering = rendering_with_id(conn, one.rendering_id)
        if rendering is None:
            continue
        for following in one.followings:
            place = (following.field, following.old_index, following.new_index)
            told = Said(
                rendering_id=one.rendering_id,
                verdict=following.verdict,
                lang=rendering.lang,
                passage=_passage(rendering, following),
            )
            said.setdefault(place, []).append(told)
    return said


def _passage(rendering: Rendering, following: Following) -> str:
    if following.field == "title":
        return rendering.title or ""
    if following.old_index is None:  # the original says something new there
        return ""
    return " ".join(rendering.blocks[number].text for number in following.rendering)


def _same(one: Text, other: Text) -> bool:
    return (one.article.title, one.article.blocks) == (other.article.title, other.article.blocks)
