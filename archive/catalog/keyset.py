"""Parts of a long table, each named by the key of the row beside it (key-set paging).

A part costs the same however deep it lies, and holds the same rows after others were added above it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import ColumnElement, Select, literal, tuple_

from archive.catalog.types import UtcDateTime
from archive.errors import WrongUsage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Key = tuple[str, ...]
Row = TypeVar("Row")
AT_ONCE = 200
LARGEST = 2**63 - 1  # what a database takes as a whole number


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """At most `limit` rows, None means all: those next after a row, or next before one, or the first.

    A key may be cut short: its first column alone stands for all rows that have that value. An empty
    `before` stands for the end of the table.
    """

    limit: int | None = None
    after: Key | None = None
    before: Key | None = None

    @property
    def is_backward(self) -> bool:
        return self.before is not None

    def forward(self, found: Iterable[Any]) -> Iterable[Any]:
        """Rows that were met on the way from the part's neighbour, in the order of the table."""
        return reversed(list(found)) if self.is_backward else found

    def numbers(self) -> tuple[int, int | None]:
        """Offset and limit, where rows have no better key than their number, which counts from 1."""
        if self.before is None:
            return (_number(self.after[0]) if self.after else 0), self.limit
        end = max(_number(self.before[0]) - 1, 0) if self.before else 0
        start = 0 if self.limit is None else max(end - self.limit, 0)
        return start, end - start


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """The columns whose values are a row's key: no two rows have the same, and none is null."""

    columns: tuple[ColumnElement[Any], ...]
    descending: bool = False

    def part(self, query: Select[Any], part: Slice) -> Select[Any]:
        """The rows of a part, met on the way from its neighbour. Raises WrongUsage."""
        falling = self.descending != part.is_backward
        neighbour = part.before if part.is_backward else part.after
        if neighbour:
            columns = self.columns[: len(neighbour)]
            texts = zip(columns, neighbour, strict=False)
            values = [literal(_value(column, text), column.type) for column, text in texts]
            here, there = tuple_(*columns), tuple_(*values)
            query = query.where(here < there if falling else here > there)
        ordered = query.order_by(*(one.desc() if falling else one.asc() for one in self.columns))
        return ordered.limit(part.limit).execution_options(yield_per=500)


def key_of(values: Sequence[Any]) -> Key:
    """A key as text, which `Order.part` reads."""
    return tuple(one.isoformat() if isinstance(one, date) else str(one) for one in values)


def in_batches(
    ids: Iterable[str], rows_with: Callable[[Sequence[str]], Iterable[tuple[str, Row]]]
) -> Iterator[Row]:
    """The rows with these ids, in their order."""
    left = iter(ids)
    while batch := list(islice(left, AT_ONCE)):
        rows = dict(rows_with(batch))
        yield from (rows[one] for one in batch)


def _value(column: ColumnElement[Any], text: str) -> Any:
    kind: type[Any] = datetime if isinstance(column.type, UtcDateTime) else column.type.python_type
    try:
        if kind is datetime:
            at = datetime.fromisoformat(text)
            return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
        if kind is date:
            return date.fromisoformat(text)
        return _number(text) if kind is int else kind(text)
    except (ValueError, OverflowError) as error:
        raise WrongUsage(f"{text!r} is not a place in this table: {error}") from error


def _number(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < len(str(LARGEST)) else -1
    if number < 0:
        raise WrongUsage(f"{text!r} is not the number of a row")
    return number
