"""What the spiders yield, and `-O out.jsonl` writes: one item an archived answer."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from archive.model import time_text
from archive.outlets.mementos import memento_at, original_address

if TYPE_CHECKING:
    from archive.model import Article, Capture, Json, Rendering


@dataclass(slots=True, kw_only=True)
class OriginalItem:
    """One cited original as it was answered; the pipeline fills in text and pairs.

    `cited_url` is the canonical URL of the citation, `url` where its redirects led. The last fields have the
    shapes of `kalla show --json` and `kalla pairs --json`; `via` is the address of the web archive's capture
    where the original is gone; `state` is what `kalla log` says of this look.
    """

    cited_url: str
    url: str
    outlet: str
    status: int
    captured_at: str
    record_id: str
    warc: str
    offset: int
    extraction: str | None = None
    title: str | None = None
    published_at: str | None = None
    authors: list[str] = field(default_factory=list)
    lang: str | None = None
    blocks: list[dict[str, str]] = field(default_factory=list)
    renderings: list[dict[str, Json]] = field(default_factory=list)
    state: str | None = None
    via: str | None = None


@dataclass(slots=True, kw_only=True)
class RenderingItem:
    """One page of the aggregator as it was answered; `id` is None where it holds no rendering.

    `asked_url` is the address whose history this look belongs to, `state` what `kalla log` says of it.
    """

    url: str
    status: int
    captured_at: str
    record_id: str
    warc: str
    offset: int
    extraction: str | None
    id: str | None
    lang: str | None
    title: str | None
    publisher: str | None
    published_on: str | None
    citation_url: str | None
    blocks: list[dict[str, str]]
    asked_url: str
    state: str | None = None


def rendering_item(
    capture: Capture, article: Article | None, rendering: Rendering | None, *, asked_url: str
) -> RenderingItem:
    day = rendering.published_on if rendering else None
    return RenderingItem(
        url=capture.url,
        status=capture.status,
        captured_at=time_text(capture.captured_at),
        record_id=capture.record_id,
        warc=capture.warc,
        offset=capture.offset,
        extraction=article.extraction if article else None,
        id=rendering.id if rendering else None,
        lang=rendering.lang if rendering else None,
        title=rendering.title if rendering else None,
        publisher=rendering.publisher if rendering else None,
        published_on=day.isoformat() if day else None,
        citation_url=rendering.citation.url if rendering and rendering.citation else None,
        blocks=[asdict(block) for block in rendering.blocks] if rendering else [],
        asked_url=asked_url,
    )


def original_item(capture: Capture, *, cited_url: str, outlet: str) -> OriginalItem:
    memento = memento_at(capture.url)
    return OriginalItem(
        cited_url=cited_url,
        url=original_address(capture.url),
        via=memento.url if memento else None,
        outlet=outlet,
        status=capture.status,
        captured_at=time_text(capture.captured_at),
        record_id=capture.record_id,
        warc=capture.warc,
        offset=capture.offset,
    )
