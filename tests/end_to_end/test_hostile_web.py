"""A web that means harm stops no crawl and leads it to no forbidden address; all of it leaves a status."""

from __future__ import annotations

import gzip
import unicodedata
import zlib
from typing import TYPE_CHECKING

from crawler.sampleweb.wire import Reply
from tests.end_to_end.conftest import NOT_SEARCHED
from tests.end_to_end.played_host import page, play, sitemap

if TYPE_CHECKING:
    import pytest

    from tests.end_to_end.conftest import Desk

WORDS = "Hai năm sau, dân trong thôn xây thêm ngôi nhà bên sông cho cô giáo và hai em nhà xa."
GZIP = (("Content-Encoding", "gzip"),)


def article(harm: str = "") -> bytes:
    body = f'<div class="article__body cms-body"><p>{WORDS}</p>{harm}</div>'
    return f'<html><h1 class="article__title">Nhà bên sông</h1>{body}</html>'.encode()


def moved(location: str) -> Reply:
    return Reply(status=302, body=b"moved\n", headers=(("Location", location),))


def bomb(megabytes: int) -> Reply:
    packing = zlib.compressobj(1, wbits=31)
    body = b"".join(packing.compress(bytes(1_000_000)) for _ in range(megabytes)) + packing.flush()
    return Reply(status=200, body=body, headers=GZIP)


# What is answered, and what is told of it.
HARM = {
    "nested": (page(article("<div>" * 50_000)), "answered 200", "failed"),
    "twenty-megabytes": (page(article("<p>x</p>" * 2_600_000)), "answered 200", "too_big"),
    "bomb": (bomb(100), "answered 200", "too_big"),
    "bomb-cut": (
        Reply(status=200, body=gzip.compress(bytes(9_000))[:-9], headers=GZIP),
        "answered 200",
        "missing",
    ),
    "zeros": (page(bytes(100_000)), "answered 200", "container_missing"),
    "empty": (page(b""), "answered 200", "container_missing"),
    "loopback": (moved("http://127.0.0.1/x-post1.html"), "127.0.0.1 is an address, not a name", ""),
    "odd-port": (moved("http://nhandan.vn:9/x-post1.html"), "port 9 is not the port of http", ""),
    "private": (moved("https://10.0.0.1/x-post1.html"), "10.0.0.1 is an address, not a name", ""),
    "metadata": (moved("http://169.254.169.254/latest"), "169.254.169.254 is an address, not a name", ""),
    "unknown": (moved("https://intranet.example/x"), "is not a host of a known outlet", ""),
    "file": (moved("file:///etc/passwd"), "it is refused", "does not begin with http:// or https://"),
    "itself": (moved("https://nhandan.vn/itself-post900001.html"), "answered 302", "in a circle"),
    "over-the-limit": (page(article() + bytes(33 << 20)), "answered 200", "too_big, broken off (length)"),
    "long-head": (
        Reply(status=200, body=b"", headers=(("X-A", "a" * 300_000),)),
        "200",
        "broken off (length)",
    ),
}
READ = {
    "picture": page(article(f"<img src='data:image/png;base64,{'A' * 3_000_000}'>")),
    "mislabelled": page(article(), "text/html; charset=utf-16"),
    "windows-1258": page(article().decode().encode("cp1258")),
    "decomposed": page(unicodedata.normalize("NFD", article().decode()).encode()),
    "malformed": page(article("</p></div></td><table><b><![CDATA[<!--")),
}


def address(name: str) -> str:
    return f"/{name}-post900001.html"


def test_each_hostile_page_leaves_a_status_and_each_readable_one_its_text(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    replies = {name: reply for name, (reply, _, _) in HARM.items()} | READ
    play(monkeypatch, "nhandan.vn", {address(name): reply for name, reply in replies.items()})
    desk.renderings.mkdir()
    for name in replies:
        text = f"Huset {name} vid floden stod klart i går.\n\nKälla: https://nhandan.vn{address(name)}\n"
        (desk.renderings / f"{name}.txt").write_text(text, encoding="utf-8")
    before = len(desk.web.exchanges)
    done = desk.crawl("originals", "-a", f"renderings={desk.renderings}", *NOT_SEARCHED)
    assert done.returncode == 0, done.stderr
    assert {exchange.host for exchange in desk.web.exchanges[before:]} == {"nhandan.vn"}

    pairs = {pair["rendering"]["citation_url"]: pair for pair in desk.kalla_json("pairs")}
    for name, (_, *told) in HARM.items():
        pair = pairs[f"https://nhandan.vn{address(name)}"]
        assert pair["original"] is None, name
        (reason,) = pair["evidence"]["reasons"]
        assert [words for words in told if words not in reason] == [], (name, reason)
    for name in READ:
        original = pairs[f"https://nhandan.vn{address(name)}"]["original"]
        assert original is not None, name
        assert WORDS in {block["text"] for block in original["blocks"]}, name


def test_hostile_sitemaps_are_named_and_lead_nowhere(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    home, days = (
        "https://www.vietnam.vn",
        [f"/sitemap/sitemap-post/2026-03-0{day}.xml" for day in range(1, 6)],
    )
    listed = [f"{home}{path}" for path in ("/sitemap.xml", *days)]
    itself = sitemap("sitemapindex", *listed, "http://169.254.169.254/sitemap/sitemap-post/2026-03-01.xml")
    entity = '<!DOCTYPE urlset [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    replies = {
        "/sitemap.xml": itself,
        days[0]: itself,
        days[1]: sitemap("urlset", "&a;", f"{home}/ngoi-nha", "https://10.0.0.1/sv/ngoi-nha", doctype=entity),
        days[2]: moved("http://127.0.0.1/x.xml"),
        days[3]: bomb(100),
        days[4]: page(bytes(1_000)),
        "/sv/ngoi-nha": page(b"<div>" * 50_000 + article()),
    }
    play(monkeypatch, "www.vietnam.vn", replies)
    before = len(desk.web.exchanges)
    done = desk.crawl("renderings", "-a", "since=2026-03-01", "-a", "until=2026-03-05", *NOT_SEARCHED)
    assert done.returncode == 1
    asked = [exchange.path for exchange in desk.web.exchanges[before:] if exchange.host == "www.vietnam.vn"]
    assert sorted(asked) == sorted(["/robots.txt", *replies])
    assert {exchange.host for exchange in desk.web.exchanges[before:]} == {"www.vietnam.vn"}
    for day in (0, 2, 3, 4):
        problem = next(line for line in done.stderr.splitlines() if days[day] in line and " ERROR " in line)
        assert "lists nothing" in problem or "cannot be read" in problem
    assert "/sv/ngoi-nha holds no rendering" in done.stderr
