"""A language is named where it can be known, alike at every call and from every thread."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from archive.text.language import language_by_letters, language_of, language_of_blocks

VI = "Phiên chợ sách bên bến đò cũ mở cửa sáng nay với hơn bốn mươi gian hàng của người dân ven sông."
SV = "Bokmarknaden vid den gamla färjan öppnade i morse med fler än fyrtio stånd från folk längs floden."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (VI, "vi"),
        (SV, "sv"),
        ("The book fair by the old ferry opened this morning with more than forty stalls.", "en"),
        ("Bogmarkedet ved den gamle færge åbnede i morges, og mange af egnens folk kom forbi.", "da"),
        ("Foto: VNA", None),
        ("Källa", None),
        ("Kommentar (0)", None),
        ("", None),
        ("0123456789 " * 10, None),
    ],
)
def test_a_text_is_judged_from_fifty_characters_on(text: str, language: str | None) -> None:
    assert language_of(text) == language


def test_letters_and_words_are_a_second_opinion() -> None:
    assert (language_by_letters(VI), language_by_letters(SV)) == ("vi", "sv")
    assert language_by_letters("Voices of the river, told in three evenings") is None


def test_a_document_speaks_the_language_of_most_of_its_text() -> None:
    assert language_of_blocks([SV, SV, VI]) == "sv"
    assert language_of_blocks(["Hội chợ sách mở cửa", "Đông người đến xem", "Chợ họp đến chiều"]) == "vi"
    assert language_of_blocks([]) is None


def test_threads_and_repetitions_agree() -> None:
    texts = [VI, SV] * 20
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(language_of, texts)) == ["vi", "sv"] * 20
