"""Finding the original of a rendering among the articles of the collection.

Outlines are made of texts as they are derived, many at a time; what is still waiting is outlined before
anybody searches.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from archive.catalog.articles import article_of
from archive.catalog.engine import reading, writing
from archive.catalog.outlines import (
    KeptOutline,
    breadths,
    frequencies,
    holders,
    outline_anew,
    outline_count,
    outline_rules,
    outlined,
    outlined_record,
    outlines_numbered,
    put_outlines,
    waiting,
    waiting_count,
)
from archive.derive.learning import learned_in
from archive.outlets.mementos import memento_at, original_address
from archive.pairing.find import Query
from archive.pairing.folders import matched_document, stories, texts
from archive.pairing.furniture import translated
from archive.pairing.match import HELD, matched, ranked
from archive.pairing.outline import RULES, Outline, breadth, outline_of, unpacked
from archive.pairing.pair import pair_of
from archive.pairing.proposals import Considered

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from sqlalchemy import Connection, Engine

    from archive.model import Rendering
    from archive.pairing.find import Row, Whole
    from archive.pairing.folders import MatchedDocument

BATCH = 2000  # texts outlined in one transaction: each touches most pages of a large table once
ROUTE = "the collection has it"
CONSIDERED = 3  # articles whose text is read
_VIETNAMESE = (None, "vi")


@dataclass(frozen=True, slots=True)
class KeptArticles:
    """The outlines in a catalog, as the search asks for them."""

    conn: Connection

    @property
    def count(self) -> int:
        """How many articles there are."""
        return outline_count(self.conn)

    def first(self, number: int) -> Sequence[int]:
        """The articles that were outlined first."""
        return range(1, min(number, self.count) + 1)

    def frequencies(self, terms: Sequence[int]) -> Mapping[int, int]:
        """In how many articles each of these terms stands."""
        return frequencies(self.conn, terms)

    def holders(self, terms: Sequence[int]) -> Mapping[int, Whole]:
        """The articles that hold each of these terms."""
        return holders(self.conn, terms)

    def breadths(self, articles: Sequence[int]) -> Row:
        """The breadth of each article's terms."""
        found = breadths(self.conn, articles)
        return np.array([found[one] for one in articles])

    def outlines(self, articles: Sequence[int]) -> Sequence[tuple[str, Outline]]:
        """Address and outline of each article."""
        return [(url, unpacked(body)) for url, body in outlines_numbered(self.conn, articles)]


def outlined_texts(engine: Engine, at_least: int = 1) -> Iterator[int]:
    """Outline the texts that wait, if they are so many; gives the number of each batch when it is kept."""
    with reading(engine) as conn:
        is_current = outline_rules(conn) in {None, RULES}
        if is_current and waiting_count(conn, at_least) < at_least:
            return
    while True:
        with reading(engine) as conn:
            found = waiting(conn, BATCH)
        made = [_outlined(row) for row in found if row.blocks and row.lang in _VIETNAMESE]
        with writing(engine) as conn:
            if outline_anew(conn, RULES):
                continue
            put_outlines(conn, made, lambda body: unpacked(body).distinct.tolist())
            outlined(conn, [row.record_id for row in found])
        if not found:
            return
        yield len(found)


def outline_waiting_texts(engine: Engine) -> None:
    """Outline all texts that wait, which are few where they were outlined when they came."""
    for _ in outlined_texts(engine):
        pass


def _outlined(row: Any) -> KeptOutline:
    """A memento is the text of the page that it is a capture of, from that page's day."""
    memento = memento_at(row.url)
    outline = outline_of([block["text"] for block in row.blocks])
    return KeptOutline(
        url=original_address(row.url),
        record_id=row.record_id,
        captured_at=memento.at if memento else row.captured_at,
        breadth=breadth(outline.distinct),
        body=outline.packed(),
    )


def considered_in_collection(conn: Connection, rendering: Rendering) -> list[Considered]:
    """The few articles of the collection that hold a rendering well, and the pairs they make with it."""
    learned = learned_in(conn)
    texts = [block.text for block in rendering.blocks]
    told = translated(texts, rendering.lang, learned.rendering_furniture)
    query = Query(lang=rendering.lang, texts=tuple(texts[i] for i in told))
    considered = []
    for url, score in ranked(query, KeptArticles(conn), learned)[:CONSIDERED]:
        if score < HELD:
            break
        record_id = outlined_record(conn, url)
        article = article_of(conn, record_id) if record_id else None
        pair = pair_of(rendering, article, url=url, learned=learned) if article else None
        considered.append(Considered(url=url, route=ROUTE, article=article, pair=pair))
    return considered


def match_in_collection(conn: Connection, path: Path, lang: str) -> Iterator[MatchedDocument]:
    """Each file with the ranked articles of the collection, by their addresses."""

    def texts_of(url: str) -> list[str]:
        record_id = outlined_record(conn, url)
        article = article_of(conn, record_id) if record_id else None
        return [block.text for block in article.blocks] if article else []

    articles, learned = KeptArticles(conn), learned_in(conn)
    for name, paragraphs in stories(texts(path)).items():
        match = matched(Query(lang=lang, texts=paragraphs), articles, texts_of, learned)
        yield matched_document(name, match)
