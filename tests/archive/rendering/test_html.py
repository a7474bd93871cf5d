"""Pages in the markup of the site, and pages that mean harm."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import UnreadableInput
from archive.model import Citation
from archive.rendering.html import rendering_from_html
from archive.rendering.record import rendering_from_record
from archive.rendering.text import rendering_from_text

URL = "https://nhandan.vn/cau-moi-bac-qua-song-post900001.html"
FIRST = "Den 31 oktober öppnades bron för trafik, och många människor var på plats vid floden."
SECOND = "Bron är 2,3 kilometer lång och har kostat 1 200 miljarder dong att bygga under tre år."
THIRD = "Nästa år byggs en väg till bron från provinsens huvudstad, säger ordföranden i byn."
PAGE = f"""<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>En bro - Vietnam.vn</title>
<meta property="og:title" content="En annan rubrik"><meta name="author" content="Redaktionen">
<script>var text = "Källa: https://a.example/1";</script></head><body>
<header><h1>Vietnam.vn - Nền tảng quảng bá Việt Nam</h1><nav><a href="/">Hem</a></nav></header>
<h1>Ny bro öppnar i provinsen</h1><div class="sapo">Efter tre år kan man köra över floden i norr.</div>
<div><img src="/logo.png" alt="Báo Nhân Dân"><span>Báo Nhân Dân</span><span>01/11/2025</span></div>
<div class="box post-detail-body"><p>{FIRST}</p><!-- 1 -->
<figure><img src="data:image/gif;base64,R0" data-src="https://vstatic.vietnam.vn/a/1763_cau.jpg?w=9"
alt="Cây cầu mới bắc qua sông"><figcaption>Den nya bron i dag</figcaption></figure>
<div style="display: none">Dold rad</div><p>{SECOND}<br>{THIRD} [annons_2]<br>
<a href="{URL}"><b>Källa </b></a></p>
</div><div><h3>Kommentar (0)</h3><p>No data</p><a href="https://a.example/2">Källa</a></div></body></html>"""
AS_TEXT = f"""Vietnam.vn - Nền tảng quảng bá Việt Nam
Ny bro öppnar i provinsen
Efter tre år kan man köra över floden i norr.
Báo Nhân DânBáo Nhân Dân01/11/2025
{FIRST}
Cây cầu mới bắc qua sông
Den nya bron i dag
{SECOND}
{THIRD}
Källa"""


def test_page_gives_exactly_its_article() -> None:
    rendering = rendering_from_html(PAGE.encode(), source="https://www.vietnam.vn/sv/ny-bro")
    assert [(block.type, block.text) for block in rendering.blocks] == [
        ("title", "Ny bro öppnar i provinsen"),
        ("lead", "Efter tre år kan man köra över floden i norr."),
        ("paragraph", FIRST),
        ("caption", "Cây cầu mới bắc qua sông"),
        ("caption", "Den nya bron i dag"),
        ("paragraph", SECOND),
        ("paragraph", THIRD),
    ]
    assert (rendering.publisher, rendering.published_on) == ("Báo Nhân Dân", date(2025, 11, 1))
    assert rendering.citation == Citation(line="Källa", url=URL)
    assert rendering.images == ("Cây cầu mới bắc qua sông", "1763_cau.jpg")
    assert rendering.lang == "sv"


def test_page_and_its_text_are_one_rendering() -> None:
    page, text = rendering_from_html(PAGE.encode(), source="x"), rendering_from_text(AS_TEXT, source="x")
    assert (page.id, page.blocks) == (text.id, text.blocks)


def test_page_and_its_text_without_the_pictures_are_one_rendering() -> None:
    as_wet = AS_TEXT.replace("Cây cầu mới bắc qua sông\n", "")
    page, text = rendering_from_html(PAGE.encode(), source="x"), rendering_from_text(as_wet, source="x")
    assert page.id == text.id
    assert ("paragraph", "Den nya bron i dag") in {(block.type, block.text) for block in text.blocks}


@pytest.mark.parametrize(
    "source_line",
    [
        f'<p>Källa: <a href="https://redirect.example/">{URL}</a></p>',
        f'<p>Källa: <a href="{URL}">Báo Nhân Dân</a></p>',
        f'<p>Han log. <a href="{URL}">Källa</a></p>',
        f'<p>Källa: <a href="{URL}">nhandan.vn</a></p>',
        f'<p><strong>Källa:</strong> <a href="{URL}">www.nhandan.vn</a></p>',
        f'<p>Källa: <a href="{URL}">https://nhandan.vn/cau-moi…</a></p>',
        f'<p>Källa: <a href="{URL}">https://nhandan.vn/cau-moi...</a></p>',
        f'<p>Källa: <a href="{URL.removeprefix("https:")}">Báo Nhân Dân</a></p>',
        f'<p><a href="{URL.removeprefix("https:")}">Källa</a></p>',
        f'<p>Källa: <a href="javascript:void(0)">{URL}</a></p>',
        f'<p>Källa: <a href="{URL}">{URL}</a> <a href="https://nhandan.vn/">Báo Nhân Dân</a></p>',
        f'<p>Han log. Källa: <a href="{URL}">{URL}</a></p>',
        f'<p>Källa: {URL}</p><img src="a.jpg" alt="Källa: https://baoquocte.vn/a-332988.html">',
        f'</div><div class="source"><a href="{URL}">Källa:</a></div>',
    ],
)
def test_link_of_the_source_line_is_the_citation(source_line: str) -> None:
    body = f'<div class="post-detail-body"><p>{FIRST}</p>{source_line}</div><p>Kommentar (0)</p>'
    citation = rendering_from_html(body.encode(), source="x").citation
    assert citation is not None
    assert citation.url == URL


def test_link_on_the_word_within_a_sentence_is_no_citation() -> None:
    body = f'<div class="post-detail-body"><p>{FIRST} En <a href="{URL}">källa</a> säger det.</p></div>'
    assert rendering_from_html(body.encode(), source="x").citation is None


def test_head_elements_fill_in_what_the_page_does_not_show() -> None:
    page = f"""<meta name=author content="Báo A"><meta property="og:title" content="Rubrik - Vietnam.vn">
    <meta property="article:published_time" content="2025-10-31T18:00Z">
    <div class="post-detail-body">{FIRST}</div>"""
    rendering = rendering_from_html(page.encode(), source="x")
    assert (rendering.title, rendering.publisher) == ("Rubrik", "Báo A")
    assert rendering.published_on == date(2025, 11, 1)


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "unicode_escape", "no-such-thing"])
def test_wrong_charset_in_the_header_does_no_harm(charset: str) -> None:
    rendering = rendering_from_record(f"text/html; charset={charset}", PAGE.encode(), source="x")
    assert rendering.blocks == rendering_from_html(PAGE.encode(), source="x").blocks


def test_windows_1258_is_read_though_the_header_denies_it() -> None:
    words = "Hội nghị ở Huế"
    # windows-1258 has vowels with their hats, and tone marks apart.
    apart = "".join(
        letter if letter in "êô" else unicodedata.normalize("NFD", letter)
        for letter in "Hội nghị ở Huế".replace("ộ", "ô\u0323").replace("ế", "ê\u0301").replace("ở", "ơ\u0309")
    ).replace("o\u031b", "ơ")
    page = b'<div class="post-detail-body">' + apart.encode("windows-1258") + b"</div>"
    rendering = rendering_from_html(page, source="x", content_type="text/html; charset=utf-8")
    assert rendering.blocks[0].text == words


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "is empty"),
        (b"\0" * 100, "is a page without an article's text"),
        (b"<!-- ", "is a page without an article's text"),
        (b'<h1>Rubrik</h1><div class="post-detail-body"> </div>', "is a page without"),
        (f"<h1>Alla nyheter</h1><p>{FIRST}</p>".encode(), "has no div.post-detail-body"),
        (b"<p>x" * 1_200_000, "has more than 20000 lines"),
        (b" <p>x" * 1_200_000, "is larger than 5 MB"),
    ],
)
def test_page_without_an_article_says_so(body: bytes, reason: str) -> None:
    with pytest.raises(UnreadableInput, match=reason):
        rendering_from_html(body, source="x")


@pytest.mark.parametrize(
    "harm",
    [
        "<div>" * 50_000,
        "<a href=x>" * 50_000,
        "<div " + " ".join(f"a{number}=1" for number in range(300_000)) + ">",
        f"<img src='data:image/png;base64,{'A' * 4_000_000}'>",
        "<!ENTITY a 'b'>&a;" * 1000,
        "<table><tr><td>" * 10_000,
    ],
    ids=["nesting", "links", "attributes", "data URI", "entities", "tables"],
)
def test_harmful_markup_costs_no_text(harm: str) -> None:
    page = f'<div class="post-detail-body"><p>{FIRST}</p></div><p>{harm}'
    rendering = rendering_from_html(page.encode(), source="x")
    assert [block.text for block in rendering.blocks] == [FIRST]


pieces = st.sampled_from(
    [*PAGE.splitlines(), "<h1>", "</div>", "<p>", "<a href=x>Källa", "<!--", "<head>", "\0", "<br>", "<svg>"]
)


@given(st.lists(st.one_of(pieces, st.text(max_size=20)), max_size=30).map("".join))
def test_any_markup_gives_a_rendering_or_a_reason(page: str) -> None:
    try:
        rendering = rendering_from_html(page.encode(), source="x")
    except UnreadableInput:
        return
    assert rendering.id == rendering_from_html(page.encode(), source="y").id


@given(st.sampled_from(["text/html", "text/plain", "application/json", "image/png"]), st.binary(max_size=200))
def test_any_bytes_give_a_rendering_or_a_reason(content_type: str, body: bytes) -> None:
    try:
        rendering = rendering_from_record(content_type, body, source="x")
    except UnreadableInput:
        return
    assert rendering.blocks
