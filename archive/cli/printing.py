"""Printing for people and for programs: JSON lines, tables and two columns that fit the terminal."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from itertools import chain, islice, zip_longest
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from archive.model import Json

ROWS_MEASURED = 200
WIDEST = 160  # longer lines are hard to read


def echo_json(value: Mapping[str, Json]) -> None:
    click.echo(json.dumps(value, ensure_ascii=False))


def terminal_width() -> int:
    return min(shutil.get_terminal_size((100, 24)).columns, WIDEST)


def echo_table(rows: Iterable[Sequence[str]]) -> None:
    """Rows in columns, as wide as those on the first pages need; a terminal's width cuts the last column."""
    left = iter(rows)
    first = list(islice(left, ROWS_MEASURED))
    widths = [max(map(len, column)) for column in zip(*first, strict=True)]
    on_terminal = sys.stdout.isatty()
    for *cells, last in chain(first, left):
        line = "  ".join([*(cell.ljust(width) for cell, width in zip(cells, widths, strict=False)), last])
        line = printable(line)
        click.echo(line[: terminal_width()] if on_terminal else line)


def printable(text: str) -> str:
    """Untrusted text without what would steer a terminal: control characters and turns of direction."""
    return "".join(letter if letter.isprintable() or letter in "\t\n" else "\ufffd" for letter in text)


def side_by_side(left: str, right: str, *, width: int, gutter: str = " │ ") -> str:
    """Two texts beside each other, each wrapped into its half of the width."""
    half = (width - len(gutter)) // 2
    lines = zip_longest(_wrapped(left, half), _wrapped(right, half), fillvalue="")
    return "\n".join(f"{one.ljust(half)}{gutter}{other}".rstrip() for one, other in lines)


def _wrapped(text: str, width: int) -> list[str]:
    return [line for part in text.split("\n") for line in textwrap.wrap(part, max(width, 10)) or [""]]
