"""vietnam.vn as played: both editions of every story, its source line in three forms, its sitemaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree, html

from crawler.sampleweb.sites.vietnamvn import HOME, edition_path
from crawler.sampleweb.stories import all_stories, story_named

if TYPE_CHECKING:
    from collections.abc import Callable

    from crawler.sampleweb.proxy import SampleWeb
    from crawler.sampleweb.story import Story

    Fetch = Callable[..., tuple[int, dict[str, str], str]]


def body_of(page: str) -> html.HtmlElement:
    [body] = html.fromstring(page).find_class("post-detail-body")
    return body


def paragraphs(page: str) -> list[str]:
    return [element.text_content().strip() for element in body_of(page).iter("p", "figcaption")]


@pytest.mark.parametrize("story", all_stories(), ids=lambda story: story.name)
def test_both_editions_tell_the_story_under_one_slug(fetch: Fetch, story: Story) -> None:
    for lang in ("sv", "vi"):
        status, _, page = fetch(HOME + edition_path(story, lang))
        assert status == 200
        told = "\n".join(paragraphs(page))
        body = story.tellings[0].body
        said = [passage.vi if lang == "vi" else passage.sv for passage in body]
        assert all(text in told for text in said if text is not None)
    assert edition_path(story, "sv") == f"/sv{edition_path(story, 'vi')}"


def test_the_source_line_shows_its_link_as_text_on_the_word_or_not_at_all(fetch: Fetch) -> None:
    bridge, shelter, kites = (story_named(name) for name in ("bridge", "shelter", "kites"))
    assert paragraphs(fetch(HOME + edition_path(bridge, "sv"))[2])[-1] == f"Källa: {bridge.cited_as}"
    linked = body_of(fetch(HOME + edition_path(shelter, "sv"))[2])
    assert [(link.text_content().strip(), link.get("href")) for link in linked.iter("a")] == [
        ("Källa", shelter.cited_as)
    ]
    assert paragraphs(fetch(HOME + edition_path(kites, "sv"))[2])[-1] == "Källa"
    assert paragraphs(fetch(HOME + edition_path(kites, "vi"))[2])[-1] == f"Nguồn: {kites.cited_as}"


def test_the_index_leads_to_every_rendering_by_its_day(fetch: Fetch) -> None:
    def locations(url: str) -> list[str]:
        status, headers, document = fetch(url)
        assert (status, headers["content-type"]) == (200, "application/xml")
        return [str(loc.text) for loc in etree.fromstring(document.encode()).iter("{*}loc")]

    found = {page for day in locations(f"{HOME}/sitemap.xml") for page in locations(day)}
    assert found == {HOME + edition_path(story, lang) for story in all_stories() for lang in ("vi", "sv")}


def test_a_burst_is_refused_and_the_refusals_run_out(web: SampleWeb, fetch: Fetch) -> None:
    web.state.forbid("www.vietnam.vn", 2)
    statuses = [
        fetch(f"{HOME}{path}")[0] for path in ("/sitemap.xml", "/robots.txt", "/sitemap.xml", "/sitemap.xml")
    ]
    assert statuses == [403, 200, 403, 200]


def test_a_rendering_follows_an_edit_only_when_it_is_translated_again(web: SampleWeb, fetch: Fetch) -> None:
    address = HOME + edition_path(story_named("football"), "sv")
    web.state.edit("football")
    assert "254 mål" in fetch(address)[2]
    web.state.retranslate("football")
    assert "245 mål" in fetch(address)[2]


def test_both_names_of_the_host_answer(fetch: Fetch) -> None:
    path = edition_path(story_named("bridge"), "sv")
    assert [fetch(f"https://{host}{path}")[0] for host in ("vietnam.vn", "www.vietnam.vn")] == [200, 200]


def test_an_unknown_page_is_404(fetch: Fetch) -> None:
    assert fetch(f"{HOME}/sv/finns-inte")[0] == 404
    assert fetch(f"{HOME}/sitemap/sitemap-post/2020-01-01.xml")[0] == 404
