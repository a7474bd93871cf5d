"""Articles ranked for one rendering, and a verdict on the best: first by the index, then paragraph by
paragraph."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from archive.pairing.beads import Sides, agreements, story_links, story_of
from archive.pairing.comparison import containments
from archive.pairing.contradictions import contradictions
from archive.pairing.find import nearest, same_text
from archive.pairing.news_days import Chronology, are_of_other_days
from archive.pairing.verdict import DOUBTED, Observations, judged

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from archive.model import Verdict
    from archive.pairing.find import Articles, Found, Query
    from archive.pairing.learned import Learned
    from archive.pairing.verdict import Judgement

    TextsOf = Callable[[str], Sequence[str]]

_COMPARED = 50  # candidates of the index that are compared paragraph by paragraph
_LOOKED_AT = 80  # where none of these holds the rendering well
_PARAGRAPHS = 120  # of a rendering, which are enough to tell its original
_CELLS = 400_000  # paragraphs of the rendering times those of the candidates
_NEAR = 0.2  # share of the best cosine
HELD = 1.5  # nats a paragraph with the cosine; lengths alone come to 1.3 somewhere
_AHEAD = (
    1.5  # nats a paragraph before the next one; of such parts three in four are right, though little agrees
)
# How fast the odds between two candidates grow with the nats between them: likeliest on the searches of
# benchmarks/verdicts.py among originals.
_SHARPNESS = 1.75
_CLOSE = 0.6  # share of the best score; behind right answers the next one stays below 0.4
_WORTH_JUDGING = 0.3
_SHOWN = 10
_VERIFIED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Candidates with their scores, best first; `reasons` say what the verdict rests on or why none is
    named.

    A score is a cautious probability that this candidate is the original: the verdict's on the best one,
    shared out among all by how well each holds the rendering. What contradicts the best one lowers all.
    """

    verdict: Verdict
    candidates: tuple[tuple[str, float], ...]
    reasons: tuple[str, ...]


def ranked(query: Query, articles: Articles, learned: Learned) -> list[tuple[str, float]]:
    """The nearest articles by how well they hold the rendering, paragraph for paragraph.

    Where none of the nearest holds it well, the anchors said little, and the others are compared too.
    """
    first = nearest(query, articles, _LOOKED_AT)
    if not first:
        return []
    near = [one for one in first[:_COMPARED] if one.nearness >= _NEAR * first[0].nearness]
    scored = _compared(query, near, learned)
    if len(near) < len(first) and scored[0][1] < HELD:
        scored = _compared(query, first, learned)
    compared = {name for name, _ in scored}
    rest = [one for one in first if one.name not in compared]
    return [*scored, *((one.name, min(one.nearness, scored[-1][1])) for one in rest)]


def _compared(query: Query, candidates: Sequence[Found], learned: Learned) -> list[tuple[str, float]]:
    """As many of the candidates as can be compared in bounded time and memory, best first."""
    texts = query.texts[:_PARAGRAPHS]
    cells = accumulate(len(one.outline.sizes) * len(texts) for one in candidates)
    number = max(1, sum(1 for read in cells if read <= _CELLS))
    outlines = [one.outline for one in candidates[:number]]
    held = containments(texts, outlines, query.lang, learned.translation(query.lang).lengths)
    scored = [(one.name, one.nearness + nats) for one, nats in zip(candidates[:number], held, strict=True)]
    return sorted(scored, key=lambda candidate: (-candidate[1], candidate[0]))


def matched(query: Query, articles: Articles, texts_of: TextsOf, learned: Learned) -> Match:
    """The ranking with the verdict on its first: confirmed only where no other candidate could be it as
    well."""
    candidates = ranked(query, articles, learned)
    if not candidates:
        return Match(verdict="mismatch", candidates=(), reasons=("there is no article",))
    best, most = candidates[0]
    judgement = _judged(query, texts_of(best), learned, is_ahead=_is_ahead(candidates))
    if judgement.verdict != "confirmed":
        return _match(judgement, candidates)
    rivals = [
        name
        for name, score in candidates[1:_VERIFIED]
        if score >= _CLOSE * most
        or (score >= _WORTH_JUDGING * most and _judged(query, texts_of(name), learned).verdict == "confirmed")
    ]
    if not rivals:
        return _match(judgement, candidates)
    reasons = (_rivals_told(best, rivals, texts_of), *judgement.reasons)
    score = min(judgement.score, DOUBTED)
    return _match(replace(judgement, verdict="doubtful", score=score, reasons=reasons), candidates)


def _is_ahead(candidates: Sequence[tuple[str, float]]) -> bool:
    (_, most), *others = candidates
    return most >= HELD and most - max([0.0, *(score for _, score in others[:1])]) >= _AHEAD


def _rivals_told(best: str, rivals: Sequence[str], texts_of: TextsOf) -> str:
    """Whether the others are copies of the best or other stories, and of which days."""
    texts = {name: texts_of(name) for name in (best, *rivals)}
    dated = {name: Chronology(found, "vi") for name, found in texts.items()}
    told = ", ".join(f"{name} ({dated[name].day})" if dated[name].day else name for name in rivals)
    if any(are_of_other_days(dated[best], dated[name]) for name in rivals):
        return f"stories of several days agree with it: {best} ({dated[best].day}), {told}"
    same = all(same_text(texts[best], texts[name]) for name in rivals)
    return f"{'the same text stands' if same else 'it could be'} at {told} as well"


def _match(judgement: Judgement, candidates: Sequence[tuple[str, float]]) -> Match:
    nats = np.array([score for _, score in candidates])
    odds = np.exp(_SHARPNESS * (nats - nats[0]))
    scores = (judgement.score * odds / odds.sum()).round(4).tolist()
    shown = tuple((name, score) for (name, _), score in zip(candidates, scores, strict=True))[:_SHOWN]
    return Match(verdict=judgement.verdict, candidates=shown, reasons=judgement.reasons)


def _judged(query: Query, article: Sequence[str], learned: Learned, *, is_ahead: bool = False) -> Judgement:
    sides = Sides(rendering=query.texts, original=article, lang=query.lang)
    found = story_links(sides, learned)
    by_lexicon = learned.translation(query.lang).lexicons_for(sides.key) is not None
    return judged(
        Observations(
            agreement=agreements(sides, learned, None if by_lexicon else found),
            paragraphs=len(story_of(sides, learned)[0]),
            contradictions=contradictions(sides, found, learned),
            is_ahead=is_ahead,
        )
    )
