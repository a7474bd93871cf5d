"""Segments: texts of a rendering and of its original that say the same, with where each comes from."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Literal

from archive.catalog.captures import capture_with_id
from archive.catalog.pairs import all_pairs, article_of
from archive.catalog.renderings import first_record_of, rendering_with_id
from archive.export.bitext.sentence_level import sentence_segments
from archive.export.json_lines import time_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

    from archive.model import Article, Bead, Capture, Json, Pair, Rendering, Verdict

Level = Literal["paragraph", "sentence"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which segments are handed on: pairs of these verdicts, at least this score (0 to 1), at this level."""

    verdicts: frozenset[Verdict] = frozenset({"confirmed"})
    least_score: float = 0.0
    level: Level = "paragraph"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """`digest` and `record_id` are of the capture that holds the original, `rendering_record_id` is of the
    oldest record of the rendering; `document` counts from 1."""

    document: int
    rendering_id: str
    rendering_source: str
    rendering_record_id: str
    rendering_lang: str
    rendering: str
    original_lang: str
    original: str
    score: float
    url: str
    captured_at: str
    record_id: str
    digest: str
    noarchive: bool

    def json(self) -> dict[str, Json]:
        return asdict(self)


def segments(conn: Connection, selection: Selection) -> Iterator[Segment]:
    """The selected segments in the order of the pairs; the same two texts come once.

    A bead's paragraphs are joined by a space. What stands alone on either side is no segment.
    """
    seen: set[tuple[str, str]] = set()
    document = 0
    for pair in all_pairs(conn):
        found = _sides(conn, pair) if pair.verdict in selection.verdicts else None
        if found is None:
            continue
        document += 1
        first = _segment(*found, first_record_of(conn, pair.rendering_id), document)
        beads = (_of_bead(first, found[0], found[2], bead) for bead in pair.beads)
        whole = (segment for segment in beads if segment.rendering and segment.original)
        for segment in _at_level(whole, selection.level):
            texts = (segment.rendering, segment.original)
            if segment.score >= selection.least_score and texts not in seen:
                seen.add(texts)
                yield segment


def _at_level(found: Iterable[Segment], level: Level) -> Iterator[Segment]:
    for segment in found:
        if level == "sentence":
            yield from sentence_segments(segment)
        else:
            yield segment


def _sides(conn: Connection, pair: Pair) -> tuple[Rendering, Capture, Article] | None:
    rendering = rendering_with_id(conn, pair.rendering_id)
    capture = capture_with_id(conn, pair.record_id) if pair.record_id else None
    article = article_of(conn, pair.record_id) if pair.record_id else None
    return (rendering, capture, article) if rendering and capture and article else None


def _of_bead(document: Segment, rendering: Rendering, article: Article, bead: Bead) -> Segment:
    return replace(
        document,
        rendering=" ".join(rendering.blocks[i].text for i in bead.rendering),
        original=" ".join(article.blocks[j].text for j in bead.original),
        score=bead.score,
    )


def _segment(
    rendering: Rendering, capture: Capture, article: Article, rendering_record_id: str, document: int
) -> Segment:
    """What all segments of a pair have in common, without text."""
    return Segment(
        document=document,
        rendering_id=rendering.id,
        rendering_source=rendering.source,
        rendering_record_id=rendering_record_id,
        rendering_lang=rendering.lang,
        rendering="",
        original_lang=article.lang or "vi",
        original="",
        score=0.0,
        url=capture.url,
        captured_at=time_text(capture.captured_at) or "",
        record_id=capture.record_id,
        digest=capture.digest,
        noarchive=article.noarchive,
    )
