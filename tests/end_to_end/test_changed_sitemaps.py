"""What vietnam.vn's sitemaps may look like some day: another spelling simply works, all else is told."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from crawler.sampleweb.wire import Reply
from tests.end_to_end.conftest import NOT_SEARCHED
from tests.end_to_end.played_host import page, play, sitemap

if TYPE_CHECKING:
    from tests.end_to_end.conftest import Desk

HOME = "https://www.vietnam.vn"
DAY = "/sitemap/sitemap-post/2026-03-0%d.xml"
PERIOD = ("-a", "since=2026-03-01", "-a", "until=2026-03-04", *NOT_SEARCHED)
SENTENCE = "Hantverkare i byn byggde under våren ett nytt tak på skolan vid floden och en brunn på gården."
ARTICLE = page(f'<h1>Skolan fick ett tak</h1><div class="post-detail-body"><p>{SENTENCE}</p></div>'.encode())


def packed(reply: Reply) -> Reply:
    return page(gzip.compress(reply.body), "application/gzip")


def cut_short(reply: Reply, by: int) -> Reply:
    return page(reply.body[:-by], reply.content_type or "")


def test_other_spellings_of_the_same_sitemaps_simply_work(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    spelled = (DAY % 1, f"http://vietnam.vn{DAY % 2}", f"https://vietnam.vn{DAY % 3}.gz", f"{HOME}{DAY % 4}")
    replies = {
        "/sitemap.xml": sitemap("sitemapindex", f"{HOME}/sitemap/pages.xml", "/sitemap/2026.xml"),
        "/sitemap/pages.xml": sitemap("urlset", f"{HOME}/om-oss"),
        "/sitemap/2026.xml": packed(sitemap("sitemapindex", *spelled)),
        DAY % 1: sitemap("urlset", "/hus-ett", f"{HOME}/en/hus-ett"),
        DAY % 2: sitemap("urlset", "http://vietnam.vn/hus-tva"),
        f"{DAY % 3}.gz": packed(sitemap("urlset", f"{HOME}/hus-tre")),
        DAY % 4: packed(sitemap("urlset", f"{HOME}/hus-fyra")),
        **{f"/sv/hus-{number}": ARTICLE for number in ("ett", "tva", "tre", "fyra")},
    }
    play(monkeypatch, "www.vietnam.vn", replies)
    before = len(desk.web.exchanges)
    done = desk.crawl("renderings", *PERIOD)
    assert done.returncode == 0, done.stderr
    asked = [exchange.path for exchange in desk.web.exchanges[before:]]
    assert sorted(asked) == sorted(["/robots.txt", *replies])
    assert "pages asked for: 4: 4 with a rendering" in done.stderr

    again = desk.crawl("renderings", "-a", "until=2026-03-04", *NOT_SEARCHED)
    assert again.returncode == 0, again.stderr  # begins on the last day, so all were listed whole


def test_what_is_not_understood_is_told_and_its_day_is_not_done(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    replies = {
        "/sitemap.xml": sitemap("sitemapindex", *[HOME + DAY % number for number in range(1, 5)]),
        DAY % 1: sitemap("urlset", f"{HOME}/nha-n%C3%A0y", f"{HOME}/nha-b%C3%A9"),
        DAY % 2: sitemap("urlset", f"{HOME}/xa-hoi/hus-tva"),
        DAY % 3: cut_short(sitemap("urlset", f"{HOME}/hus-tre", f"{HOME}/hus-trettio"), 30),
        DAY % 4: cut_short(packed(sitemap("urlset", f"{HOME}/hus-fyra")), 9),
        "/sv/hus-tre": ARTICLE,
        "/sv/hus-fyra": ARTICLE,
    }
    play(monkeypatch, "www.vietnam.vn", replies)
    for _ in range(2):  # a second run asks for the days again and tells it again
        before = len(desk.web.exchanges)
        done = desk.crawl("renderings", *PERIOD)
        assert done.returncode == 1
        errors = [line for line in done.stderr.splitlines() if " ERROR " in line]
        for number, told in enumerate(("few articles", "few articles", "cut short", "cut short"), 1):
            assert [line for line in errors if DAY % number in line and told in line], (number, errors)
        asked = {exchange.path for exchange in desk.web.exchanges[before:]}
        assert asked >= {DAY % number for number in range(1, 5)}
        assert "/sv/hus-trettio" not in asked


@pytest.mark.parametrize(
    ("index", "told"),
    [
        (sitemap("sitemapindex", f"{HOME}/sitemap/posts-2026-03-01.xml"), "its layout may have changed"),
        (cut_short(sitemap("sitemapindex", HOME + DAY % 1, HOME + DAY % 2), 50), "cut short or broken"),
    ],
    ids=["another pattern", "cut short"],
)
def test_index_that_is_not_understood_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, index: Reply, told: str
) -> None:
    replies = {
        "/sitemap.xml": index,
        DAY % 1: sitemap("urlset", f"{HOME}/hus-ett"),
        "/sv/hus-ett": ARTICLE,
        "/sitemap/posts-2026-03-01.xml": sitemap("urlset", f"{HOME}/hus-ett"),
    }
    play(monkeypatch, "www.vietnam.vn", replies)
    done = desk.crawl("renderings", *PERIOD)
    assert done.returncode == 1
    assert [line for line in done.stderr.splitlines() if " ERROR " in line and told in line], done.stderr


def test_days_that_the_index_does_not_name_are_told_and_no_fault(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    replies = {"/sitemap.xml": sitemap("sitemapindex", f"{HOME}/sitemap/sitemap-post/2025-01-01.xml")}
    play(monkeypatch, "www.vietnam.vn", replies)
    done = desk.crawl("renderings", *PERIOD)
    assert done.returncode == 0, done.stderr
    assert "names none of the days asked for" in done.stderr


def test_run_whose_pages_are_all_denied_or_gone_is_no_success(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    replies = {
        "/sitemap.xml": sitemap("sitemapindex", HOME + DAY % 1),
        DAY % 1: sitemap("urlset", f"{HOME}/hus-ett", f"{HOME}/hus-tva", f"{HOME}/hus-tre"),
        "/sv/hus-ett": Reply(status=403),
    }
    play(monkeypatch, "www.vietnam.vn", replies)
    done = desk.crawl("renderings", *PERIOD, "-s", "RETRY_ENABLED=False")
    assert done.returncode == 1
    assert "pages asked for: 3: 2 answered 404, 1 answered 403" in done.stderr
    assert "none of the pages could be had" in done.stderr


@pytest.mark.parametrize("robots", [None, "User-agent: *\nDisallow: /sv/\n"], ids=["gone", "denied"])
def test_named_page_that_cannot_be_had_is_no_success(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, robots: str | None
) -> None:
    play(monkeypatch, "www.vietnam.vn", {}, robots=robots)
    done = desk.crawl("renderings", "-a", f"url={HOME}/sv/hus-ett", *NOT_SEARCHED)
    assert done.returncode == 1
    assert "none of the pages could be had" in done.stderr
