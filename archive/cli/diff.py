"""`kalla diff`: what differs between two versions of an article, paragraph by paragraph and word by word."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

import click

from archive.catalog.engine import reading
from archive.catalog.renderings import rendering_with_id
from archive.cli.addresses import address_named, time_named
from archive.cli.printing import echo_json, echo_pages, printable, terminal_width
from archive.derive.changes import event_between, last_edit
from archive.export.change_json import event_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection

    from archive.change.versions import Change, Part
    from archive.collection import Collection
    from archive.derive.changes import Event, Translated

Times = tuple["datetime | None", "datetime | None"]
RANGE = re.compile(r"(?P<url>.+)@(?P<old>[^@]*)\.\.(?P<new>[^@]*)")
MARKS = {"delete": ("[-", "-]", "red"), "insert": ("{+", "+}", "green")}


def diff(collection: Collection, which: str, file: Path | None, *, html: bool, as_json: bool) -> None:
    if file is not None:
        _show(_in_file(file, which), (), html=html, as_json=as_json)
        return
    with reading(collection.existing_catalog()) as conn:
        event = _in_catalog(conn, which)
        translated = event.translated if event else ()
        followings = (line for found in translated for line in ("", *_following(conn, found)))
        _show(event, followings, html=html, as_json=as_json)


def _show(event: Event | None, followings: Iterable[str], *, html: bool, as_json: bool) -> None:
    if event is None or event.change is None:
        click.echo("no difference was seen", err=True)
    elif html:
        from archive.export.change_page import change_page  # noqa: PLC0415  # it brings Jinja2

        click.echo(change_page(event))
    elif as_json:
        echo_json(event_json(event))
    else:
        echo_pages(chain(_lines(event.logged.url, event.change), followings))


def _in_catalog(conn: Connection, which: str) -> Event | None:
    url, times = _range(which)
    address = address_named(conn, url)
    return event_between(conn, address, *times) if times else last_edit(conn, address)


def _in_file(file: Path, which: str) -> Event | None:
    from archive.cli.foreign_history import foreign_history  # noqa: PLC0415  # it brings trafilatura

    url, times = _range(which)
    history = foreign_history(file, url)
    return history.between(*times) if times else history.last_edit()


def _range(which: str) -> tuple[str, Times | None]:
    """A URL, and the times of a range, each None where it is left out; no times where there is no range."""
    match = RANGE.fullmatch(which)
    if match is None:
        return which, None
    old, new = (time_named(text) if text else None for text in (match["old"], match["new"]))
    return match["url"], (old, new)


def _lines(url: str, change: Change) -> Iterator[str]:
    after, before = change.between
    yield printable(url)
    yield f"after {after:%Y-%m-%d %H:%M:%S}, not later than {before:%Y-%m-%d %H:%M:%S} UTC"
    for part in change.parts:
        yield ""
        yield from _part(part)


def _part(part: Part) -> Iterator[str]:
    noise = ", in spelling, typography or date only" if part.noise else ""
    yield click.style(f"{part.field.replace('_', ' ')} {part.kind}{noise}", bold=True)
    for finding in part.substance:
        gone, come = ", ".join(finding.gone) or "–", ", ".join(finding.come) or "–"
        yield click.style(printable(f"  ! {finding.kind}: {gone} → {come}"), fg="yellow")
    for line in _texts(part):
        yield click.wrap_text(line, width=terminal_width(), initial_indent="  ", subsequent_indent="  ")


def _texts(part: Part) -> Iterator[str]:
    if part.words:
        yield "".join(_marked(span.op, span.text) for span in part.words)
    elif part.kind == "moved":
        yield printable(part.new or "")
    else:
        if part.old:
            yield _marked("delete", part.old)
        if part.new:
            yield _marked("insert", part.new)


def _marked(op: str, text: str) -> str:
    """With signs for those who see no colours, and for pipes."""
    text = printable(text)
    if op not in MARKS:
        return text
    opening, closing, colour = MARKS[op]
    return click.style(f"{opening}{text}{closing}", fg=colour)


def _following(conn: Connection, found: Translated) -> Iterator[str]:
    seen = printable(f"rendering {found.source}, last seen {found.seen_at:%Y-%m-%d %H:%M}")
    yield click.style(seen, bold=True)
    rendering = rendering_with_id(conn, found.rendering_id)
    blocks = rendering.blocks if rendering else ()
    for following in found.followings:
        yield f"  {following.verdict}: {following.field}"
        for text in (printable(blocks[index].text) for index in following.rendering if index < len(blocks)):
            yield click.wrap_text(text, terminal_width(), initial_indent="    ", subsequent_indent="    ")
