"""Noisy documents with gold, made afresh from clean ones: what pairing was not developed on.

A document is its sentences' numbers, which gold follows through every change; paragraphs that share one are
in one bead. The lines around and between the sentences are invented.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pairing_measures import Gold, Pairing

HEAD = (
    ("Startsida", "Dagens nyheter", "Utgåva 4, onsdag", "Nyhetsbrev", "Teckenstorlek"),
    ("Trang nhất", "Tin trong ngày", "Thứ Tư, số 4", "Nhận bản tin", "Cỡ chữ"),
)
TAIL = (
    (
        "Mer i ämnet",
        "Mest läst",
        "Byn som odlar lotus året runt",
        "Tio nya broar",
        "Hantverk",
        "Ekonomi",
        "Ö",
    ),
    (
        "Tin cùng mục",
        "Đọc nhiều",
        "Lịch chiếu phim tuần này",
        "Mười cây cầu mới",
        "Theo phóng viên",
        "Biển đảo",
    ),
)
CAPTIONS = (
    ("Bild: redaktionen", "(Källa: byrån)", "Arkivbild", "Utsikt över hamnen. Bild: redaktionen"),
    ("Ảnh: Tòa soạn", "(Nguồn: hãng tin)", "Ảnh tư liệu", "Toàn cảnh bến cảng. Ảnh: Tòa soạn"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Shares of sentences or paragraphs that are changed on either side."""

    per_paragraph: int  # sentences at most
    dropped: float
    joined: float  # with the paragraph after
    foreign: float  # sentences of another document put between
    captions: float
    left: float = 0.0  # Vietnamese sentences of another document put into the rendering
    furniture: bool = False


SETTINGS = {
    "light sentences": Rates(per_paragraph=1, dropped=0.03, joined=0.1, foreign=0.01, captions=0.02),
    "heavy sentences": Rates(
        per_paragraph=1, dropped=0.09, joined=0.06, foreign=0.04, captions=0.03, left=0.02
    ),
    "light paragraphs": Rates(
        per_paragraph=3, dropped=0.03, joined=0.04, foreign=0.01, captions=0.06, furniture=True
    ),
    "heavy paragraphs": Rates(
        per_paragraph=4, dropped=0.1, joined=0.15, foreign=0.05, captions=0.1, left=0.03, furniture=True
    ),
}
Line = tuple[str, frozenset[int]]  # what it says, and which sentences of the clean document these are


def noisy(clean: Sequence[Gold], rates: Rates, seed: int) -> list[Gold]:
    """The clean documents (line n = line n) with noise that the seed chooses, and gold to match."""
    chance = random.Random(f"{seed} {rates}")  # noqa: S311
    pools = tuple([text for document in clean for text in document.sides[side]] for side in (0, 1))
    made = []
    for document in clean:
        ends = _ends(len(document.rendering), rates, chance)
        ours, theirs = (_side(document, side, ends, (rates, chance, pools)) for side in (0, 1))
        made.append(
            replace(
                document,
                rendering=tuple(text for text, _ in ours),
                original=tuple(text for text, _ in theirs),
                beads=frozenset(_components(ours, theirs)),
            )
        )
    return made


def _ends(sentences: int, rates: Rates, chance: random.Random) -> set[int]:
    """The last sentence of each paragraph, on both sides alike."""
    ends, end = set(), -1
    while end < sentences - 1:
        end += chance.randint(1, rates.per_paragraph)
        ends.add(end)
    return ends


def _side(
    document: Gold,
    side: int,
    ends: set[int],
    by: tuple[Rates, random.Random, tuple[list[str], list[str]]],
) -> list[Line]:
    rates, chance, pools = by
    lines: list[Line] = []
    held: list[int] = []
    for number in range(len(document.sides[side])):
        if chance.random() >= rates.dropped:
            held.append(number)
        if number in ends and held and chance.random() >= rates.joined:
            lines.append(_line(document, side, held))
            held = []
            lines += _strangers(side, rates, chance, pools)
    lines += [_line(document, side, held)] if held else []
    if rates.furniture:
        head, tail = (
            [(text, frozenset[int]()) for text in _some(part[side], chance)] for part in (HEAD, TAIL)
        )
        return [*head, *lines, *tail]
    return lines


def _line(document: Gold, side: int, numbers: list[int]) -> Line:
    return " ".join(document.sides[side][number] for number in numbers), frozenset(numbers)


def _strangers(
    side: int, rates: Rates, chance: random.Random, pools: tuple[list[str], list[str]]
) -> list[Line]:
    """What stands between two paragraphs and in no bead."""
    found = []
    if chance.random() < rates.foreign:
        found.append(chance.choice(pools[side]))
    if side == 0 and chance.random() < rates.left:
        found.append(chance.choice(pools[1]))
    if chance.random() < rates.captions:
        found.append(chance.choice(CAPTIONS[side]))
    return [(text, frozenset()) for text in found]


def _some(lines: Sequence[str], chance: random.Random) -> list[str]:
    """Most of the lines, in their order."""
    return [line for line in lines if chance.random() < 0.7]


def _components(ours: Sequence[Line], theirs: Sequence[Line]) -> Pairing:
    """Beads: paragraphs of both sides that sentences connect."""
    beads: list[tuple[set[int], set[int]]] = []
    for i, (_, sentences) in enumerate(ours):
        partners = {j for j, (_, others) in enumerate(theirs) if sentences & others}
        if not partners:
            continue
        if beads and beads[-1][1] & partners:
            beads[-1][0].add(i)
            beads[-1][1].update(partners)
        else:
            beads.append(({i}, partners))
    return [(tuple(sorted(a)), tuple(sorted(b))) for a, b in beads]
