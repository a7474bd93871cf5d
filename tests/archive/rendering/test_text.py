"""Both shapes of a text, by lines invented here in the shapes that real ones have."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model import Citation
from archive.rendering.furniture import is_furniture, is_picture_name
from archive.rendering.text import rendering_from_text
from tests.real_material import SEEDS, needs

URL = "https://baoquocte.vn/hoi-cho-gom-lang-cat-diem-332001.html"
BODY = [
    "Den 4 november öppnade keramikmässan i byn Cat Diem, och enligt arrangören kom 1 200 besökare.",
    "Mässan pågår i tre dagar. En skylt med texten Kommentar (0) och ordet Källa hängde över ingången.",
    "Ordföranden Lam Thi Hoa sade att byn ska bränna ännu fler krukor under nästa år.",
]
WHOLE_PAGE = f"""Vietnam.vn - Nền tảng quảng bá Việt Nam

Keramikmässan i Cat Diem öppnar

Mässan visar 300 krukor från hela provinsen.

Báo Quốc TếBáo Quốc Tế05/11/2025

Hội chợ gốm làng Cát Điềm khai mạc sáng nay.
Besökare vid mässans första bord. (Källa: Cat Diems byråd)

{BODY[0]}

cat-diem-gom 17622000000001234.jpg

Foto: VNA

{BODY[1]}

{BODY[2]}

Källa: {URL}


Kommentar (0)

No data
No data

I samma ämne

Källa: https://nhandan.vn/en-annan-post1.html

Produkt"""
BODY_ONLY = "\n".join([*BODY, "TH (enligt VNA)[annons_2]", f"Källa: {URL}", "", "", "Kommentar (0)"])


def blocks_of(text: str) -> list[tuple[str, str]]:
    return [(block.type, block.text) for block in rendering_from_text(text, source="a.txt").blocks]


def test_whole_page_gives_exactly_its_article() -> None:
    rendering = rendering_from_text(WHOLE_PAGE, source="a.txt")
    assert [(block.type, block.text) for block in rendering.blocks] == [
        ("title", "Keramikmässan i Cat Diem öppnar"),
        ("lead", "Mässan visar 300 krukor från hela provinsen."),
        ("caption", "Hội chợ gốm làng Cát Điềm khai mạc sáng nay."),
        ("caption", "Besökare vid mässans första bord. (Källa: Cat Diems byråd)"),
        ("paragraph", BODY[0]),
        ("caption", "Foto: VNA"),
        ("paragraph", BODY[1]),
        ("paragraph", BODY[2]),
    ]
    assert rendering.title == "Keramikmässan i Cat Diem öppnar"
    assert (rendering.publisher, rendering.published_on) == ("Báo Quốc Tế", date(2025, 11, 5))
    assert rendering.citation == Citation(line=f"Källa: {URL}", url=URL)
    assert rendering.images == (
        "Hội chợ gốm làng Cát Điềm khai mạc sáng nay.",
        "cat-diem-gom 17622000000001234.jpg",
    )
    assert (rendering.lang, rendering.source) == ("sv", "a.txt")


def test_body_alone_gives_exactly_its_article() -> None:
    rendering = rendering_from_text(BODY_ONLY, source="b.txt")
    assert [(block.type, block.text) for block in rendering.blocks] == [
        ("paragraph", BODY[0]),
        ("paragraph", BODY[1]),
        ("paragraph", BODY[2]),
        ("byline", "TH (enligt VNA)"),
    ]
    assert (rendering.title, rendering.publisher, rendering.published_on) == (None, None, None)
    assert rendering.citation == Citation(line=f"Källa: {URL}", url=URL)


def test_both_shapes_of_an_article_are_one_rendering() -> None:
    ids = {rendering_from_text(text, source="x").id for text in (WHOLE_PAGE, BODY_ONLY)}
    assert len(ids) == 1
    assert len(ids.pop()) == 16


@pytest.mark.parametrize(
    "noisy",
    [
        WHOLE_PAGE.replace("\n", "\r\n"),
        unicodedata.normalize("NFD", WHOLE_PAGE),
        "\ufeff" + WHOLE_PAGE.replace("\n\n", "\n"),
        WHOLE_PAGE.replace("keramikmässan", "kera\u00admikmässan").replace("och enligt", "och\u200benligt"),
        WHOLE_PAGE.replace("1 200 besökare", "1\u00a0200  besökare"),
    ],
    ids=["crlf", "nfd", "no blank lines", "soft hyphen and zero width space", "no-break space"],
)
def test_noise_changes_nothing(noisy: str) -> None:
    assert rendering_from_text(noisy, source="x") == rendering_from_text(WHOLE_PAGE, source="x")


def test_another_word_is_another_rendering() -> None:
    changed = WHOLE_PAGE.replace("tre dagar", "fyra dagar")
    assert rendering_from_text(changed, source="x").id != rendering_from_text(WHOLE_PAGE, source="x").id


@pytest.mark.parametrize(
    "imprint",
    [
        "VietNamNetVietNamNet05/11/2025",
        "VietNamNet05/11/2025",
        "VietNamNet 05/11/2025 08:30",
        "VietNamNet\nVietNamNet\n05/11/2025",
        "VietNamNet\n05/11/2025",
    ],
)
def test_publisher_and_date_are_read_glued_or_apart(imprint: str) -> None:
    page = WHOLE_PAGE.replace("Báo Quốc TếBáo Quốc Tế05/11/2025", imprint)
    rendering = rendering_from_text(page, source="x")
    assert (rendering.publisher, rendering.published_on) == ("VietNamNet", date(2025, 11, 5))
    assert rendering.id == rendering_from_text(WHOLE_PAGE, source="x").id


def test_page_without_publisher_still_has_its_title() -> None:
    page = WHOLE_PAGE.replace("Báo Quốc TếBáo Quốc Tế05/11/2025\n", "")
    assert rendering_from_text(page, source="x").title == "Keramikmässan i Cat Diem öppnar"


def test_menu_above_the_headline_is_dropped() -> None:
    menu = [f"Ämne {number}" for number in range(12)]
    head = ["Mässan öppnar i byn", "En lång ingress om mässan.", "VietNamNet05/11/2025"]
    page = "\n".join(["Mässan öppnar i byn - Vietnam.vn", *menu, *head, *BODY])
    assert blocks_of(page)[:2] == [("title", "Mässan öppnar i byn"), ("lead", "En lång ingress om mässan.")]


SITE = "Vietnam.vn - Nền tảng quảng bá Việt Nam"
MENU = ("Arv", "Figur", "Företag", "Aktuella händelser", "Politiskt system", "Lokal", "Produkt")
HEADLINE = "Fiskarna i viken fick en ny lampa till sina båtar"
LEAD = "Lampan räcker till alla båtar i viken, säger fiskarna."


@pytest.mark.parametrize(
    "menu",
    [
        (),
        MENU,
        ("Hem",),
        ("Hem", *MENU, "Video", "Podd"),
        ("Hem", "Resor"),
        ("Video", "Podd", "Bilder", "Om oss"),
    ],
    ids=["none", "all", "breadcrumb", "unknown entries", "breadcrumb of two", "unknown alone"],
)
@pytest.mark.parametrize("headline", [HEADLINE, "Ny lampa i viken"], ids=["long", "short"])
@pytest.mark.parametrize("lead", [LEAD, "Båtarna lyser nu."], ids=["long", "short"])
def test_title_and_lead_of_a_whole_page_stand_below_its_menu(
    menu: tuple[str, ...], headline: str, lead: str
) -> None:
    imprint = ("Báo Nhân Dân", "Báo Nhân Dân", "01/11/2025")
    text = "\n".join((SITE, *menu, headline, lead, *imprint, *BODY))
    rendering = rendering_from_text(text, source="x")
    assert rendering.title == headline
    assert [block.text for block in rendering.blocks if block.type == "lead"] == [lead]


def test_article_text_that_mentions_furniture_stays() -> None:
    lines = ["Arv", "Kommentar (0) stod det överst på sidan.", "Produkt", "Mötet är slut", "Han sa: Källa."]
    assert [text for _, text in blocks_of("\n".join(lines))] == lines


def test_list_below_the_source_line_is_dropped_without_a_counter() -> None:
    page = "\n".join([BODY[0], f"Källa: {URL}", "Arv", "En annan rubrik"])
    assert blocks_of(page) == [("paragraph", BODY[0])]


def test_untranslated_paragraph_is_no_caption() -> None:
    left_in = "Sáng 4/11, hội chợ gốm làng Cát Điềm đã khai mạc."
    long_line = BODY[0] + " " + BODY[1]
    assert blocks_of("\n".join([BODY[0], left_in, long_line]))[1] == ("paragraph", left_in)


lines = st.lists(
    st.one_of(
        st.sampled_from(WHOLE_PAGE.splitlines()),
        st.text(max_size=60),
        st.sampled_from(["Källa", "Källa:", URL, "Arv", "01/01/2025", "a.jpg", "\ud800", "[annons_2]"]),
    ),
    max_size=25,
).map("\n".join)


@given(lines)
def test_any_text_is_read_and_holds_no_furniture(text: str) -> None:
    rendering = rendering_from_text(text, source="x")
    body = [block.text for block in rendering.blocks if block.type not in {"title", "lead"}]
    assert not [line for line in body if is_furniture(line) or is_picture_name(line)]
    assert all(text == " ".join(text.split()) != "" for text in body)
    assert rendering == rendering_from_text(text.replace("\n", "\r\n\r\n"), source="x")


@given(st.lists(st.sampled_from([*BODY, "Foto: VNA", "Arv", "Lam Thi Hoa"]), min_size=1, max_size=8))
def test_blocks_of_a_body_are_read_as_themselves(body: list[str]) -> None:
    once = rendering_from_text("\n".join(body), source="x")
    again = rendering_from_text("\n".join(block.text for block in once.blocks), source="x")
    assert again == once


@needs(SEEDS)
class TestRealRenderings:
    def test_citations_are_found(self) -> None:
        hosts = []
        for path in sorted(SEEDS.glob("*.txt")):
            citation = rendering_from_text(path.read_text("utf-8"), source=path.name).citation
            assert citation is not None
            hosts.append(citation.url and citation.url.split("/")[2])
            assert citation.url is None or f"Källa: {citation.url}" in path.read_text("utf-8").splitlines()
        assert hosts == ["baoquocte.vn", "vietnamnet.vn", "nhandan.vn", None, "baohaiduong.vn"]

    def test_heads_are_found(self) -> None:
        heads = {}
        for path in sorted(SEEDS.glob("*.txt")):
            rendering = rendering_from_text(path.read_text("utf-8"), source=path.name)
            title_is_third_line = rendering.title == path.read_text("utf-8").splitlines()[2]
            heads[path.name[:3]] = (title_is_third_line, rendering.publisher, rendering.published_on)
        bare = (False, None, None)
        assert heads == {
            "000": (True, "Báo Quốc Tế", date(2025, 11, 1)),
            "001": (True, "VietNamNet", date(2025, 11, 13)),
            **dict.fromkeys(("002", "003", "004"), bare),
        }

    def test_types_come_in_the_order_of_the_page(self) -> None:
        initials = []
        for path in sorted(SEEDS.glob("*.txt")):
            blocks = rendering_from_text(path.read_text("utf-8"), source=path.name).blocks
            initials.append("".join(block.type[0] for block in blocks))
        assert initials == ["tlccpppccppppp", "tlpppcppppppppcpppppp", "ppppp", "pppppppp", "p" * 18 + "b"]
