"""Source lines in every spelling that counts, and the lines that only look like one."""

from __future__ import annotations

import unicodedata

import pytest

from archive.model import Citation
from archive.rendering.text import rendering_from_text
from archive.rendering.words import EDITIONS, Edition

URL = "https://nhandan.vn/cau-moi-bac-qua-song-post900001.html"
PARAGRAPH = "Bron öppnades för trafik och många människor var på plats för att se den."


def citation_in(*lines: str) -> Citation | None:
    return rendering_from_text("\n".join((PARAGRAPH, *lines)), source="x").citation


@pytest.mark.parametrize(
    "line",
    [
        f"Källa: {URL}",
        f"källa:{URL}",
        f"KÄLLA : {URL}.",
        f"Källa： {URL}",
        f"Källa {URL}",
        f"Källa: <{URL}>",
        f"Källa: ({URL}).",
        f"Källa: Báo Nhân Dân, {URL}",
        f"Källa:\n{URL}",
        f"Källa: {URL.replace('https:', 'https :')}",
        "Källa: https://nhan\u200bdan.vn/cau-moi-bac-qua-so\u00adng-post900001.html",
        f"Källa: {URL.removeprefix('https://')}",
        f"[annons_2] Källa: {URL}",
        f"Source: {URL}",
        f"Källor: {URL}",
        f"(Källa: {URL})",
        f"[Källa: {URL}]",
        f"Källa - {URL}",
        f"Källa – {URL}",
        f"- Källa: {URL}",
        f"• Källa: {URL}",
        f"**Källa:** {URL}",
        f"*Källa: {URL}*",
        f"Källa: [{URL}]({URL})",
        f"[Källa]({URL})",
        f"Källa: {URL.removeprefix('https:')}",
        unicodedata.normalize("NFD", f"Källa: {URL}"),
    ],
)
def test_address_is_read_from_every_spelling(line: str) -> None:
    citation = citation_in(line, "Kommentar (0)")
    assert citation is not None
    assert citation.url == URL


@pytest.mark.parametrize(
    "url",
    [
        "http://www.vietnamnet.vn/a-2400001.html?vnn_source=b&vnn_medium=c#d",
        "http://127.0.0.1:8080/",
        "http://[::1]/a",
        "https://user:secret@nhandan.vn/a-post1.html",
        "https://nhandan.vn.evil.example/a-post1.html",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://nhandan.vn/a_(b)",
    ],
)
def test_address_is_handed_on_as_it_stands(url: str) -> None:
    assert citation_in(f"Källa: {url}") == Citation(line=f"Källa: {url}", url=url)


@pytest.mark.parametrize(
    "line",
    [
        URL.replace("bac-", "bac-\n"),
        URL.replace("https://", "https://\n"),
        URL.replace("nhandan.vn/", "nhandan.vn/\n"),
        URL.replace("moi-", "moi-\n").replace("qua-", "qua-\n"),
        URL.replace("-qua", "\n-qua").replace("\n-", "-\n"),
        URL.replace("https://", "https:// "),
        URL.replace("qua-", "qua- "),
    ],
)
@pytest.mark.parametrize("word", ["Källa: ", "Källa:\n", "(Källa: "])
def test_address_that_was_broken_is_put_together_again(word: str, line: str) -> None:
    closed = ")" if word.startswith("(") else ""
    rendering = rendering_from_text(f"{PARAGRAPH}\n{word}{line}{closed}\nKommentar (0)", source="x")
    assert rendering.citation is not None
    assert rendering.citation.url == URL
    assert [block.text for block in rendering.blocks] == [PARAGRAPH]


@pytest.mark.parametrize(
    "below", ["Nguyen-Van", "VNA", "Lan Anh", "https://a.example/1", "(TH)", PARAGRAPH, "bild-1.jpg"]
)
def test_line_below_a_whole_address_is_no_part_of_it(below: str) -> None:
    citation = citation_in(f"Källa: {URL}", below, "Kommentar (0)")
    assert citation is not None
    assert citation.url == URL


def test_bare_word_is_a_citation_without_address() -> None:
    assert citation_in("Källa", "", "Kommentar (0)") == Citation(line="Källa", url=None)


def test_words_below_the_article_are_a_citation_without_address() -> None:
    assert citation_in("Källa: VNA") == Citation(line="Källa: VNA", url=None)


@pytest.mark.parametrize(
    "line",
    [
        "Den nya bron. (Källa: Provinsens bildarkiv)",
        "(Källa: Provinsens bildarkiv)",
        "- Källa: VNA",
        "Källa – en bäck i skogen",
        f"Bilden. Källa: {URL}",
        f"Läs mer (Källa: {URL})",
        "Källa till oro är vädret, säger fiskarna.",
        f"Källa till oro är vädret, säger fiskarna på {URL} i dag.",
        "Källan sinade.",
        "Bron",
        "Foto: VNA",
    ],
)
def test_other_lines_are_not(line: str) -> None:
    assert citation_in(line) is None


def test_credit_above_a_paragraph_is_a_caption() -> None:
    rendering = rendering_from_text(f"{PARAGRAPH}\nKälla: VNA\n{PARAGRAPH}", source="x")
    assert rendering.citation is None
    assert [block.text for block in rendering.blocks] == [PARAGRAPH, "Källa: VNA", PARAGRAPH]


@pytest.mark.parametrize(
    "lines",
    [
        ("Källa: https://a.example/1", f"Källa: {URL}"),
        (f"Källa: {URL}", "Källa"),
        ("Källa: https://a.example/1", PARAGRAPH, f"Källa: {URL}"),
        (f"Källa: {URL}", "Kommentar (2)", "Källa: https://a.example/1"),
    ],
)
def test_last_address_above_the_furniture_wins(lines: tuple[str, ...]) -> None:
    citation = citation_in(*lines)
    assert citation is not None
    assert citation.url == URL


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.lang)
def test_every_edition_names_its_source_and_counts_its_comments(edition: Edition) -> None:
    line = f"{edition.source[0]}: {URL}"
    text = f"{PARAGRAPH}\n{line}\n{edition.comments[0]} (3)\n{PARAGRAPH}"
    rendering = rendering_from_text(text, source="x")
    assert rendering.citation == Citation(line=line, url=URL)
    assert [block.text for block in rendering.blocks] == [PARAGRAPH]
