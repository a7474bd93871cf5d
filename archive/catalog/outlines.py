"""Outlines of articles and the inverted table of their terms: which articles hold what, and how many do.

There is one outline for an address, of the last capture that has a text. What is new waits until it is
outlined with others: a batch in the order of terms touches few pages of the table, an article alone many.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import Connection, Text, bindparam, cast, delete, func, insert, select

from archive.catalog.engine import upsert
from archive.catalog.tables import about, article, capture, outline, posting, term, unoutlined
from archive.model import HAS_TEXT
from archive.rendering.rules import OF_RENDERINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime
    from typing import Any

    Whole = np.ndarray[tuple[int], np.dtype[np.int64]]
    Terms = Callable[[bytes], list[int]]

_RULES = "outlines"
_VARIABLES = 10_000  # in one statement; SQLite takes 32,766


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptOutline:
    """An article's outline as bytes, and where its text was captured."""

    url: str
    record_id: str
    captured_at: datetime
    breadth: float
    body: bytes


def outline_rules(conn: Connection) -> str | None:
    """The version of the rules that the outlines were made by; None before the first."""
    return conn.scalar(select(about.c.value).where(about.c.key == _RULES))


def outline_anew(conn: Connection, rules: str) -> bool:
    """Whether all outlines were forgotten, being made by other rules: then all texts wait to be outlined.

    Entering the rules also keeps two programs on PostgreSQL from outlining at once.
    """
    made_by = outline_rules(conn)
    upsert(conn, about, [{"key": _RULES, "value": rules}])
    if made_by in {None, rules}:
        return False
    for table in (posting, term, outline, unoutlined):
        conn.execute(delete(table))
    texts = select(article.c.record_id).where(
        article.c.extraction.in_(HAS_TEXT), ~article.c.extractor.startswith(OF_RENDERINGS)
    )
    conn.execute(insert(unoutlined).from_select(["record_id"], texts))
    return True


def await_outline(conn: Connection, record_id: str) -> None:
    """Let a text, which is new or another than before, be outlined with the next ones."""
    outlined(conn, [record_id])
    conn.execute(insert(unoutlined).values(record_id=record_id))


def waiting_count(conn: Connection, most: int) -> int:
    """How many texts are not outlined yet, counted so far."""
    return conn.scalar(select(func.count()).select_from(select(unoutlined).limit(most).subquery())) or 0


def waiting(conn: Connection, number: int) -> list[Any]:
    """Some texts that are not outlined yet: `record_id`, `url`, `captured_at`, `lang`, `blocks`."""
    query = (
        select(article.c.record_id, capture.c.url, capture.c.captured_at, article.c.lang, article.c.blocks)
        .select_from(unoutlined)
        .join(article, article.c.record_id == unoutlined.c.record_id)
        .join(capture, capture.c.record_id == unoutlined.c.record_id)
        .order_by(capture.c.captured_at, capture.c.record_id)
        .limit(number)
    )
    return list(conn.execute(query))


def put_outlines(conn: Connection, outlines: Iterable[KeptOutline], terms_in: Terms) -> None:
    """Enter outlines in place of older ones of their addresses; `terms_in` gives a body's distinct terms.

    New addresses are numbered in the order in which they come. A rebuild may number them otherwise, since
    texts are not ready in the order of their captures: a number says nothing.
    """
    last: dict[str, KeptOutline] = {}
    for one in outlines:
        last[one.url] = max(last.get(one.url, one), one, key=_age)
    known = {row.url: row for row in conn.execute(select(outline).where(outline.c.url.in_(list(last))))}
    new = [one for url, one in last.items() if url not in known or _age(one) >= _age(known[url])]
    replaced = [known[one.url] for one in new if one.url in known]
    _change_postings(conn, {row.number: terms_in(row.body) for row in replaced}, -1)
    free = outline_count(conn) + 1
    numbers = {row.url: row.number for row in replaced}
    for one in new:
        if one.url not in numbers:
            numbers[one.url] = free
            free += 1
    rows = [{"number": numbers[one.url], **asdict(one)} for one in new]
    upsert(conn, outline, rows)
    _change_postings(conn, {numbers[one.url]: terms_in(one.body) for one in new}, 1)


def outlined(conn: Connection, record_ids: Sequence[str]) -> None:
    """These texts wait no longer."""
    conn.execute(delete(unoutlined).where(unoutlined.c.record_id.in_(list(record_ids))))


def _age(one: Any) -> tuple[datetime, str]:
    return one.captured_at, one.record_id


def _change_postings(conn: Connection, terms: dict[int, list[int]], by: int) -> None:
    """Enter (1) or take out (-1) the terms of numbered outlines, and count them."""
    rows = sorted((one, number) for number, held in terms.items() for one in held)
    if not rows:
        return
    values = [{"of_term": one, "of_outline": number} for one, number in rows]
    if by > 0:
        statement = insert(posting).values(term=bindparam("of_term"), outline=bindparam("of_outline"))
        conn.execute(statement, values)
    else:
        here = (posting.c.term == bindparam("of_term"), posting.c.outline == bindparam("of_outline"))
        conn.execute(delete(posting).where(*here), values)
    changes = Counter(one for one, _ in rows)
    known = frequencies(conn, list(changes))
    counts = {one: known.get(one, 0) + by * number for one, number in changes.items()}
    upsert(conn, term, ({"term": one, "outlines": count} for one, count in counts.items() if count))
    # A term that no outline holds any more has no row, as if there had never been one.
    if gone := [{"of_term": one} for one, count in counts.items() if not count]:
        conn.execute(delete(term).where(term.c.term == bindparam("of_term")), gone)


def outline_count(conn: Connection) -> int:
    """How many outlines there are: their numbers have no gaps, and counting rows would read them."""
    return conn.scalar(select(func.max(outline.c.number))) or 0


def frequencies(conn: Connection, terms: Sequence[int]) -> dict[int, int]:
    """In how many outlines each of these terms stands; those that stand in none are left out."""
    found: dict[int, int] = {}
    for start in range(0, len(terms), _VARIABLES):
        wanted = list(terms[start : start + _VARIABLES])
        rows = conn.execute(select(term.c.term, term.c.outlines).where(term.c.term.in_(wanted)))
        found.update((row.term, row.outlines) for row in rows)
    return found


def holders(conn: Connection, terms: Sequence[int]) -> dict[int, Whole]:
    """The numbers of the outlines that hold each of these terms.

    They come as one text for a term, since a row for each takes several times as long.
    """
    numbers = func.aggregate_strings(cast(posting.c.outline, Text), ",")
    query = select(posting.c.term, numbers).where(posting.c.term.in_(list(terms))).group_by(posting.c.term)
    return {row[0]: np.fromstring(row[1], dtype=np.int64, sep=",") for row in conn.execute(query)}


def breadths(conn: Connection, numbers: Sequence[int]) -> dict[int, float]:
    """The breadth of each outline."""
    query = select(outline.c.number, outline.c.breadth).where(outline.c.number.in_(list(numbers)))
    return {row.number: row.breadth for row in conn.execute(query)}


def outlines_numbered(conn: Connection, numbers: Sequence[int]) -> list[tuple[str, bytes]]:
    """Address and body of each outline, in the order of the numbers."""
    query = select(outline.c.number, outline.c.url, outline.c.body)
    found = {row.number: row for row in conn.execute(query.where(outline.c.number.in_(list(numbers))))}
    return [(found[number].url, found[number].body) for number in numbers]


def outlined_record(conn: Connection, url: str) -> str | None:
    """The record whose text the outline of this address is of."""
    return conn.scalar(select(outline.c.record_id).where(outline.c.url == url))
