"""Whether an article is the original of a rendering: a probability, a verdict, and the reasons for it.

The probability is a logistic function of the alignment's log likelihood ratio, moved by what else is known.
Contradictions veto: papers write about the same people in the same words on other days.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archive.model import Verdict

CONFIRMED = 0.9
MISMATCH = 0.25
_MIDDLE = -0.05  # nats a paragraph where right and wrong are even, and how fast they part, fitted by
_SLOPE = 6.0  #     benchmarks/pairing.py on right articles, nearest wrong ones and other halves of right ones
_CLIP = 6.0
_MAX_DAYS_APART = 3
_ENOUGH_PARAGRAPHS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Observations:
    """What the verdict weighs. `agreement` is the alignment's mean log likelihood ratio in nats."""

    agreement: float
    paragraphs: int
    language: str | None = None
    cited: bool | None = None
    left_in: int = 0
    days_apart: int | None = None
    days_contradict: bool = False
    counterparts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A verdict, the probability that it rests on, and what spoke against the pair, in words."""

    verdict: Verdict
    score: float
    reasons: tuple[str, ...]


def _logit(seen: Observations) -> float:
    certainty = min(1.0, seen.paragraphs / _ENOUGH_PARAGRAPHS)
    return certainty * max(-_CLIP, min(_CLIP, _SLOPE * (seen.agreement - _MIDDLE))) + 3.0 * min(
        seen.left_in, 2
    )


def _vetoes(seen: Observations) -> list[str]:
    vetoes = []
    if seen.days_contradict:
        vetoes.append("no day that the rendering names stands in the original, which names others")
    if seen.counterparts:
        vetoes.append(f"the original lacks {', '.join(seen.counterparts)}")
    if seen.language not in {None, "vi"}:
        vetoes.append(f"the page is not in Vietnamese but in {seen.language}")
    return vetoes


def _doubts(seen: Observations) -> list[str]:
    doubts = []
    if seen.cited is False:
        doubts.append("the text stands at another address than the cited one")
    if seen.days_apart is not None and abs(seen.days_apart) > _MAX_DAYS_APART:
        doubts.append(f"published {abs(seen.days_apart)} days apart")
    if seen.paragraphs < _ENOUGH_PARAGRAPHS:
        doubts.append(f"only {seen.paragraphs} paragraphs to compare")
    return doubts


def judged(seen: Observations) -> Judgement:
    """The verdict on what was observed; a veto makes a mismatch, a doubt keeps from confirming."""
    score = 1 / (1 + math.exp(-_logit(seen)))
    if vetoes := _vetoes(seen):
        return Judgement(verdict="mismatch", score=round(min(score, MISMATCH), 4), reasons=tuple(vetoes))
    doubts = _doubts(seen)
    if doubts:
        score = min(score, (CONFIRMED + MISMATCH) / 2)
    verdict: Verdict = "confirmed" if score >= CONFIRMED else "mismatch" if score <= MISMATCH else "doubtful"
    return Judgement(verdict=verdict, score=round(score, 4), reasons=tuple(doubts))
