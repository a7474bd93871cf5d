"""Articles ranked for one rendering, and a verdict on the best: first by the index, then paragraph by
paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.pairing.beads import Sides, agreement, story_of
from archive.pairing.contain import containments
from archive.pairing.evidence import contradicted_days, names_found
from archive.pairing.find import same_text
from archive.pairing.verdict import Observations, judged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archive.model import Verdict
    from archive.pairing.find import Index
    from archive.pairing.learned import Learned
    from archive.pairing.verdict import Judgement

_LOOKED_AT = 50  # candidates of the index that are compared paragraph by paragraph
_NEAR = 0.2  # share of the best cosine
_HELD = 1.5  # nats a paragraph with the cosine; lengths alone come to 1.3 somewhere
_CLOSE = 0.6  # share of the best score; behind right answers the next one stays below 0.4
_SHOWN = 10
_VERIFIED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Candidates with their scores, best first; `reasons` say what the verdict rests on or why none is
    named."""

    verdict: Verdict
    candidates: tuple[tuple[str, float], ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A rendering that looks for its original."""

    lang: str
    texts: tuple[str, ...]


def ranked(
    query: Query, index: Index, articles: Mapping[str, Sequence[str]], learned: Learned
) -> list[tuple[str, float]]:
    """The index's best candidates by how well they hold the rendering, paragraph for paragraph.

    Where none of the nearest holds it well, the anchors said little, and the others are compared too.
    """
    first = index.ranked(query.texts, query.lang, _LOOKED_AT)
    near = [(name, cosine) for name, cosine in first if cosine >= _NEAR * first[0][1]]
    scored = _compared(query, near, articles, learned)
    if len(near) < len(first) and scored[0][1] < _HELD:
        return _compared(query, first, articles, learned)
    rest = [(name, min(cosine, scored[-1][1])) for name, cosine in first[len(near) :]]
    return [*scored, *rest]


def _compared(
    query: Query,
    candidates: Sequence[tuple[str, float]],
    articles: Mapping[str, Sequence[str]],
    learned: Learned,
) -> list[tuple[str, float]]:
    held = containments(
        query.texts,
        [articles[name] for name, _ in candidates],
        query.lang,
        learned.translation(query.lang).lengths,
    )
    scored = [(name, cosine + nats) for (name, cosine), nats in zip(candidates, held, strict=True)]
    return sorted(scored, key=lambda candidate: (-candidate[1], candidate[0]))


def matched(query: Query, index: Index, articles: Mapping[str, Sequence[str]], learned: Learned) -> Match:
    """The ranking with the verdict on its first: confirmed only where no other candidate could be it as
    well."""
    candidates = ranked(query, index, articles, learned)
    if not candidates:
        return Match(verdict="mismatch", candidates=(), reasons=("there is no article",))
    judgements = {name: _judged(query, articles[name], learned) for name, _ in candidates[:_VERIFIED]}
    best, most = candidates[0]
    verdict, reasons = judgements[best].verdict, list(judgements[best].reasons)
    close = {name for name, score in candidates if score >= _CLOSE * most}
    rivals = [
        name
        for name, judgement in judgements.items()
        if name != best and (name in close or judgement.verdict == "confirmed")
    ]
    if verdict == "confirmed" and rivals:
        same = all(same_text(articles[best], articles[name]) for name in rivals)
        reasons.insert(
            0, f"{'the same text stands' if same else 'it could be'} at {', '.join(rivals)} as well"
        )
        verdict = "doubtful"
    shown = tuple((name, round(score, 4)) for name, score in candidates[:_SHOWN])
    return Match(verdict=verdict, candidates=shown, reasons=tuple(reasons))


def _judged(query: Query, article: Sequence[str], learned: Learned) -> Judgement:
    sides = Sides(rendering=query.texts, original=article, lang=query.lang)
    paragraphs = len(story_of(sides, learned)[0])
    return judged(
        Observations(
            agreement=agreement(sides, learned),
            paragraphs=paragraphs,
            days_contradict=contradicted_days(query.texts, article, query.lang),
            counterparts=names_found(query.texts, article).counterparts,
        )
    )
