"""A pair's evidence in one sentence, which a person can check against the two texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archive.model import Json

KINDS = ("names", "dates", "numbers")


def found_in_words(evidence: Mapping[str, Json]) -> str:
    """Such as `9 of 10 paragraphs stand beside the original's; of the rendering's names 8 of 9 are in it`."""
    alignment = evidence["alignment"]
    counts = alignment if isinstance(alignment, dict) else {}
    parts = [f"{counts['aligned']} of {counts['paragraphs']} paragraphs have their counterpart"]
    held = [words for kind in KINDS if (words := _share(kind, evidence[kind]))]
    if held:
        parts.append(f"the original has {', '.join(held)}")
    left_in = len(_list(evidence["left_in"], "shared"))
    if left_in:
        lines = "1 line in Vietnamese stands" if left_in == 1 else f"{left_in} lines in Vietnamese stand"
        parts.append(f"{lines} in it verbatim")
    return "; ".join(parts)


def _share(kind: str, found: Json) -> str | None:
    shared, missing = len(_list(found, "shared")), len(_list(found, "missing"))
    return f"{shared} of {shared + missing} {kind}" if shared + missing else None


def _list(found: Json, key: str) -> list[Json]:
    """The items under a key, where they are a list or the keys of an object."""
    value = found.get(key) if isinstance(found, dict) else None
    return list(value) if isinstance(value, list | dict) else []
