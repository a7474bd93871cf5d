"""The story of an article, told from the looks at it: first, unchanged, edited, suspect, removed, restored …

A suspect page never replaces the last good text. Removed takes several suspect sights over days.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from archive.change.article_text import paragraphs_of, running_text, signature, title_of
from archive.change.sighting import read
from archive.model import UNOBSERVED, Check

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from archive.change.sighting import Reading, Sighting
    from archive.model import Article, Json, State

SIGHTS_TO_REMOVE = 3
SPAN_TO_REMOVE = timedelta(hours=48)
# A text that has come back twice already alternates with another: two caches answer in turn.
RETURNS_BELIEVED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What the sightings so far have shown.

    `good` is the last sighting that showed the article, with its text; `seen_at` is when that text was last
    seen in full. `suspects` are the suspect sights in a row, `gone` whether they were enough. `versions`
    counts how often each text has come.
    """

    good: Sighting | None = None
    seen_at: datetime | None = None
    suspects: tuple[datetime, ...] = ()
    gone: bool = False
    versions: Mapping[str, int] = field(default_factory=dict)


def checks(sightings: Iterable[Sighting]) -> tuple[Check, ...]:
    """One check a sighting. Sightings come in order of time, their articles all from one extractor.

    Raises ValueError where they come from two, for what extractors differ in would look like an edit.
    """
    past = Past()
    story = []
    for sighting in sightings:
        check, past = next_check(sighting, past)
        story.append(check)
    return tuple(story)


def next_check(sighting: Sighting, past: Past) -> tuple[Check, Past]:
    """What this sighting says after that past, and the past it leaves for the next."""
    seen = read(sighting, past.good)
    if seen.reading == "absent":
        return _absence(sighting, past, seen.evidence)
    if seen.reading == "text":
        return _presence(sighting, past, *_comparison(sighting, past))
    if seen.reading == "identical":
        return _presence(sighting, past, "unchanged", {})
    if seen.reading == "not_modified" and sighting.conditional and past.good is not None:
        return _presence(sighting, past, "unchanged", {"not_modified": True})
    return _check(sighting, past, _nothing_learnt(seen.reading, past), seen.evidence), past


def _nothing_learnt(reading: Reading, past: Past) -> State:
    """The state of a sighting that leaves all as it was; a wall makes suspect and never removes."""
    if reading == "wall":
        return "blocked" if past.gone else "suspect"
    return "blocked" if reading == "blocked" else "error"


def _absence(sighting: Sighting, past: Past, evidence: Mapping[str, Json]) -> tuple[Check, Past]:
    suspects = (*past.suspects, sighting.at)
    after = replace(past, suspects=suspects)
    if past.gone:
        return _check(sighting, past, "removed", evidence), after
    span = sighting.at - suspects[0]
    if len(suspects) < SIGHTS_TO_REMOVE or span < SPAN_TO_REMOVE:
        return _check(sighting, past, "suspect", evidence), after
    hours = round(span / timedelta(hours=1))
    found: dict[str, Json] = {**evidence, "sights": len(suspects), "over_hours": hours}
    between = (past.seen_at, suspects[0]) if past.seen_at else None
    return _check(sighting, past, "removed", found, between), replace(after, gone=True)


def _presence(
    sighting: Sighting, past: Past, state: State, evidence: Mapping[str, Json]
) -> tuple[Check, Past]:
    between = (past.seen_at, sighting.at) if state == "edited" and past.seen_at else None
    if past.gone:
        state, between = "restored", (past.suspects[-1], sighting.at)
    after = replace(past, suspects=(), gone=False)
    if "not_modified" not in evidence:
        after = replace(after, seen_at=sighting.at, good=_good(sighting, past))
    if sighting.article is not None and (past.good is None or "changed" in evidence):
        version = signature(sighting.article)
        after = replace(after, versions={**past.versions, version: past.versions.get(version, 0) + 1})
    return _check(sighting, past, state, evidence, between), after


def _comparison(sighting: Sighting, past: Past) -> tuple[State, Mapping[str, Json]]:
    """The state that the text alone gives, with `changed` naming the parts that differ."""
    new = sighting.article
    old = past.good.article if past.good else None
    if old is None or new is None:
        return "first", {}
    if old.extractor != new.extractor:
        raise ValueError(f"texts of two extractors cannot be compared: {old.extractor}, {new.extractor}")
    changed = _changed_parts(old, new)
    if not changed:
        return "markup_only", {}
    times = past.versions.get(signature(new), 0)
    if times >= RETURNS_BELIEVED:
        return "markup_only", {"changed": changed, "alternates": times}
    return "edited", {"changed": changed, "seen_before": times > 0}


def _changed_parts(old: Article, new: Article) -> list[Json]:
    titles = title_of(old), title_of(new)
    # A title missing on one side is a page's metadata lost, not a headline withdrawn.
    title_changed = None not in titles and titles[0] != titles[1]
    if old.extraction == new.extraction:
        text_changed = running_text(old) != running_text(new)
    else:
        text_changed = not _contained(old, new)
    return [name for name, changed in (("title", title_changed), ("text", text_changed)) if changed]


def _contained(old: Article, new: Article) -> bool:
    """Whether the text from the container stands in the one found without it.

    A page whose template has changed gives a fallback text with lines from around the article: only what is
    missing counts.
    """
    narrow, wide = (old, new) if old.extraction == "ok" else (new, old)
    return set(paragraphs_of(narrow.blocks)) <= set(paragraphs_of(wide.blocks))


def _good(sighting: Sighting, past: Past) -> Sighting:
    """The sighting whose text the next one is held against: where two say the same, the container's."""
    old, new = past.good.article if past.good else None, sighting.article
    if past.good is None or old is None:
        return sighting
    if new is None:
        return past.good
    if (old.extraction, new.extraction) == ("ok", "fallback") and not _changed_parts(old, new):
        return replace(past.good, digest=sighting.digest)
    return sighting


def _check(
    sighting: Sighting,
    past: Past,
    state: State,
    evidence: Mapping[str, Json],
    between: tuple[datetime, datetime] | None = None,
) -> Check:
    return Check(
        at=sighting.at,
        state=state,
        conditional=sighting.conditional,
        retry_at=sighting.retry_at,
        between=between,
        record_id=sighting.record_id,
        compared_with=past.good.record_id if past.good and state not in UNOBSERVED else None,
        evidence=evidence,
    )
