"""Whether a rendering followed the edits of its original, paragraph by paragraph, through the beads.

The beads join the rendering to the original as both stood before the edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.change.versions import Change, Field, Part
    from archive.model import Bead

Staleness = Literal["followed", "stale", "untranslated"]

# What a translation carries over; who signed and when is the paper's own.
TRANSLATED = frozenset({"title", "lead", "paragraph", "heading", "caption"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """How the rendering stands to one changed part of the original.

    The indices of the original are those of the part; `rendering` are the old rendering's blocks that said
    what the part said. `untranslated` means that the rendering never had it.
    """

    field: Field
    old_index: int | None
    new_index: int | None
    rendering: tuple[int, ...]
    verdict: Staleness


def followings(
    original: Change, beads: Sequence[Bead], rendering: Change | None = None
) -> tuple[Following, ...]:
    """One verdict a changed part of the original; `rendering` is None where the rendering did not change."""
    answered = _Answered.of(rendering)
    return tuple(
        _following(part, beads, answered)
        for part in original.parts
        if part.field in TRANSLATED and part.kind != "moved" and not part.noise
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answered:
    """What changed in the rendering: its title, old blocks, and places behind which blocks were added."""

    title: bool
    blocks: frozenset[int]
    additions: frozenset[int | None]

    @classmethod
    def of(cls, change: Change | None) -> _Answered:
        parts = [part for part in change.parts if not part.noise] if change else []
        return cls(
            title=any(part.field == "title" for part in parts),
            blocks=frozenset(part.old_index for part in parts if part.old_index is not None),
            additions=frozenset(part.after for part in parts if part.kind == "added"),
        )


def _following(part: Part, beads: Sequence[Bead], answered: _Answered) -> Following:
    if part.field == "title":
        return _verdict(part, (), "followed" if answered.title else "stale")
    if part.kind == "added":
        before = _said_before(part.after, beads)
        # A rendering may say the new paragraph in one of its own, or within the one before it.
        followed = before in answered.additions or before in answered.blocks
        return _verdict(part, () if before is None else (before,), "followed" if followed else "stale")
    said = tuple(i for bead in beads if part.old_index in bead.original for i in bead.rendering)
    if not said:
        return _verdict(part, (), "untranslated")
    return _verdict(part, said, "stale" if answered.blocks.isdisjoint(said) else "followed")


def _said_before(after: int | None, beads: Sequence[Bead]) -> int | None:
    """The rendering's last block that says something standing before the place; None at the head."""
    if after is None:
        return None
    before = [i for bead in beads if bead.original and min(bead.original) <= after for i in bead.rendering]
    return max(before, default=None)


def _verdict(part: Part, said: tuple[int, ...], verdict: Staleness) -> Following:
    return Following(
        field=part.field,
        old_index=part.old_index,
        new_index=part.new_index,
        rendering=said,
        verdict=verdict,
    )
