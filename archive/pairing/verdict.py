"""Whether an article is the original of a rendering: a probability, a verdict, and the reasons for it.

The probability is a logistic function of the alignment's log likelihood ratio, moved by what else is known.
Contradictions veto: papers write about the same people in the same words on other days.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.pairing.contradictions import NONE, Contradictions

if TYPE_CHECKING:
    from archive.model import Verdict
    from archive.pairing.beads import Agreement

CONFIRMED = 0.9
MISMATCH = 0.25
DOUBTED = 0.8  # at most, where a doubt keeps from confirming
_PART = 0.6  # of what agrees with a stretch alone, or is ahead of all others, so many are right
_CLIP = 6.0
_MAX_DAYS_APART = 3
_ENOUGH_PARAGRAPHS = 3
_FEWEST_AHEAD = 2  # paragraphs; one is held by some article of any large collection


@dataclass(frozen=True, slots=True, kw_only=True)
class Observations:
    """What the verdict weighs; `paragraphs` are the rendering's.

    The article is ahead where a search found that it holds the rendering, and no other one nearly as well.
    """

    agreement: Agreement
    paragraphs: int
    language: str | None = None
    cited: bool | None = None
    left_in: int = 0
    days_apart: int | None = None
    contradictions: Contradictions = NONE
    is_ahead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A verdict, the probability that it rests on, and what spoke against the pair, in words."""

    verdict: Verdict
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """Nats a paragraph at which right and wrong are even, and how fast they part."""

    middle: float = -0.12
    slope: float = 5.0


# By benchmarks/verdicts.py, on right articles, nearest wrong ones, other halves of right ones.
FITTED = Curve()


def _probability(nats: float, seen: Observations, curve: Curve) -> float:
    certainty = min(1.0, seen.paragraphs / _ENOUGH_PARAGRAPHS)
    logit = certainty * max(-_CLIP, min(_CLIP, curve.slope * (nats - curve.middle)))
    return 1 / (1 + math.exp(-logit - 3.0 * min(seen.left_in, 2)))


def _vetoes(seen: Observations) -> list[str]:
    vetoes = [*seen.contradictions.grave]
    if seen.language not in {None, "vi"}:
        vetoes.append(f"the page is not in Vietnamese but in {seen.language}")
    return vetoes


def _doubts(seen: Observations) -> list[str]:
    doubts = [*seen.contradictions.slight]
    if seen.cited is False:
        doubts.append("the text stands at another address than the cited one")
    if seen.days_apart is not None and abs(seen.days_apart) > _MAX_DAYS_APART:
        doubts.append(f"published {abs(seen.days_apart)} days apart")
    if seen.paragraphs < _ENOUGH_PARAGRAPHS:
        doubts.append(f"only {seen.paragraphs} paragraph{'s' * (seen.paragraphs != 1)} to compare")
    return doubts


def _is_part(seen: Observations, curve: Curve) -> bool:
    """Whether a rendering agrees with a stretch of the original as a whole one would with the whole.

    One bead is no stretch: somewhere in a long article stands a paragraph that any other one resembles.
    """
    told = seen.agreement
    is_less = told.beads > 1 and told.covered < told.original
    return is_less and _probability(told.stretch, seen, curve) >= CONFIRMED


def judged(seen: Observations, curve: Curve = FITTED) -> Judgement:
    """The verdict on what was observed; a veto makes a mismatch, a doubt keeps from confirming.

    A part of an article agrees with a stretch of it only, and a small one too little for that, though it is
    ahead of all others. It is never confirmed for either, since some stretch of a long article agrees with
    much, but it is no mismatch.
    """
    score = _probability(seen.agreement.whole, seen, curve)
    if vetoes := _vetoes(seen):
        return Judgement(verdict="mismatch", score=round(min(score, MISMATCH), 4), reasons=tuple(vetoes))
    doubts = _doubts(seen)
    if score < CONFIRMED and _is_part(seen, curve):
        told = seen.agreement
        doubts.insert(
            0, f"only a part: it agrees with {told.covered} of the original's {told.original} paragraphs"
        )
        score = max(score, _PART)
    elif score <= MISMATCH and seen.is_ahead and seen.paragraphs >= _FEWEST_AHEAD:
        doubts.insert(0, "no other article holds nearly as much of it, and yet it agrees with little")
        score = _PART
    if doubts:
        score = min(score, DOUBTED)
    verdict: Verdict = "confirmed" if score >= CONFIRMED else "mismatch" if score <= MISMATCH else "doubtful"
    return Judgement(verdict=verdict, score=round(score, 4), reasons=tuple(doubts))
