"""The JSON shapes that `--json`, `-O` and other programs rely on; docs/json.md describes each field."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from archive.catalog.articles import article_of
from archive.catalog.captures import capture_with_id
from archive.model import time_text
from archive.outlets.mementos import memento_at, original_address
from archive.outlets.registry import outlet_for_url

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from archive.catalog.checks import LoggedCheck
    from archive.model import Article, Block, Capture, Json, Pair, Rendering
    from archive.outlets.mementos import Memento


def capture_json(capture: Capture) -> dict[str, Json]:
    return {**asdict(capture), "captured_at": time_text(capture.captured_at)}


def article_json(capture: Capture, article: Article) -> dict[str, Json]:
    """What `kalla show URL --json` prints."""
    return {
        "url": capture.url,
        "captured_at": time_text(capture.captured_at),
        "status": capture.status,
        "record_id": capture.record_id,
        "extraction": article.extraction,
        "extractor": article.extractor,
        "title": article.title,
        "published_at": time_text(article.published_at),
        "authors": list(article.authors),
        "lang": article.lang,
        "noarchive": article.noarchive,
        "blocks": _blocks(article.blocks),
    }


def check_json(logged: LoggedCheck) -> dict[str, Json]:
    """What `kalla log URL --json` prints, one line a check."""
    told = logged.check
    return {
        "url": logged.url,
        "number": logged.number,
        "at": time_text(told.at),
        "state": told.state,
        "between": [time_text(moment) for moment in told.between] if told.between else None,
        "conditional": told.conditional,
        "retry_at": time_text(told.retry_at),
        "record_id": told.record_id,
        "compared_with": told.compared_with,
        "good_record_id": logged.good_record_id,
        "landed_on": logged.landed_on,
        "evidence": dict(told.evidence),
    }


def pair_json(conn: Connection, rendering: Rendering, pair: Pair) -> dict[str, Json]:
    """What `kalla pairs --json` prints, one line a rendering."""
    return {
        "rendering": _rendering(rendering),
        "original": _original(conn, pair.record_id) if pair.record_id else None,
        "verdict": pair.verdict,
        "score": pair.score,
        "evidence": dict(pair.evidence),
        "candidates": [
            {"url": found.url, "score": found.score, "why": found.why} for found in pair.candidates
        ],
        "beads": [
            {"rendering": list(bead.rendering), "original": list(bead.original), "score": bead.score}
            for bead in pair.beads
        ],
    }


def _rendering(rendering: Rendering) -> dict[str, Json]:
    return {
        "id": rendering.id,
        "source": rendering.source,
        "title": rendering.title,
        "lang": rendering.lang,
        "published_on": rendering.published_on.isoformat() if rendering.published_on else None,
        "publisher": rendering.publisher,
        "citation_url": rendering.citation.url if rendering.citation else None,
        "blocks": _blocks(rendering.blocks),
    }


def _original(conn: Connection, record_id: str) -> dict[str, Json] | None:
    capture, article = capture_with_id(conn, record_id), article_of(conn, record_id)
    if capture is None or article is None:
        return None
    memento = memento_at(capture.url)
    url = original_address(capture.url)
    outlet = outlet_for_url(url)
    return {
        "url": url,
        "outlet": outlet.name if outlet else urlsplit(url).hostname,
        "title": article.title,
        "published_at": time_text(article.published_at),
        "authors": list(article.authors),
        "lang": article.lang,
        "captured_at": time_text(capture.captured_at),
        "via": _via(memento) if memento else None,
        "record_id": capture.record_id,
        "warc": capture.warc,
        "offset": capture.offset,
        "noarchive": article.noarchive,
        "blocks": _blocks(article.blocks),
    }


def _via(memento: Memento) -> dict[str, Json]:
    return {"archive": memento.archive, "url": memento.url, "at": time_text(memento.at)}


def _blocks(blocks: Iterable[Block]) -> list[Json]:
    return [{"type": block.type, "text": block.text} for block in blocks]
