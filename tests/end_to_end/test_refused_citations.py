"""Citations are untrusted: what may not be fetched is refused, with a reason that `kalla pairs` shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.end_to_end.conftest import Desk

REFUSED = {
    "loopback": "http://127.0.0.1:8080/x-post1.html",
    "private": "http://192.168.1.1/x-post1.html",
    "link-local": "http://169.254.169.254/latest/meta-data/x-post1.html",
    "ipv6-loopback": "http://[::1]/x-post1.html",
    "decimal-address": "http://2130706433/x-post1.html",
    "localhost": "http://localhost/x-post1.html",
    "file": "file:///etc/passwd",
    "suffixed-host": "https://nhandan.vn.evil.example/x-post1.html",
    "prefixed-host": "https://evil-nhandan.vn/x-post1.html",
    "host-as-user": "https://nhandan.vn@evil.example/x-post1.html",
    "credentials": "https://user:secret@nhandan.vn/x-post1.html",
    "odd-port": "https://nhandan.vn:8443/x-post1.html",
}


def test_what_may_not_be_fetched_is_refused_with_its_reason(desk: Desk) -> None:
    desk.renderings.mkdir()
    for name, url in REFUSED.items():
        text = f"Bron {name} över floden öppnades i går efter två års arbete.\n\nKälla: {url}\n"
        (desk.renderings / f"{name}.txt").write_text(text, encoding="utf-8")
    before = len(desk.web.exchanges)
    done = desk.crawl("originals", "-a", f"renderings={desk.renderings}")
    assert done.returncode == 0, done.stderr
    assert desk.web.exchanges[before:] == ()

    listed = desk.kalla("pairs").stdout
    pairs = {pair["rendering"]["citation_url"]: pair for pair in desk.kalla_json("pairs")}
    assert set(pairs) == set(REFUSED.values())
    for pair in pairs.values():
        assert (pair["verdict"], pair["original"]) == ("unfetched", None)
        (reason,) = pair["evidence"]["reasons"]
        assert reason.startswith("the citation is refused: ")
        assert reason in listed
