"""Constructs that real pages have and fixture pages would drown in: each in a page of its own."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from archive.outlets.outlet import Layout
from archive.outlets.registry import outlet_named
from archive.text.article import LARGEST_PAGE, article_from_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from archive.model import Article, Page

FIRST = "Hội chợ sách bên sông mở cửa sáng nay với hơn bốn mươi gian hàng."
SECOND = "Phiên chợ kéo dài ba ngày và không thu tiền vào cửa."


@pytest.fixture
def article(page: Callable[..., Page]) -> Callable[..., Article]:
    """The article of a page of nhandan.vn whose body holds the given markup."""

    def made(body: str, *, lead: str = "", encoding: str = "utf-8", **fields: object) -> Article:
        html = (
            f'<html><body><h1 class="article__title">Hội chợ sách</h1><div class="article__sapo">{lead}</div>'
            f'<div class="article__body" itemprop="articleBody">{body}</div></body></html>'
        )
        return article_from_page(page(html.encode(encoding), **fields), outlet_named("nhandan"))

    return made


def texts(article: Article) -> list[tuple[str, str]]:
    return [(block.type, block.text) for block in article.blocks if block.type != "title"]


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        (f"{FIRST}<br>{SECOND}", [FIRST, SECOND]),
        (f"<div>{FIRST}</div><div><div>{SECOND}</div></div>", [FIRST, SECOND]),
        (f"<div class='doan'>{FIRST}</div><div class='doan'>{SECOND}<br></div>", [FIRST, SECOND]),
        (f"<div class='khoi'><p>{FIRST}</p></div><div class='khoi'><p>{SECOND}</p></div>", [FIRST, SECOND]),
        (f"<p>{FIRST}<p>{SECOND}", [FIRST, SECOND]),
        (f"<p></p>{FIRST}<p></p>{SECOND}", [FIRST, SECOND]),
        (f"<p>{FIRST}</p><p>{FIRST}</p>", [FIRST, FIRST]),
        (f'<p><a href="/x">{FIRST}</a></p><p>{SECOND}</p>', [FIRST, SECOND]),
        (f"<table><tr><td><p>{FIRST}</p></td><td><p>{SECOND}</p></td></tr></table>", [FIRST, SECOND]),
        (f"<ol class='muc'><li>{FIRST}</li><li>{SECOND}</li></ol>", [FIRST, SECOND]),
        (f"<section><p>{FIRST}</p></section><blockquote>{SECOND}</blockquote>", [FIRST, SECOND]),
        (f"<p>{FIRST}</p><p style='visibility: hidden'>ẩn</p><script>x</script>{SECOND}", [FIRST, SECOND]),
        (f"<p>{FIRST}</p><noscript><p>{FIRST}</p></noscript><p>{SECOND}</p>", [FIRST, SECOND]),
        ("<p>Hội\u200bchợ&nbsp;sách\u2060 bên\n sông\xad</p>", ["Hội chợ sách bên sông"]),
        ("<p>a&#769; b</p>", ["á b"]),
        (f'<p>{FIRST}</p><ul class="x"><li><a href="/1">Một</a></li><li><a href="/2">Hai</a></ul>', [FIRST]),
        (f"<p>{FIRST}</p><p>&gt;&gt;&gt; Xem thêm: bài khác</p><p>Tin liên quan</p>", [FIRST]),
    ],
)
def test_every_paragraph_is_kept_once_and_in_order(
    article: Callable[..., Article], markup: str, lines: list[str]
) -> None:
    assert texts(article(markup)) == [("paragraph", line) for line in lines]


@pytest.mark.parametrize(
    ("markup", "block"),
    [
        ("<h3>Ba ngày hội</h3>", ("heading", "Ba ngày hội")),
        ("<p><b>Ba ngày</b> <strong>hội?</strong></p>", ("heading", "Ba ngày hội?")),
        (f"<p><b>{FIRST}</b></p>", ("paragraph", FIRST)),
        ("<figure><img src='x'><figcaption>Bến đò<br>cũ</figcaption></figure>", ("caption", "Bến đò cũ")),
        ("<p><em>(Theo TTXVN)</em></p>", ("byline", "(Theo TTXVN)")),
    ],
)
def test_a_block_is_typed_by_its_markup_and_its_words(
    article: Callable[..., Article], markup: str, block: tuple[str, str]
) -> None:
    assert texts(article(f"<p>{FIRST}</p>{markup}<p>{SECOND}</p>"))[1] == block


def test_a_bold_name_at_the_end_signs_and_a_bold_sentence_does_not(article: Callable[..., Article]) -> None:
    assert texts(article(f"<p>{FIRST}</p><p><strong>Mai Biển</strong></p>"))[1] == ("byline", "Mai Biển")
    assert texts(article(f"<p>{FIRST}</p><p><b>Chợ họp xuyên trưa</b></p>"))[1][0] == "paragraph"


@pytest.mark.parametrize("body", ["<p>{lead}</p><p>{text}</p>", "<p>{text}</p>"])
def test_a_lead_is_there_once_whether_or_not_the_body_repeats_it(
    article: Callable[..., Article], body: str
) -> None:
    extracted = article(body.format(lead=SECOND, text=FIRST), lead=f"<p>{SECOND}</p>")
    assert texts(extracted) == [("lead", SECOND), ("paragraph", FIRST)]


@pytest.mark.parametrize("name", ["tags", "social-share", "newsletter"])
def test_a_widget_that_no_rule_names_is_left_out_whole(article: Callable[..., Article], name: str) -> None:
    widget = f'<div class="{name}"><h4>Theo dõi</h4><p>Nhận tin mỗi sáng</p></div>'
    extracted = article(f"<p>{FIRST}</p>{widget}<p>{SECOND}</p>")
    assert texts(extracted) == [("paragraph", FIRST), ("paragraph", SECOND)]


def test_one_paragraph_more_changes_no_other_line(article: Callable[..., Article]) -> None:
    prose = f'<div class="khung"><p>{SECOND}</p></div>'
    widget = '<div class="related-box"><h3>Bài khác</h3><p>Tóm tắt của một bài khác hẳn.</p></div>'
    seen = [texts(article(f"<p>{FIRST}</p>{prose}{widget}" + f"<p>{FIRST}</p>" * more)) for more in range(8)]
    for fewer, more in pairwise(seen):
        assert more[:-1] == fewer


def test_a_wrapper_around_the_body_is_no_box(article: Callable[..., Article]) -> None:
    widget = '<div class="social-share"><p>Chia sẻ</p></div>'
    extracted = article(f'<div class="entry"><p>{FIRST}</p>{widget}<p>Vui!</p></div><div class="x"></div>')
    assert texts(extracted) == [("paragraph", FIRST), ("paragraph", "Vui!")]


def test_the_wish_not_to_be_archived_is_kept_even_of_a_page_without_text(page: Callable[..., Page]) -> None:
    html = '<html><head><meta name="Robots" content="index, NOARCHIVE"></head><body>Chuyên mục</body></html>'
    extracted = article_from_page(page(html), outlet_named("nhandan"))
    assert (extracted.extraction, extracted.noarchive, extracted.blocks) == ("container_missing", True, ())


def test_an_error_page_has_no_text_even_in_an_articles_markup(article: Callable[..., Article]) -> None:
    assert article(f"<p>{FIRST}</p>", status=404).extraction == "container_missing"
    assert article(f"<p>{FIRST}</p>", status=200).extraction == "ok"


@pytest.mark.parametrize(
    "notice",
    [
        "<p>Bài viết không tồn tại.</p>",
        "<p>Nội dung này đã bị gỡ bỏ.</p>",
        "<p><b>Trang không tìm thấy</b></p>",
        "<p>Bài viết này đã bị gỡ bỏ theo đề nghị của ban biên tập.</p>",
        "<p>Rất tiếc! Trang bạn vừa mở không được tìm thấy.</p>",
        "<p>404 - Không tìm thấy đường dẫn này</p>",
        "<p>404 Not Found</p>",
        "<p>Bài viết đang được cập nhật. Mời bạn quay lại sau.</p>",
        "<p>Bài viết không tồn tại.</p><div class='article__author'><p class='name'>MAI BIỂN</p></div>",
        "<p>...</p>",
        "<p>Quảng cáo</p><div>Từ khóa: hội chợ, sách</div><div>Chia sẻ Facebook Zalo</div>",
    ],
)
def test_a_notice_in_the_place_of_an_article_is_no_text(article: Callable[..., Article], notice: str) -> None:
    assert article(notice, lead="Hội chợ sách năm nay đông khách.").extraction == "container_empty"


@pytest.mark.parametrize(
    "news",
    [
        "Thư viện xã cho biết trang không tìm thấy của cuốn sổ cũ đã được một em bé nhặt được bên bờ sông.",
        "Chiếc cầu tre đã bị gỡ bỏ sáng nay.",
    ],
)
def test_a_short_piece_of_news_on_what_is_gone_is_text(article: Callable[..., Article], news: str) -> None:
    assert texts(article(f"<p>{news}</p><p>{FIRST}</p>"))[0] == ("paragraph", news)


@pytest.mark.parametrize(
    ("line", "authors"),
    [("MB (theo TTXVN)", ("MB",)), ("(theo TTXVN)", ()), ("Theo TTXVN", ()), ("Mai Biển và Lê Sông", None)],
)
def test_an_agency_that_is_credited_is_no_author(
    article: Callable[..., Article], line: str, authors: tuple[str, ...] | None
) -> None:
    signed = f'<p>{FIRST}</p><p>{line}</p><div class="article__author"><p class="name">{line}</p></div>'
    extracted = article(signed)
    if authors is None:
        assert extracted.authors == ("Mai Biển", "Lê Sông")
    else:
        assert extracted.authors == authors
        assert texts(extracted)[1] == ("byline", line)


def test_a_paper_with_an_and_in_its_name_is_no_author_either(page: Callable[..., Page]) -> None:
    html = (
        '<head><meta name="author" content="Báo Thế giới và Việt Nam"></head>'
        '<h1 class="article-detail-title">Hội chợ</h1>'
        f'<div id="__MB_MASTERCMS_EL_3"><p>{FIRST}</p></div><p align="right">Mai Biển</p>'
    )
    outlet = outlet_named("baoquocte")
    assert article_from_page(page(html), outlet).authors == ("Mai Biển",)
    assert article_from_page(page(html.replace("Mai Biển", "TGVN")), outlet).authors == ()


def test_an_old_page_that_is_still_served_is_read_by_the_layout_of_its_time(
    page: Callable[..., Page],
) -> None:
    html = f'<h1 class="box-title-detail">Hội chợ</h1><div class="detail-content-body"><p>{FIRST}</p></div>'
    assert texts(article_from_page(page(html), outlet_named("nhandan"))) == [("paragraph", FIRST)]


def test_nfd_and_a_wrong_charset_change_nothing(article: Callable[..., Article]) -> None:
    expected = article(f"<p>{FIRST}</p>")
    assert article(unicodedata.normalize("NFD", f"<p>{FIRST}</p>")) == expected
    assert article(f"<p>{FIRST}</p>", content_type="text/html; charset=iso-8859-1") == expected
    assert article(f"<p>{FIRST}</p>", encoding="utf-16") == expected


@pytest.mark.parametrize(
    ("body", "extraction"),
    [
        (b"", "container_missing"),
        (b"\0" * 100, "container_missing"),
        (bytes(range(256)) * 40, "container_missing"),
        (b"<div>" * 50_000 + b"<p>x</p>", "failed"),
        (b"<p>" * LARGEST_PAGE, "too_big"),
    ],
)
def test_a_hostile_page_leaves_a_status(page: Callable[..., Page], body: bytes, extraction: str) -> None:
    extracted = article_from_page(page(body), outlet_named("nhandan"))
    assert (extracted.extraction, extracted.blocks) == (extraction, ())


def test_a_picture_in_the_markup_costs_no_text(article: Callable[..., Article]) -> None:
    picture = f'<img src="data:image/png;base64,{"A" * 3_000_000}">'
    extracted = article(f"<p>{FIRST}</p>{picture}<p>{SECOND}</p>")
    assert texts(extracted) == [("paragraph", FIRST), ("paragraph", SECOND)]


UNKNOWN = """<html><head><title>Hội chợ sách | Mẫu</title><meta property="og:type" content="{type}"></head>
<body>
<nav><a href="/1">Trang nhất</a> <a href="/2">Đời sống</a></nav><h1>Hội chợ sách</h1><article><p>{first}</p>
<p>{second}</p><p>{first}</p></article><footer>Báo Mẫu</footer></body></html>"""


def test_an_unknown_outlets_page_is_read_whole_and_marked(page: Callable[..., Page]) -> None:
    html = UNKNOWN.format(type="article", first=FIRST, second=SECOND)
    extracted = article_from_page(page(html, url="https://bao-mau.example/hoi-cho"), None)
    assert (extracted.extraction, extracted.title, extracted.lang) == ("fallback", "Hội chợ sách", "vi")
    assert {("paragraph", FIRST), ("paragraph", SECOND)} <= set(texts(extracted))


@pytest.mark.parametrize(("kind", "path"), [("website", "/doi-song"), ("article", "/")])
def test_an_unknown_outlets_section_and_front_pages_are_no_articles(
    page: Callable[..., Page], kind: str, path: str
) -> None:
    html = UNKNOWN.format(type=kind, first=FIRST, second=SECOND)
    extracted = article_from_page(page(html, url=f"https://bao-mau.example{path}"), None)
    assert (extracted.extraction, extracted.blocks) == ("container_missing", ())


def test_time_that_is_printed_nowhere_is_read_in_the_markup(page: Callable[..., Page]) -> None:
    layout = Layout(container=".article__body", title="h1", lead=".article__sapo", author=".author")
    unprinted = replace(outlet_named("nhandan"), layouts=(layout,))
    stated = '<meta property="article:published_time" content="2026-03-01T08:00:00+07:00">'
    printed = '<time class="time" datetime="2026-02-01T08:00:00+07:00">01/02/2026</time>'
    html = f'<h1 class="article__title">Hội chợ</h1>{printed}<div class="article__body">{FIRST}</div>'
    found = article_from_page(page(f"<html><head>{stated}</head><body>{html}</body></html>"), unprinted)
    assert (found.extraction, found.published_at) == ("ok", datetime(2026, 3, 1, 1, tzinfo=UTC))
    bare = article_from_page(page(f"<html><body>{html}</body></html>"), unprinted)
    assert (bare.extraction, bare.published_at) == ("ok", None)


def test_the_same_bytes_give_the_same_article_at_every_call(page: Callable[..., Page]) -> None:
    html = UNKNOWN.format(type="article", first=FIRST, second=SECOND)
    one, other = page(html), page(html.replace(FIRST, SECOND))
    articles = [article_from_page(made, None) for made in (one, other, one, one, other, one)]
    assert articles[0].extraction == "fallback"
    assert articles[0] == articles[2] == articles[3] == articles[5]


def test_the_extractor_names_library_rules_and_outlet(article: Callable[..., Article]) -> None:
    assert article(f"<p>{FIRST}</p>").extractor.startswith("trafilatura 2.3.1, rules 3, nhandan ")
