"""Pairs: each rendering set beside the last good text of its original, or the reason why there is none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from archive.catalog.articles import article_of, latest_article_of
from archive.catalog.captures import (
    MAX_HOPS,
    addresses_along,
    capture_with_id,
    latest_outcome,
    redirect_chain,
)
from archive.catalog.checks import last_good_record
from archive.catalog.engine import reading, writing
from archive.catalog.mementos import memento_of
from archive.catalog.pairs import put_pair
from archive.catalog.renderings import (
    all_rendering_ids,
    cited_of,
    original_with_url,
    rendering_with_id,
    renderings_citing,
)
from archive.catalog.statements import decisions_on, last_search_for, renderings_decided
from archive.derive.finding import considered_in_collection
from archive.derive.learning import learned_in
from archive.derive.names import put_names_of
from archive.http1.location import REDIRECTS
from archive.model import Pair, time_text
from archive.outlets.mementos import memento_at, original_address
from archive.outlets.vietnamvn import AGGREGATOR
from archive.outlets.web_archive import archived_addresses
from archive.pairing.pair import pair_of
from archive.pairing.proposals import proposals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from sqlalchemy import Connection, Engine

    from archive.model import Article, Capture, Decision, Json, Original, Rendering, Verdict
    from archive.outlets.mementos import Memento

NOT_FETCHED = "not fetched yet"


def derived_pairs(engine: Engine, rendering_ids: Iterable[str] | None = None) -> Iterator[Pair]:
    """Pair these renderings, or all, with what the catalog holds now, and put each pair in it."""
    if rendering_ids is None:
        with reading(engine) as conn:
            rendering_ids = all_rendering_ids(conn)
    for rendering_id in rendering_ids:
        with writing(engine) as conn:
            pair = put_current_pair(conn, rendering_id)
        if pair is not None:
            yield pair


def put_current_pair(conn: Connection, rendering_id: str) -> Pair | None:
    """Pair one rendering with what the catalog holds now; None where there is no such rendering."""
    rendering = rendering_with_id(conn, rendering_id)
    if rendering is None:
        return None
    pair = current_pair(conn, rendering)
    put_pair(conn, pair)
    put_names_of(conn, rendering, pair)
    return pair


def pairs_of_original(engine: Engine, cited_url: str) -> list[Pair]:
    """Pair the renderings that cite this original, or that a person says have it."""
    with reading(engine) as conn:
        ids = dict.fromkeys((*renderings_citing(conn, cited_url), *renderings_decided(conn, cited_url)))
    return list(derived_pairs(engine, ids))


def current_pair(conn: Connection, rendering: Rendering) -> Pair:
    """The pair that a rendering makes with the last good text of its original, or why it makes none.

    A person's decision outweighs the citation and the score.
    """
    decisions = decisions_on(conn, rendering.id)
    cited, refusal = cited_of(conn, rendering.id)
    url = original_url(decisions, cited)
    if url is None:
        return _unresolved(conn, rendering, refusal, decisions)
    chain = redirect_chain(conn, url)
    reached = addresses_along(url, chain)
    found = _last_good_text(conn, url) or latest_article_of(conn, reached)
    found = found or _memento(conn, url, rendering.published_on)
    if found is None:
        refused = refusal and url == cited and not chain and latest_outcome(conn, url) is None
        why = f"the citation is refused: {refusal}" if refused else _why_unfetched(conn, reached, chain)
        return _as_decided(_without_original(rendering, "unfetched", why), decisions.get(url))
    capture, article = found
    memento = memento_at(capture.url)
    pair = pair_of(rendering, article, url=original_address(capture.url), learned=learned_in(conn))
    return _as_decided(_via(pair, memento) if memento else pair, decisions.get(url))


def original_url(decisions: dict[str, Decision], cited: str | None) -> str | None:
    """Where a rendering's original is: what a person confirmed last, else what the rendering cites."""
    return next((url for url, said in reversed(decisions.items()) if said.confirmed), cited)


def pair_unasked(rendering: Rendering, original: Original | None, refusal: str | None) -> Pair:
    """The pair of a rendering whose original nobody asked for, and that nobody searched or decided on."""
    if refusal:
        return _without_original(rendering, "unfetched", f"the citation is refused: {refusal}")
    if original:
        return _without_original(rendering, "unfetched", NOT_FETCHED)
    return _without_original(rendering, "unresolved", _why_unresolved(rendering))


def _memento(conn: Connection, url: str, day: date | None) -> tuple[Capture, Article] | None:
    original = original_with_url(conn, url)
    return memento_of(conn, archived_addresses(original), day) if original else None


def _via(pair: Pair, memento: Memento) -> Pair:
    """The pair with a word on whose capture its original's text is, which is not the outlet's own page."""
    reason = f"the original is gone; its text is that of {memento.archive} on {memento.at:%Y-%m-%d}"
    via: dict[str, Json] = {
        "archive": memento.archive,
        "url": memento.url,
        "at": time_text(memento.at),
    }
    return replace(pair, evidence={**_with_reason(pair, reason), "via": via})


def _with_reason(pair: Pair, reason: str) -> dict[str, Json]:
    found = pair.evidence.get("reasons")
    return {**pair.evidence, "reasons": [reason, *(found if isinstance(found, list) else [])]}


def _as_decided(pair: Pair, decision: Decision | None) -> Pair:
    """The pair with a person's word on it; what is not fetched stays unfetched."""
    if decision is None:
        return pair
    said = "confirmed" if decision.confirmed else "rejected"
    reason = f"{said} by a person on {decision.at:%Y-%m-%d}{': ' if decision.note else ''}{decision.note}"
    pair = replace(pair, evidence={**_with_reason(pair, reason), "decision": said})
    if pair.record_id is None:
        return pair
    return replace(pair, verdict="confirmed" if decision.confirmed else "mismatch")


def _unresolved(
    conn: Connection, rendering: Rendering, refusal: str | None, decisions: Mapping[str, Decision]
) -> Pair:
    if refusal:
        return _without_original(rendering, "unfetched", f"the citation is refused: {refusal}")
    search = last_search_for(conn, rendering.id)
    if search is None:
        return _unsearched(conn, rendering, decisions)
    reason = _why_unresolved(rendering)
    left = tuple(found for found in search.candidates if found.url not in decisions)
    abstained = search.abstained or "all that was proposed is rejected"
    came_to = f"{len(left)} proposed: kalla confirm {rendering.id[:8]} URL" if left else abstained
    pair = _without_original(
        rendering, "unresolved", f"{reason}; looked for on {search.at:%Y-%m-%d}: {came_to}"
    )
    if left:
        return replace(pair, candidates=left)
    return replace(pair, evidence={**pair.evidence, "abstained": abstained})


def _unsearched(conn: Connection, rendering: Rendering, decisions: Mapping[str, Decision]) -> Pair:
    """Without a search in the web, what the collection's own articles propose."""
    pair = pair_unasked(rendering, None, None)
    if rendering.lang == AGGREGATOR.unprefixed_language:
        return pair  # not a translation
    found, _ = proposals(considered_in_collection(conn, rendering))
    left = tuple(one for one in found if one.url not in decisions)
    if not left:
        return pair  # why none is, a rebuild would say otherwise: it has all articles from the beginning
    came_to = f"{len(left)} proposed: kalla confirm {rendering.id[:8]} URL"
    return replace(pair, candidates=left, evidence=_with_reason(pair, came_to))


def _why_unresolved(rendering: Rendering) -> str:
    return "its source line has no link" if rendering.citation else "it has no source line"


def _last_good_text(conn: Connection, url: str) -> tuple[Capture, Article] | None:
    """What the checks call the article; a page that took its place may have a text too."""
    record_id = last_good_record(conn, url)
    capture = capture_with_id(conn, record_id) if record_id else None
    article = article_of(conn, record_id) if record_id else None
    return (capture, article) if capture and article else None


def _why_unfetched(conn: Connection, reached: list[str], chain: list[Capture]) -> str:
    outcome = latest_outcome(conn, reached[-1])
    last = chain[-1] if chain else None
    silent = last is None or (last.location and last.location not in {hop.url for hop in chain})
    if outcome and (silent or outcome.at > chain[-1].captured_at):
        where = f"{reached[-1]}: " if last else ""
        refused = "it is refused: " if outcome.kind == "unsafe" else f"{outcome.kind}: "
        return f"{where}{refused}{outcome.detail}"
    if last is None:
        return NOT_FETCHED
    article = article_of(conn, last.record_id)
    state = f", {article.extraction}" if article else _astray(last, chain)
    cut = f", broken off ({last.truncated})" if last.truncated else ""
    return f"it answered {last.status} on {last.captured_at:%Y-%m-%d}{state}{cut}"


def _astray(last: Capture, chain: list[Capture]) -> str:
    """Why the last of these redirects led to no page, as far as its own words tell."""
    if last.location is None:
        return ", a redirect that leads nowhere" if last.status in REDIRECTS else ""
    if last.location in {hop.url for hop in chain}:
        return f": its redirects lead in a circle, back to {last.location}"
    if len(chain) >= MAX_HOPS:
        return f": more than {MAX_HOPS} redirects, the last to {last.location}"
    return f": a redirect to {last.location}, which was not fetched"


def _without_original(rendering: Rendering, verdict: Verdict, reason: str) -> Pair:
    cited = rendering.citation.url if rendering.citation else None
    evidence: dict[str, Json] = {"reasons": [reason], "citation": {"url": cited, "followed": None}}
    return Pair(rendering_id=rendering.id, record_id=None, verdict=verdict, score=0.0, evidence=evidence)
