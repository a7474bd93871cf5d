"""Printing for people and for programs: JSON lines, pages, and tables and columns that fit the terminal."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from itertools import accumulate, chain, islice, zip_longest
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from archive.model import Json

ROWS_MEASURED = 20  # a screenful or so: measuring more would hold back the first
WIDEST = 160  # longer lines are hard to read
NARROW = 60  # columns; two texts beside each other need more
LEAST = 10  # columns; what is narrower is not read
LEAST_OF_LAST = 50  # characters of a table's last column that must be seen
GAP = "  "


def echo_json(value: Mapping[str, Json]) -> None:
    line = json.dumps(value, ensure_ascii=False)
    if not line.isprintable():  # such letters stand in strings only, where an escape means the same
        line = "".join(letter if letter.isprintable() else json.dumps(letter)[1:-1] for letter in line)
    click.echo(line)


def echo(text: str, *, err: bool = False) -> None:
    """Print what pages, files and servers may have had a word in."""
    click.echo(printable(text), err=err)


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def echo_pages(texts: Iterable[str]) -> None:
    """Print texts as they come; on a terminal that cannot hold them all at once, through a pager."""
    lines = (line for text in texts for line in text.split("\n"))
    if not sys.stdout.isatty():
        for line in lines:
            click.echo(line)
        return
    height = shutil.get_terminal_size((100, 24)).lines
    first = list(islice(lines, height))
    if len(first) < height:
        click.echo("\n".join(first))
    else:
        click.echo_via_pager(f"{line}\n" for line in chain(first, lines))


def echo_table(rows: Iterable[Sequence[str]], *, nothing: str) -> None:
    """Rows in columns under their heading; where there is none but that, say so on standard error."""
    left = iter(rows)
    first = list(islice(left, 2))
    if len(first) < len(("heading", "row")):
        click.echo(nothing, err=True)
    else:
        echo_pages(table(chain(first, left), width=table_width()))


def table_width() -> int | None:
    """None where nobody looks: in a pipe a row is a line, however long."""
    return shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else None


def table(rows: Iterable[Sequence[str]], *, width: int | None) -> Iterator[str]:
    """The lines of a table. What is too long for the last column goes on below itself.

    Where that column has no place beside the others, it stands below them, and so do the columns before it
    that are too wide for the rest of the line.
    """
    left = ([_in_one_line(cell) for cell in row] for row in rows)
    first = list(islice(left, ROWS_MEASURED))
    *widths, last_width = (max(map(len, column)) for column in zip(*first, strict=True))
    needed = sum(widths) + len(GAP) * len(widths) + min(last_width, LEAST_OF_LAST)
    beside = _fitting(widths, width) if width is not None and needed > width else len(widths)
    for row in chain(first, left):
        line = GAP.join(cell.ljust(size) for cell, size in zip(row[:beside], widths, strict=False))
        if width is None:
            yield f"{line}{GAP}{row[-1]}"
        elif needed > width or len(line) + len(GAP) + min(len(row[-1]), LEAST_OF_LAST) > width:
            yield cut(line.rstrip(), width)
            below = (wrapped(cell, width - 4) for cell in row[beside:])
            yield from (f"    {part}" for part in chain.from_iterable(below) if part)
        else:
            start = len(line) + len(GAP)
            part, *parts = wrapped(row[-1], width - start)
            yield f"{line}{GAP}{part}"
            yield from (" " * start + part for part in parts)


def _fitting(widths: Sequence[int], width: int) -> int:
    """How many columns fit beside each other; the first of them, even where it has to be cut."""
    ends = accumulate(widths, lambda end, size: end + len(GAP) + size)
    return max(sum(end <= width for end in ends), min(len(widths), 1))


def _in_one_line(cell: str) -> str:
    return printable(cell).replace("\n", " ").replace("\t", " ")


def cut(line: str, width: int) -> str:
    return line if len(line) <= width else f"{line[: width - 1]}…"


def terminal_width() -> int:
    return min(shutil.get_terminal_size((100, 24)).columns, WIDEST)


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
    """Two texts beside each other, each wrapped into its half of the width; on a narrow terminal, below."""
    if width < NARROW:
        below = (f"{gutter.lstrip()}{line}" for line in wrapped(right, width - len(gutter)))
        return "\n".join((*wrapped(left, width), *below))
    half = (width - len(gutter)) // 2
    lines = zip_longest(wrapped(left, half), wrapped(right, half), fillvalue="")
    return "\n".join(f"{one.ljust(half)}{gutter}{other}".rstrip() for one, other in lines)


def wrapped(text: str, width: int, *, indent: str = "") -> list[str]:
    """The lines of a text, none of them wider."""
    wrap = textwrap.TextWrapper(max(width, LEAST), subsequent_indent=indent, break_on_hyphens=False)
    return [line for part in printable(text).split("\n") for line in wrap.wrap(part) or [""]]
