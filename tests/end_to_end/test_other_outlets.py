"""Papers that no outlet file names: refused by default, fetched where a person asks for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crawler.sampleweb.stories import story_named
from crawler.sampleweb.text_renderings import rendering_text
from tests.end_to_end.conftest import NOT_SEARCHED, Desk

if TYPE_CHECKING:
    from crawler.sampleweb.proxy import SampleWeb

POTTERY, LIBRARY = story_named("pottery"), story_named("library")
VARIANTS = ("https://m.vietnamnet.vn{}", "https://vietnamnet.vn/amp{}", "http://vietnamnet.vn{}?vnn_source=x")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory, web: SampleWeb) -> Desk:
    """A desk whose renderings cite an unknown paper, and a known one under several addresses."""
    desk = Desk(folder=tmp_path_factory.mktemp("other"), web=web)
    desk.renderings.mkdir()
    assert POTTERY.mirror
    cited = [(POTTERY, POTTERY.mirror.url)]
    cited += [(LIBRARY, variant.format(LIBRARY.place.path)) for variant in VARIANTS]
    for number, (story, url) in enumerate(cited):
        text = rendering_text(story).replace(story.cited_as, url)
        # Each is a rendering of its own, as the same article in other words would be.
        text = text.replace(story.rendered_texts()[-1], f"{story.rendered_texts()[-1]} ({number})")
        (desk.renderings / f"{number}.txt").write_text(text, encoding="utf-8")
    return desk


def crawl(desk: Desk, *options: str) -> list[str]:
    before = len(desk.web.exchanges)
    done = desk.crawl("originals", "-a", f"renderings={desk.renderings}", *NOT_SEARCHED, *options)
    assert done.returncode == 0, done.stderr
    return [exchange.url for exchange in desk.web.exchanges[before:]]


@pytest.fixture(scope="module")
def asked_by_default(other: Desk) -> list[str]:
    return crawl(other)


@pytest.fixture(scope="module")
def reasons_by_default(other: Desk, asked_by_default: list[str]) -> list[str]:
    assert asked_by_default
    return [str(pair["evidence"]["reasons"]) for pair in other.kalla_json("pairs") if not pair["original"]]


@pytest.fixture(scope="module")
def asked_for_all(other: Desk, reasons_by_default: list[str]) -> list[str]:
    assert reasons_by_default
    return crawl(other, "-a", "outlets=all")


def test_an_unknown_paper_is_refused_with_a_reason_that_names_the_option(
    reasons_by_default: list[str],
) -> None:
    assert POTTERY.mirror
    (reason,) = reasons_by_default
    assert f"{POTTERY.mirror.host} is not a host of a known outlet (-a outlets=all" in reason


def test_mobile_amp_plain_and_tracked_addresses_are_one_original(asked_by_default: list[str]) -> None:
    assert [url for url in asked_by_default if "robots.txt" not in url] == [LIBRARY.place.url]


def test_all_outlets_are_asked_where_a_person_says_so(other: Desk, asked_for_all: list[str]) -> None:
    assert POTTERY.mirror
    assert asked_for_all == [f"https://{POTTERY.mirror.host}/robots.txt", POTTERY.mirror.url]
    assert {pair["verdict"] for pair in other.kalla_json("pairs")} == {"confirmed"}
    (shown,) = other.kalla_json("show", POTTERY.mirror.url)
    assert shown["extraction"] == "fallback"
    assert POTTERY.original_blocks()[1].text in {block["text"] for block in shown["blocks"]}


def test_a_page_of_an_unknown_paper_has_a_history_as_any_other(other: Desk, asked_for_all: list[str]) -> None:
    assert POTTERY.mirror
    assert POTTERY.mirror.url in asked_for_all
    (look,) = other.kalla_json("log", POTTERY.mirror.url)
    assert look["state"] == "first"
    (plan,) = other.kalla_json("due", "--explain", POTTERY.mirror.url)
    assert plan["url"] == POTTERY.mirror.url
    done = other.crawl("refetch", "-a", f"url={POTTERY.mirror.url}")
    assert done.returncode == 0, done.stderr
    assert "1 looked at: 1 " in done.stderr


@pytest.mark.usefixtures("asked_for_all")
def test_rebuild_keeps_what_all_outlets_gave(other: Desk) -> None:
    dump = other.catalog_dump()
    assert other.kalla("rebuild").returncode == 0
    assert other.catalog_dump() == dump


@pytest.mark.usefixtures("asked_for_all")
def test_cited_hosts_are_listed_by_citations_with_the_quality_of_their_texts(other: Desk) -> None:
    known, unknown = other.kalla_json("outlets")
    assert (known["host"], known["outlet"], known["citations"], known["originals"]) == (
        "vietnamnet.vn",
        "vietnamnet",
        3,
        1,
    )
    assert known["extractions"] == {"ok": 1}
    assert (unknown["outlet"], unknown["extractions"]) == (None, {"fallback": 1})
    listed = other.kalla("outlets").stdout.splitlines()
    assert [line.split()[0] for line in listed] == ["CITATIONS", "3", "1"]


def test_a_private_address_behind_an_unknown_name_is_refused_too(desk: Desk) -> None:
    """Also what is no public name at all, and what only looks like a known paper."""
    desk.renderings.mkdir()
    for number, url in enumerate(
        ("http://127.0.0.1/x-1.html", "http://intra/x-1.html", "https://nhandan.vn.evil.example/x")
    ):
        text = f"Bron nummer {number} över floden öppnades i går efter två års arbete.\n\nKälla: {url}\n"
        (desk.renderings / f"{number}.txt").write_text(text, encoding="utf-8")
    assert crawl(desk, "-a", "outlets=all") == []
    assert {pair["verdict"] for pair in desk.kalla_json("pairs")} == {"unfetched"}
    assert desk.crawl("originals", "-a", "outlets=some").returncode == 2
