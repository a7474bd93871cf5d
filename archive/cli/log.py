"""`kalla log`: the story of one original or rendering's page, a line for each look at it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from archive.catalog.articles import article_of
from archive.catalog.checks import checks_of
from archive.catalog.engine import reading
from archive.catalog.mementos import index_answers, memento_of
from archive.cli.addresses import address_named
from archive.cli.printing import echo, echo_json, echo_pages, printable, table, table_width
from archive.export.json_lines import check_json
from archive.export.wording import check_in_words
from archive.model import SEEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection

    from archive.catalog.checks import LoggedCheck
    from archive.collection import Collection


def log(collection: Collection, url: str, file: Path | None, *, as_json: bool) -> None:
    story = _in_file(file, url) if file else _in_catalog(collection, url)
    if as_json:
        for logged in story.told:
            echo_json(check_json(logged))
    elif story.told:
        rows = table(_rows(story), width=table_width())
        echo_pages(chain((printable(story.address),), rows, map(printable, story.asked)))
    else:
        echo(f"{story.address}\nnever looked at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """All looks at an address, and what web archives said when they were asked for it."""

    address: str
    told: Sequence[LoggedCheck]
    published_at: datetime | None
    asked: Sequence[str] = ()


def _in_catalog(collection: Collection, url: str) -> Story:
    with reading(collection.existing_catalog()) as conn:
        address = address_named(conn, url)
        told = checks_of(conn, address)
        # Archives are asked for what is gone; to find the answers, all addresses are looked through.
        is_there = bool(told) and told[-1].check.state in SEEN
        asked = () if is_there else tuple(_archives_asked(conn, address))
        return Story(address=address, told=told, published_at=_published_at(conn, told), asked=asked)


def _in_file(file: Path, url: str) -> Story:
    from archive.cli.foreign_history import foreign_history  # noqa: PLC0415  # it brings trafilatura

    history = foreign_history(file, url)
    dates = (text.published_at for text in history.texts.values())
    return Story(address=url, told=history.told, published_at=next(filter(None, dates), None))


def _archives_asked(conn: Connection, address: str) -> Iterator[str]:
    """Which web archives were asked for it, and whether any had its text."""
    answers = {urlsplit(answer.url).hostname or "": answer for answer in index_answers(conn, address)}
    text = memento_of(conn, [address], None)
    kept = urlsplit(text[0].url).hostname if text else None
    for host, answer in answers.items():
        had = "had its text" if host == kept else "had no text of it"
        yield f"{host} was asked for it at {answer.captured_at:%Y-%m-%d %H:%M}, and {had}"


def _published_at(conn: Connection, told: Sequence[LoggedCheck]) -> datetime | None:
    record_id = next((logged.good_record_id for logged in told if logged.good_record_id), None)
    article = article_of(conn, record_id) if record_id else None
    return article.published_at if article else None


def _rows(story: Story) -> Iterator[tuple[str, ...]]:
    yield ("LOOKED AT (UTC)", "STATE", "WHY")
    for logged in story.told:
        at = f"{logged.check.at:%Y-%m-%d %H:%M}"
        yield (at, logged.check.state, check_in_words(logged, story.published_at))
