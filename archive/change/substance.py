"""What a fact-checker wants to be told of in a changed passage: numbers, dates, names, negations, quotations.

Works on comparable text, Vietnamese or Swedish.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from archive.change.folding import words

Substance = Literal["numbers", "dates", "names", "negations", "quotations"]

DATE = re.compile(
    r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[/-]\d{1,2}\b"
    r"|\b(?:ngày|mùng|mồng)\s+\d{1,2}(?![/.-]?\d)(?:\s+tháng\s+\d{1,2})?(?:\s+năm\s+\d{4})?\b"
    r"|\btháng\s+\d{1,2}(?:\s+năm\s+\d{4})?\b|\bnăm\s+\d{4}\b"
    r"|\b\d{1,2}\s+(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)"
    r"(?:\s+\d{4})?\b",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*%?")
NEGATION = re.compile(
    r"\b(?:không|chưa|chẳng|chả|đừng|inte|icke|ej|aldrig|ingen|inget|inga|ingenting|varken)\b", re.IGNORECASE
)
QUOTATION = re.compile(r'"([^"]{2,})"')
SENTENCE_ENDS = frozenset('.!?:"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Items of one kind that stand only in the old passage, and only in the new one."""

    kind: Substance
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()


def findings(old: str, new: str) -> tuple[Finding, ...]:
    """What of substance differs between two comparable passages; either may be empty."""
    before, after = _items(old), _items(new)
    found = []
    for kind, items in before.items():
        gone, come = items - after[kind], after[kind] - items
        if gone or come:
            found.append(Finding(kind=kind, gone=tuple(gone.elements()), come=tuple(come.elements())))
    return tuple(found)


def _items(text: str) -> dict[Substance, Counter[str]]:
    undated = DATE.sub(" ", text)
    return {
        "numbers": Counter(NUMBER.findall(undated)),
        "dates": Counter(match.lower() for match in DATE.findall(text)),
        # A name or a quotation counts once: to say it again changes nothing.
        "names": Counter(set(_names(text))),
        "negations": Counter(match.lower() for match in NEGATION.findall(text)),
        "quotations": Counter({quoted.strip(" ,.") for quoted in QUOTATION.findall(text)}),
    }


def _names(text: str) -> list[str]:
    """Runs of capitalised words; a single one at the start of a sentence is no name."""
    names = []
    run: list[str] = []
    starts_sentence = at_start = True
    for token in [*words(text), "."]:
        if token[0].isupper():
            if not run:
                starts_sentence = at_start
            run.append(token)
        elif run:
            if len(run) > 1 or not starts_sentence:
                names.append(" ".join(run))
            run = []
        at_start = token in SENTENCE_ENDS
    return names
