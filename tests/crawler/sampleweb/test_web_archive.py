"""The web archive as played: what it holds of a dead original, in the shapes that its clients read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from crawler.sampleweb.stories import story_named
from crawler.sampleweb.web_archive import ARCHIVE

if TYPE_CHECKING:
    from collections.abc import Callable

    Fetch = Callable[..., tuple[int, dict[str, str], str]]

FERRY = story_named("ferry")
LOOKUP = f"{ARCHIVE}/cdx/search/cdx?output=json"


@pytest.mark.parametrize("url", [FERRY.place.url, FERRY.place.url.replace("https://", "http://www.")])
def test_a_lookup_lists_the_captures_of_a_dead_original_and_its_end(fetch: Fetch, url: str) -> None:
    fields, *rows = json.loads(fetch(f"{LOOKUP}&url={quote(url, safe='')}")[2])
    captures = [dict(zip(fields, row, strict=True)) for row in rows]
    assert [capture["statuscode"] for capture in captures] == ["200", "200", "404"]
    assert [capture["timestamp"] for capture in captures][:2] == ["20250106093112", "20250319220455"]
    good = json.loads(fetch(f"{LOOKUP}&filter=statuscode:200&url={FERRY.place.url}")[2])
    assert good[1:] == rows[:2]


def test_a_lookup_of_what_was_never_archived_is_an_empty_list(fetch: Fetch) -> None:
    assert fetch(f"{LOOKUP}&url={story_named('umbrellas').place.url}")[2] == "[]"
    assert fetch(f"{ARCHIVE}/web/timemap/link/{story_named('umbrellas').place.url}")[0] == 404


def test_a_raw_capture_is_the_page_as_the_outlet_wrote_it(fetch: Fetch) -> None:
    status, headers, page = fetch(f"{ARCHIVE}/web/20250106093112id_/{FERRY.place.url}")
    assert (status, headers["memento-datetime"]) == (200, "Mon, 06 Jan 2025 09:31:12 GMT")
    assert page.startswith("<!doctype html>")
    assert all(block.text in page for block in FERRY.original_blocks())
    assert "TOOLBAR" in fetch(f"{ARCHIVE}/web/20250106093112/{FERRY.place.url}")[2]


def test_another_time_leads_to_the_closest_capture(fetch: Fetch) -> None:
    status, headers, _ = fetch(f"{ARCHIVE}/web/20250110id_/{FERRY.place.url}")
    assert (status, headers["location"]) == (302, f"{ARCHIVE}/web/20250106093112id_/{FERRY.place.url}")


def test_a_timemap_names_original_and_mementos(fetch: Fetch) -> None:
    status, headers, links = fetch(f"{ARCHIVE}/web/timemap/link/{FERRY.place.url}")
    assert (status, headers["content-type"]) == (200, "application/link-format")
    assert links.startswith(f'<{FERRY.place.url}>; rel="original"')
    assert links.count('rel="memento"') == 3
