"""What keeps the crawler away from a page is told to whoever reads the pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.sampleweb.stories import all_stories
from crawler.sampleweb.text_renderings import write_renderings
from tests.end_to_end.conftest import NOT_SEARCHED

if TYPE_CHECKING:
    from crawler.sampleweb.story import Story
    from tests.end_to_end.conftest import Desk

DISALLOWING, DOWN, DIVERTING = "baoquocte.vn", "vietnamnet.vn", "nhandan.vn"
ASTRAY = {
    "https://127.0.0.1/x-post1.html": "127.0.0.1 is an address, not a name",
    "https://evil.example/x-post1.html": "evil.example is not a host of a known outlet",
    "https://nhandan.vn:8443/x-post1.html": "port 8443 is not the port of https",
}


def cited_at(host: str) -> list[Story]:
    """The stories at a host that are there and that a rendering cites."""
    return [
        story
        for story in all_stories()
        if story.shape and story.link_sv == "text" and story.fate == "here" and story.place.host == host
    ]


def test_each_pair_says_why_its_original_was_not_fetched(desk: Desk) -> None:
    state = desk.web.state
    state.disallow(DISALLOWING)
    state.outage(DOWN, retry_after=3600)
    disallowed = f"robots: robots.txt of {DISALLOWING} disallows it"
    expected = {story.citation_url: disallowed for story in cited_at(DISALLOWING)}
    expected |= {story.citation_url: "stay_away: robots.txt: " for story in cited_at(DOWN)}
    for story, (location, reason) in zip(cited_at(DIVERTING), ASTRAY.items(), strict=True):
        state.divert(story.name, location)
        expected[story.citation_url] = f"{location}: it is refused: {reason}"
    write_renderings(desk.renderings)
    done = desk.crawl("originals", "-a", f"renderings={desk.renderings}", *NOT_SEARCHED)
    assert done.returncode == 0, done.stderr

    listed = desk.kalla("pairs").stdout
    pairs = {pair["rendering"]["citation_url"]: pair for pair in desk.kalla_json("pairs")}
    for url, reason in expected.items():
        assert (pairs[url]["verdict"], pairs[url]["original"]) == ("unfetched", None)
        (told,) = pairs[url]["evidence"]["reasons"]
        assert reason in told
        assert told in listed
    played = {DISALLOWING, DOWN}
    asked = {exchange.path for exchange in desk.web.exchanges if exchange.host in played}
    assert asked == {"/robots.txt"}
    assert not {exchange.host for exchange in desk.web.exchanges} & {"127.0.0.1", "evil.example"}
