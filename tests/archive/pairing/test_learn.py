from __future__ import annotations

import random
from dataclasses import replace

import pytest

from archive.pairing.beads import story_links
from archive.pairing.learn import Document, learned_from
from archive.pairing.learned import NOTHING_LEARNED, Learned
from archive.pairing.lexicon import bearable

SUBJECTS = {"skolan": "trường học", "bron": "cây cầu", "hamnen": "bến cảng", "marknaden": "khu chợ"}
DEEDS = {
    "öppnades": "khai trương",
    "stängdes": "đóng cửa",
    "målades": "được sơn lại",
    "hyllades": "được khen ngợi",
}
PLACES = {"vid floden": "bên dòng sông", "i bergen": "trên núi", "på torget": "ở quảng trường"}


def collection(size: int = 24) -> list[Document]:
    """Documents in which nothing but words tells one paragraph from another."""
    chance = random.Random(7)  # noqa: S311
    documents = []
    for number in range(size):
        said = [(s, d, p) for s in SUBJECTS for d in DEEDS for p in PLACES]
        chosen = chance.sample(said, 6)
        documents.append(
            Document(
                key=f"doc{number}",
                lang="sv",
                rendering=("Sidans rad", *(f"Sedan {d} {s} {p}." for s, d, p in chosen)),
                original=tuple(
                    f"Sau đó {SUBJECTS[s]} {DEEDS[d]} {PLACES[p]}." for s, d, p in chosen if d != "målades"
                ),
            )
        )
    return documents


def test_learning_does_not_depend_on_the_order_of_documents() -> None:
    documents = collection()
    assert learned_from(documents).to_json() == learned_from(documents[::-1]).to_json()


def test_what_is_learned_is_read_back_as_it_was() -> None:
    learned = learned_from(collection())
    again = Learned.from_json(learned.to_json())
    assert again.to_json() == learned.to_json()
    assert again.version == learned.version != NOTHING_LEARNED.version
    for document in collection()[:3]:
        assert story_links(document.sides, again) == story_links(document.sides, learned)


def test_lexicon_aligns_what_length_and_anchors_cannot() -> None:
    documents = collection()
    learned = learned_from(documents)
    bare = Learned(rendering_furniture=learned.rendering_furniture)

    def right(what: Learned) -> int:
        total = 0
        for document in documents:
            kept = [i for i, text in enumerate(document.rendering) if i and "målades" not in text]
            wanted = {((i,), (j,)) for j, i in enumerate(kept)}
            total += len(
                wanted & {(link.rendering, link.original) for link in story_links(document.sides, what)}
            )
        return total

    assert right(learned) > 1.2 * right(bare)


def test_few_documents_teach_furniture_but_no_lexicon() -> None:
    learned = learned_from(collection(5))
    assert "sidans rad" in learned.rendering_furniture
    assert learned.translation("sv").lexicons == ()


def test_original_of_three_renderings_is_no_furniture() -> None:
    documents = collection(1)
    again = [replace(documents[0], key=key, rendering=(f"Utgåva {key}",)) for key in "abc"]
    assert not learned_from(documents + again).original_furniture


@pytest.mark.parametrize(("words", "number"), [(10, 40_000), (200, 199), (600, 22), (2000, 0)])
def test_of_long_paragraphs_fewer_are_learned_from(words: int, number: int) -> None:
    assert bearable([(["ord"] * words, ["lời"] * words)] * 40_000) == list(range(number))


def test_one_very_long_paragraph_does_not_keep_the_others_from_being_learned_from() -> None:
    assert bearable([(["ord"] * 9000, ["lời"] * 9000), (["ord"], ["lời"])]) == [1]
