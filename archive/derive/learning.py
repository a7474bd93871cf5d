"""What the collection's own confirmed pairs teach about pairing: learned when asked for, kept as a record.

Pairs are a function of rendering, article and the last such record, so a rebuilt catalog has the same ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.catalog.engine import reading
from archive.catalog.learned import last_learned_id, learned_body
from archive.catalog.pairs import all_pairs, article_of
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
    if record_id not in _read:
        body = learned_body(conn, record_id)
        _read.clear()
        _read[record_id] = Learned.from_json(body.encode()) if body else NOTHING_LEARNED
    return _read[record_id]


def learn_anew(recorder: Recorder) -> Learned:
    """Learn from all confirmed pairs, and keep it if it is anything new."""
    with reading(recorder.catalog) as conn:
        known = learned_in(conn)
        found = learn(confirmed_pairs(conn))
    if found.version != known.version:
        recorder.learned(found.to_json())
    return found


def confirmed_pairs(conn: Connection) -> Iterator[tuple[Rendering, Article]]:
    for pair in all_pairs(conn):
        if pair.verdict != "confirmed" or pair.record_id is None:
            continue
        rendering, article = rendering_with_id(conn, pair.rendering_id), article_of(conn, pair.record_id)
        if rendering and article:
            yield rendering, article
