"""From capture to article to pair: the one path, taken by the crawl and by `kalla derive` alike.

What is derived is a function of the records and of this program's version, so it can be made again at any
time and comes out the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from archive.catalog.captures import capture_with_id, latest_outcome, redirect_chain
from archive.catalog.engine import reading, writing
from archive.catalog.pairs import article_of, captures_to_extract, latest_article_of, put_article, put_pair
from archive.catalog.renderings import all_renderings, cited_of, rendering_with_id, renderings_citing
from archive.model import Pair
from archive.outlets.registry import all_outlets, outlet_for_host
from archive.pairing.pair import pair_of
from archive.text.version import extractor_of
from archive.warc.pages import page_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection, Engine

    from archive.collection import Collection
    from archive.model import Article, Capture, Json, Page, Rendering, Verdict
    from archive.outlets.outlet import Outlet


class Extractor(Protocol):
    """Whatever turns a page into an article: the function itself, or a pool of processes around it."""

    def __call__(self, page: Page, outlet: Outlet | None) -> Article: ...


def derived_articles(collection: Collection, engine: Engine, extract: Extractor) -> Iterator[Article]:
    """Extract every capture that has no article of the current extractor, and put each in the catalog."""
    current = {host: extractor_of(outlet) for outlet in all_outlets() for host in outlet.hosts}
    with reading(engine) as conn:
        todo = list(captures_to_extract(conn, current))
    for capture in todo:
        article = extract(page_of(collection, engine, capture), outlet_for_host(host_of(capture)))
        with writing(engine) as conn:
            put_article(conn, article)
        yield article


def page_of(collection: Collection, engine: Engine, capture: Capture) -> Page:
    """The page a capture holds; a revisit's body is that of the record it refers to. Raises BrokenRecord."""

    def original(revisit: Capture) -> Capture | None:
        with reading(engine) as conn:
            return capture_with_id(conn, revisit.refers_to) if revisit.refers_to else None

    return page_at(collection.root, capture, original)


def host_of(capture: Capture) -> str:
    return urlsplit(capture.url).hostname or ""


def derived_pairs(engine: Engine, rendering_ids: Iterable[str] | None = None) -> Iterator[Pair]:
    """Pair these renderings, or all, with what the catalog holds now, and put each pair in it."""
    if rendering_ids is None:
        with reading(engine) as conn:
            rendering_ids = [rendering.id for rendering, _, _ in all_renderings(conn)]
    for rendering_id in rendering_ids:
        with writing(engine) as conn:
            rendering = rendering_with_id(conn, rendering_id)
            if rendering is None:
                continue
            pair = current_pair(conn, rendering)
            put_pair(conn, pair)
        yield pair


def pairs_of_original(engine: Engine, cited_url: str) -> list[Pair]:
    """Pair the renderings that cite this original."""
    with reading(engine) as conn:
        ids = renderings_citing(conn, cited_url)
    return list(derived_pairs(engine, ids))


def current_pair(conn: Connection, rendering: Rendering) -> Pair:
    """The pair that a rendering makes with the last good text of its original, or why it makes none."""
    url, refusal = cited_of(conn, rendering.id)
    if refusal:
        return _without_original(rendering, "unfetched", f"the citation is refused: {refusal}")
    if url is None:
        reason = "its source line has no link" if rendering.citation else "it has no source line"
        return _without_original(rendering, "unresolved", reason)
    chain = redirect_chain(conn, url)
    reached = [url, *(hop.location for hop in chain if hop.location)]
    found = latest_article_of(conn, reached)
    if found is None:
        return _without_original(rendering, "unfetched", _why_unfetched(conn, reached, chain))
    capture, article = found
    return pair_of(rendering, article, url=capture.url)


def _why_unfetched(conn: Connection, reached: list[str], chain: list[Capture]) -> str:
    outcome = latest_outcome(conn, reached[-1])
    last = chain[-1] if chain else None
    if outcome and (last is None or last.location or outcome.at > last.captured_at):
        where = f"{reached[-1]}: " if last else ""
        refused = "it is refused: " if outcome.kind == "unsafe" else f"{outcome.kind}: "
        return f"{where}{refused}{outcome.detail}"
    if last is None:
        return "not fetched yet"
    article = article_of(conn, last.record_id)
    state = f", {article.extraction}" if article else ""
    return f"it answered {last.status} on {last.captured_at:%Y-%m-%d}{state}"


def _without_original(rendering: Rendering, verdict: Verdict, reason: str) -> Pair:
    cited = rendering.citation.url if rendering.citation else None
    evidence: dict[str, Json] = {"reasons": [reason], "citation": {"url": cited, "followed": None}}
    return Pair(rendering_id=rendering.id, record_id=None, verdict=verdict, score=0.0, evidence=evidence)
