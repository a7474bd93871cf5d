"""Slugs and the renderings they are ranked against; all of them invented."""

from __future__ import annotations

from archive.pairing.slugs import is_same_slug, ranked_slugs, slug_of

KITES = "https://nhandan.vn/dem-dieu-sao-tren-de-ben-sau-post526083.html"
FERRY = "https://vietnamnet.vn/mo-tuyen-pha-dem-con-trang-2457310.html"
TALKS = "https://baoquocte.vn/ly-thu-loi-tham-pho-co-332514.html"
MARKET = "https://baohaiduong.vn/cho-o-giay-hop-lai-voi-1-600-gian-hang-391540.html"
URLS = (KITES, FERRY, TALKS, MARKET)


def first(text: str) -> str | None:
    return next((url for url, _ in ranked_slugs(URLS, [text], "sv")), None)


def test_a_slug_is_what_stands_before_the_article_id() -> None:
    assert slug_of(KITES) == "dem-dieu-sao-tren-de-ben-sau"
    assert slug_of("https://baohaiduong.vn/tin/tieu-de-dep-151256?x=/y-1") == "tieu-de-dep"
    assert slug_of("https://www.vietnam.vn/sv/nam-2045-huong-toi") == "nam-2045-huong-toi"
    assert slug_of("https://vietnamnet.vn/") == ""


def test_a_name_leads_to_the_slug_that_holds_it() -> None:
    assert first("Drakarna flög över vallen i Ben Sau.") == KITES


def test_a_chinese_name_is_looked_for_in_its_vietnamese_reading() -> None:
    assert first("På morgonen tog man emot Li Shulei i gamla stan.") == TALKS


def test_a_number_counts_however_the_slug_divides_it() -> None:
    assert first("Marknaden hade 1 600 stånd.") == MARKET


def test_what_every_slug_holds_says_less_than_what_one_does() -> None:
    urls = [
        f"https://nhandan.vn/{word}-o-lac-giang-post10000{n}.html"
        for n, word in enumerate(("hoi", "ben-sau"))
    ]
    (best, _), *_ = ranked_slugs(urls, ["I Lac Giang, vid Ben Sau, var det fest."], "sv")
    assert best == urls[1]


def test_nothing_in_common_is_no_rank() -> None:
    assert first("Det regnade hela dagen.") is None


def test_sites_shorten_a_slug_and_make_typos_in_it() -> None:
    assert is_same_slug("dem-dieu-sao-tren-de-ben-sau", "dem-dieu-sao-tren-d-ben-sau")
    assert not is_same_slug("dem-dieu-sao-tren-de-ben-sau", "dem-dieu-sao")
    assert not is_same_slug("hoi-pho-co-binh-tao", "hoi-pho-co-van-khe-va-binh-tao")
