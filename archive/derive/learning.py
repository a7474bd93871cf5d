"""What the collection's own confirmed pairs teach about pairing: learned when asked for, kept as a record.

Pairs are a function of rendering, article and the last such record, so a rebuilt catalog has the same ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.catalog.articles import article_of
from archive.catalog.engine import reading
from archive.catalog.learned import last_learned_id, learned_body
from archive.catalog.pairs import all_pairs
from archive.catalog.renderings import rendering_with_id
from archive.pairing.learn import learn
from archive.pairing.learned import NOTHING_LEARNED, Learned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from archive.model import Article, Rendering
    from archive.recorder import Recorder

_read: dict[str, Learned] = {}  # the last one only: reading a lexicon takes longer than using it


def learned_in(conn: Connection) -> Learned:
    """What was learned last; NOTHING_LEARNED before the first time."""
    record_id = last_learned_id(conn)
    if record_id is None:
        return NOTHING_LEARNED
    known = _read.get(record_id)
    if known is None:
        body = learned_body(conn, record_id)
        known = Learned.from_json(body.encode()) if body else NOTHING_LEARNED
        _read.clear()
        _read[record_id] = known
    return known


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What was learned, from how many pairs, and whether it is anything new."""

    learned: Learned
    pairs: int
    is_new: bool


def learn_anew(recorder: Recorder) -> Lesson:
    """Learn from all confirmed pairs, and keep it if it is anything new."""
    with reading(recorder.catalog) as conn:
        known = learned_in(conn)
        pairs = list(confirmed_pairs(conn))
    found = learn(pairs)
    is_new = found.version != known.version
    if is_new:
        recorder.learned(found.to_json())
    return Lesson(learned=found, pairs=len(pairs), is_new=is_new)


def confirmed_pairs(conn: Connection) -> Iterator[tuple[Rendering, Article]]:
    for pair in all_pairs(conn):
        if pair.verdict != "confirmed" or pair.record_id is None:
            continue
        rendering, article = rendering_with_id(conn, pair.rendering_id), article_of(conn, pair.record_id)
        if rendering and article:
            yield rendering, article
