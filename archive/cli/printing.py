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
    line = json.dumps(value, ensure_ascii=False)
    if not line.isprintable():  # such letters stand in strings only, where an escape means the same
        line = "".join(letter if letter.isprintable() else json.dumps(letter)[1:-1] for letter in line)
    click.echo(line)


def echo(text: str, *, err: bool = False) -> None:
    """Print what pages, files and servers may have had a word in."""
    click.echo(printable(text), err=err)


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
        echo(line[: terminal_width()] if on_terminal else line)


def printable(text: str) -> str:
    """Untrusted text without what would steer a terminal: control characters and turns of direction."""
    if text.isprintable():
        return text
    return "".join(
        letter if letter.isprintable() or letter in "\t\n" else _instead_of(letter) for letter in text
    )


def _instead_of(letter: str) -> str:
    return " " if letter.isspace() else "\ufffd"


def side_by_side(left: str, right: str, *, width: int, gutter: str = " │ ") -> str:
    """Two texts beside each other, each wrapped into its half of the width."""
    half = (width - len(gutter)) // 2
    lines = zip_longest(_wrapped(left, half), _wrapped(right, half), fillvalue="")
    return "\n".join(f"{one.ljust(half)}{gutter}{other}".rstrip() for one, other in lines)


def _wrapped(text: str, width: int) -> list[str]:
    return [
        line for part in printable(text).split("\n") for line in textwrap.wrap(part, max(width, 10)) or [""]
    ]
