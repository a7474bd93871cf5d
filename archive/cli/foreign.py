"""Captures in WARC and WACZ files from anywhere, for the commands that take `--warc`."""

from __future__ import annotations

import sys
from http import HTTPStatus
from typing import TYPE_CHECKING

import click

from archive.cli.printing import echo
from archive.errors import BrokenRecord, WrongUsage
from archive.outlets.registry import outlet_for_url
from archive.warc.web_archives import captures_inside, page_inside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from archive.model import Article, Capture


def foreign_captures(path: Path) -> Iterator[tuple[Path, Capture]]:
    """The captures of a file with the WARC they lie in.

    Damage is named on standard error and passed; at the end it makes the exit code 1.
    """
    damaged = False
    for warc, found in captures_inside(path):
        if isinstance(found, BrokenRecord):
            damaged = True
            echo(f"kalla: {found}", err=True)
        else:
            yield warc, found
    if damaged:
        click.get_current_context().call_on_close(lambda: sys.exit(1))


def foreign_capture(path: Path, url: str, at: datetime | None) -> tuple[Path, Capture]:
    """The capture of a URL closest to a time, or the last one with a body. Raises WrongUsage."""
    found = [(warc, capture) for warc, capture in foreign_captures(path) if capture.url == url]
    if not found:
        raise nothing_of(path, url)
    if at is None:
        # A 304 that a tool kept as a response of its own must not hide the page.
        return max(found, key=lambda one: (not _is_bare_304(one[1]), one[1].captured_at))
    return min(found, key=lambda one: abs(one[1].captured_at - at))


def nothing_of(path: Path, url: str) -> WrongUsage:
    return WrongUsage(f"{path} holds no capture of {url}; `kalla ls --warc {path}` lists what it holds")


def _is_bare_304(capture: Capture) -> bool:
    return capture.status == HTTPStatus.NOT_MODIFIED and capture.type == "response"


def foreign_article(path: Path, capture: Capture) -> Article:
    """The text of a capture, extracted now, since no catalog has it."""
    from archive.text.worker import ExtractionPool  # noqa: PLC0415  # it brings trafilatura, and a list needs none

    with ExtractionPool() as pool:
        return pool.article(page_inside(path, capture), outlet_for_url(capture.url))
