"""`kalla log`: the story of one original or rendering's page, a line for each look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from archive.catalog.checks import checks_of
from archive.catalog.engine import reading
from archive.catalog.mementos import index_answers, memento_of
from archive.catalog.pairs import article_of
from archive.cli.addresses import address_named
from archive.cli.printing import echo, echo_json, echo_table
from archive.export.json_lines import check_json
from archive.export.wording import check_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection

    from archive.catalog.checks import LoggedCheck
    from archive.collection import Collection

    Story = tuple[str, Sequence[LoggedCheck], datetime | None, Sequence[str]]


def log(collection: Collection, url: str, file: Path | None, *, as_json: bool) -> None:
    address, told, published_at, asked = _in_file(file, url) if file else _in_catalog(collection, url)
    if as_json:
        for logged in told:
            echo_json(check_json(logged))
    elif told:
        echo(address)
        echo_table(_lines(told, published_at))
        for line in asked:
            echo(line)
    else:
        echo(f"{address}\nnever looked at")


def _in_catalog(collection: Collection, url: str) -> Story:
    with reading(collection.existing_catalog()) as conn:
        address = address_named(conn, url)
        told = checks_of(conn, address)
        return address, told, _published_at(conn, told), tuple(_archives_asked(conn, address))


def _in_file(file: Path, url: str) -> Story:
    from archive.cli.foreign_history import foreign_history  # noqa: PLC0415  # it brings trafilatura

    history = foreign_history(file, url)
    dates = (text.published_at for text in history.texts.values())
    return url, history.told, next(filter(None, dates), None), ()


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


def _lines(told: Iterable[LoggedCheck], published_at: datetime | None) -> Iterator[tuple[str, ...]]:
    yield ("LOOKED AT (UTC)", "STATE", "WHY")
    for logged in told:
        at = f"{logged.check.at:%Y-%m-%d %H:%M}"
        yield (at, logged.check.state, check_in_words(logged, published_at))
