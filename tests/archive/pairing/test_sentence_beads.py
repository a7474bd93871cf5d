from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from archive.pairing.beads import Sides, beads, story_links
from archive.pairing.sentence_beads import SentencesOf, sentence_links

SENTENCES = (
    "Den 3 maj kom 12.",
    "Ha Van Lam tackade!",
    "Det kostade 40 miljoner…",
    "”Ja.” Nej?",
    "Foto: Sang",
    "",
)
paragraphs = st.lists(st.lists(st.sampled_from(SENTENCES), max_size=4).map(" ".join), max_size=6)


@given(paragraphs, paragraphs)
def test_beads_of_sentences_cover_both_sides_once_and_in_order(
    rendering: list[str], original: list[str]
) -> None:
    found = story_links(Sides(rendering=rendering, original=original, lang="sv"))
    ours, theirs = SentencesOf(rendering), SentencesOf(original)
    links = list(sentence_links(found, ours, theirs, "sv"))
    aligned = beads(links, len(ours.every), len(theirs.every))
    assert sorted(i for bead in aligned for i in bead.rendering) == list(range(len(ours.every)))
    assert sorted(j for bead in aligned for j in bead.original) == list(range(len(theirs.every)))
    assert all(a.rendering < b.rendering and a.original < b.original for a, b in pairwise(links))
    assert all(max(link.probability for link in found) >= link.probability for link in links)


def test_sentences_are_numbered_through_the_paragraphs() -> None:
    told = SentencesOf(["Ett. Två.", "", "Tre"])
    assert told.every == ("Ett.", "Två.", "Tre")
    assert [told.of([0]), told.of([1]), told.of([0, 2])] == [[0, 1], [], [0, 1, 2]]
