from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from archive.pairing.align import Link
from archive.pairing.beads import Sides, beads, links_of_all, story_links
from archive.pairing.learn import learned_from
from archive.pairing.sentence_beads import SentencesOf, inner_links, sentence_links
from tests.archive.pairing.test_embeddings import HashedTrigrams
from tests.archive.pairing.test_learn import collection

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
    document = Sides(rendering=rendering, original=original, lang="sv")
    found = story_links(document)
    ours, theirs = SentencesOf(rendering), SentencesOf(original)
    links = list(sentence_links(found, (ours, theirs), document))
    aligned = beads(links, len(ours.every), len(theirs.every))
    assert sorted(i for bead in aligned for i in bead.rendering) == list(range(len(ours.every)))
    assert sorted(j for bead in aligned for j in bead.original) == list(range(len(theirs.every)))
    assert all(a.rendering < b.rendering and a.original < b.original for a, b in pairwise(links))
    assert all(max(link.probability for link in found) >= link.probability for link in links)


def test_sentences_are_numbered_through_the_paragraphs() -> None:
    told = SentencesOf(["Ett. Två.", "", "Tre"])
    assert told.every == ("Ett.", "Två.", "Tre")
    assert [told.of([0]), told.of([1]), told.of([0, 2])] == [[0, 1], [], [0, 1, 2]]


UNTRANSLATED = Sides(
    rendering=[
        "Den 14 mars talade 60 studenter i Linhe.",
        "Đại sứ Hà Văn Lâm, Giám đốc Sở Xây dựng.",
        "Det kostade 320 miljoner.",
    ],
    original=[
        "Ngày 14/3, 60 sinh viên phát biểu ở Lâm Hà.",
        "Đại sứ Hà Văn Lâm, Giám đốc Sở Xây dựng.",
        "Chi phí là 320 triệu.",
    ],
    lang="sv",
)


def test_sentence_left_in_vietnamese_inside_a_bead_goes_with_its_like() -> None:
    found = [(link.rendering, link.original) for link in inner_links(UNTRANSLATED, 0.9)]
    assert found == [((0,), (0,)), ((1,), (1,)), ((2,), (2,))]


def test_sentences_are_linked_by_what_was_learned_of_their_document() -> None:
    documents = collection()
    learned = learned_from(documents)
    document = documents[0].sides
    paragraphs = replace(
        document, rendering=[" ".join(document.rendering)], original=[" ".join(document.original)]
    )
    inside = SentencesOf(paragraphs.rendering), SentencesOf(paragraphs.original)
    whole = [Link((0,), (0,), 0.0, 0.9)]
    taught = list(sentence_links(whole, inside, paragraphs, learned))
    sides = replace(document, rendering=inside[0].every, original=inside[1].every)
    assert [link.gain for link in taught] == [link.gain for link in links_of_all(sides, learned)]
    assert taught != list(sentence_links(whole, inside, paragraphs))


def test_an_encoder_has_its_say_inside_a_bead() -> None:
    assert inner_links(UNTRANSLATED, 0.9, encoder=HashedTrigrams()) != inner_links(UNTRANSLATED, 0.9)
