"""Segments: texts of a rendering and of its original that say the same, with where each comes from."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Literal

from archive.catalog.articles import article_of
from archive.catalog.captures import capture_with_id
from archive.catalog.pairs import pair_of_rendering, paired_renderings
from archive.catalog.renderings import records_of, rendering_with_id
from archive.derive.learning import learned_in
from archive.export.bitext.plain_text import likeness, plain
from archive.export.bitext.provenance import without_folders
from archive.export.bitext.sentence_level import sentence_segments
from archive.model import time_text
from archive.outlets.mementos import memento_at, original_address
from archive.rendering.edition import language_tag
from archive.rendering.source import page_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from archive.catalog.renderings import RenderingRecord
    from archive.model import Article, Bead, Capture, Json, Pair, Rendering, Verdict

    Sides = tuple[Rendering, Capture, Article]

Level = Literal["paragraph", "sentence"]
UNDETERMINED = "und"  # ISO 639-2


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which segments are handed on: pairs of these verdicts, at least this score (0 to 1), at this level;
    renderings in the language of this tag, or in any."""

    verdicts: frozenset[Verdict] = frozenset({"confirmed"})
    least_score: float = 0.0
    level: Level = "paragraph"
    lang: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """`url`, `captured_at`, `record_id` and `digest` are of the capture that holds the original, `via` is the
    web archive's address that it was fetched from, if any. Those of the `rendering_…` are of the record that
    holds the rendering: of a page's if there is one, else of the oldest; a file's time is that of its import.
    `document` counts from 1."""

    document: int
    level: Level
    verdict: Verdict
    score: float
    original_lang: str
    original: str
    url: str
    via: str | None
    captured_at: str
    record_id: str
    digest: str
    noarchive: bool
    rendering_lang: str
    rendering: str
    rendering_id: str
    rendering_url: str | None
    rendering_source: str
    rendering_captured_at: str
    rendering_record_id: str
    rendering_digest: str

    def json(self) -> dict[str, Json]:
        return asdict(self)


def segments(conn: Connection, selection: Selection) -> Iterator[Segment]:
    """The selected segments in the order of the pairs.

    A bead's paragraphs are joined by a space. What stands alone on either side is no segment. Two segments
    whose texts differ in case, white space and punctuation only are one: the first.
    """
    seen: set[bytes] = set()
    document = 0
    for rendering_id in paired_renderings(conn, selection.verdicts):
        pair = pair_of_rendering(conn, rendering_id)
        found = _sides(conn, pair, selection.lang) if pair else None
        if pair is None or found is None:
            continue
        document += 1
        kept_in = _page_or_oldest(records_of(conn, rendering_id))
        first = replace(_segment(pair, found, kept_in), document=document, level=selection.level)
        beads = (_of_bead(first, found, bead) for bead in pair.beads)
        for segment in _at_level(beads, selection.level, conn):
            if segment.score >= selection.least_score and (key := _key(segment)) not in seen:
                seen.add(key)
                yield segment


def _key(segment: Segment) -> bytes:
    """Equal for segments that say the same; a digest, since a corpus's texts would not fit into memory."""
    texts = (segment.rendering_lang, likeness(segment.rendering), likeness(segment.original))
    return hashlib.blake2b("\0".join(texts).encode(), digest_size=16).digest()


def _at_level(found: Iterable[Segment], level: Level, conn: Connection) -> Iterator[Segment]:
    for segment in found:
        if not (segment.rendering and segment.original):
            continue
        if level == "sentence":
            yield from sentence_segments(segment, learned_in(conn))
        else:
            yield segment


def _sides(conn: Connection, pair: Pair, lang: str | None) -> Sides | None:
    rendering = rendering_with_id(conn, pair.rendering_id)
    if rendering is None or pair.record_id is None or lang not in {None, language_tag(rendering.lang)}:
        return None
    capture, article = capture_with_id(conn, pair.record_id), article_of(conn, pair.record_id)
    return (rendering, capture, article) if capture and article else None


def _of_bead(first: Segment, sides: Sides, bead: Bead) -> Segment:
    rendering, _, article = sides
    return replace(
        first,
        rendering=plain(" ".join(rendering.blocks[i].text for i in bead.rendering)),
        original=plain(" ".join(article.blocks[j].text for j in bead.original)),
        score=bead.score,
    )


def _page_or_oldest(records: Sequence[RenderingRecord]) -> RenderingRecord:
    """Of the records of a rendering, oldest first, the one to name: a page can be looked at by anybody."""
    return next((one for one in records if page_address(one.rendering.source)), records[0])


def _segment(pair: Pair, sides: Sides, kept_in: RenderingRecord) -> Segment:
    """What all segments of a pair have in common, without text."""
    rendering, capture, article = sides
    memento = memento_at(capture.url)
    source = kept_in.rendering.source
    return Segment(
        document=0,
        level="paragraph",
        verdict=pair.verdict,
        score=0.0,
        original_lang=language_tag(article.lang or "vi") or UNDETERMINED,
        original="",
        url=original_address(capture.url),
        via=memento.url if memento else None,
        captured_at=time_text(capture.captured_at),
        record_id=capture.record_id,
        digest=capture.digest,
        noarchive=article.noarchive,
        rendering_lang=language_tag(rendering.lang) or UNDETERMINED,
        rendering="",
        rendering_id=rendering.id,
        rendering_url=page_address(source),
        rendering_source=without_folders(source),
        rendering_captured_at=time_text(kept_in.at),
        rendering_record_id=kept_in.record_id,
        rendering_digest=kept_in.digest,
    )
