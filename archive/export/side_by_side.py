"""A pair as its readers see it: bead by bead, every block of either text once and in its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.catalog.articles import article_of
from archive.catalog.captures import capture_with_id
from archive.catalog.pairs import pair_of_rendering
from archive.catalog.renderings import rendering_with_id
from archive.outlets.mementos import original_address

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from archive.model import Article, Block, Capture, Pair, Rendering


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One bead; a side is empty where a paragraph stands alone."""

    rendering: tuple[Block, ...]
    original: tuple[Block, ...]
    score: float

    @property
    def is_aligned(self) -> bool:
        return bool(self.rendering and self.original)


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """`capture` and `article` are None where there is no original to stand beside the rendering."""

    rendering: Rendering
    pair: Pair
    capture: Capture | None
    article: Article | None

    @property
    def original_url(self) -> str | None:
        """The address of the original itself, wherever its text was read."""
        return original_address(self.capture.url) if self.capture else None

    @property
    def via(self) -> str | None:
        """The web archive's capture that the original's text was read from, if it was not its own page."""
        return self.capture.url if self.capture and self.capture.url != self.original_url else None

    @property
    def rows(self) -> tuple[Row, ...]:
        if self.article is None:
            return tuple(Row(rendering=(block,), original=(), score=0.0) for block in self.rendering.blocks)
        return tuple(
            Row(
                rendering=tuple(self.rendering.blocks[i] for i in bead.rendering),
                original=tuple(self.article.blocks[j] for j in bead.original),
                score=bead.score,
            )
            for bead in self.pair.beads
        )


def side_by_side(conn: Connection, rendering_id: str) -> SideBySide | None:
    """A rendering beside its original; None for a rendering that is unknown or was not paired yet."""
    rendering, pair = rendering_with_id(conn, rendering_id), pair_of_rendering(conn, rendering_id)
    if rendering is None or pair is None:
        return None
    record_id = pair.record_id
    return SideBySide(
        rendering=rendering,
        pair=pair,
        capture=capture_with_id(conn, record_id) if record_id else None,
        article=article_of(conn, record_id) if record_id else None,
    )
