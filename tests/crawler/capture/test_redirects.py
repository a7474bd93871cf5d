"""Redirects are followed to where the catalog finds their targets, and what is not followed is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archive.catalog.captures import redirect_chain
from archive.catalog.engine import catalog_engine, reading
from archive.catalog.frontier import is_settled
from archive.collection import Collection
from tests.crawler.capture.scripted_web import Crawls, leading_to, saying

if TYPE_CHECKING:
    from pathlib import Path

URL = "http://nhandan.vn/cau-post1.html"


@pytest.fixture
def crawls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Crawls:
    return Crawls(folder=tmp_path, environment=monkeypatch)


def chain(crawls: Crawls) -> tuple[list[int], bool]:
    """The statuses from URL on, as the catalog follows its redirects, and whether URL is settled."""
    engine = catalog_engine(Collection(root=crawls.folder).sqlalchemy_url)
    with reading(engine) as conn:
        found = [hop.status for hop in redirect_chain(conn, URL)], is_settled(conn, URL)
    engine.dispose()
    return found


@pytest.mark.parametrize(
    "location",
    [
        b"/ok.html",
        b"HTTP://NHANDAN.VN/ok.html",
        b"\\\\evil.example\\x",
        b" \x0b/ok.html\x0b ",
        b"/ok.html#tin",
        b"/ok.html?a=b|c",
        b"/ok.html?a[0]='x'",
        b"/kh\xc3\xa1nh.html",
        b"//vietnamnet.vn/ok.html",
    ],
)
def test_what_a_redirect_led_to_is_found(crawls: Crawls, location: bytes) -> None:
    spider = crawls.of([URL], {URL: [leading_to(location)]})
    assert spider.statuses == {URL: 200}
    assert chain(crawls) == ([302, 200], True)


def test_of_two_locations_one_is_followed_by_all(crawls: Crawls) -> None:
    both = saying(302, b"Location: /x.html", b"Location: /y.html")
    assert crawls.of([URL], {URL: [both]}).statuses == {URL: 200}
    assert crawls.web.urls[-1] == "http://nhandan.vn/y.html"
    assert chain(crawls) == ([302, 200], True)


@pytest.mark.parametrize("location", [b"file:///etc/passwd", b"javascript:alert(1)", b"mailto:a@b"])
def test_another_scheme_is_refused_and_told(crawls: Crawls, location: bytes) -> None:
    assert crawls.of([URL], {URL: [leading_to(location)]}).statuses == {URL: 302}
    assert crawls.outcomes(location.decode()) == [("unsafe", "it does not begin with http:// or https://")]
    assert chain(crawls) == ([302], True)


def test_a_host_in_other_letters_is_refused_and_told(crawls: Crawls) -> None:
    crawls.of([URL], {URL: [leading_to("http://nh\u0430ndan.vn/x".encode())]})
    ((kind, detail),) = crawls.outcomes("http://xn--nhndan-4nf.vn/x")
    assert kind == "unsafe"
    assert detail.startswith("xn--nhndan-4nf.vn is not a host of a known outlet")
    assert chain(crawls) == ([302], True)


def test_a_circle_is_left_where_it_closes(crawls: Crawls) -> None:
    there = "http://nhandan.vn/pho-post2.html"
    spider = crawls.of([URL], {URL: [leading_to(there.encode())], there: [leading_to(URL.encode())]})
    assert crawls.web.urls[1:] == [URL, there]
    assert spider.refusals == {URL: f"{there}: its redirects lead back to {URL}"}
    assert chain(crawls) == ([302, 302], False)


def test_a_redirect_to_nowhere_is_an_answer(crawls: Crawls) -> None:
    assert crawls.of([URL], {URL: [leading_to(b"http://[")]}).statuses == {URL: 302}
    assert chain(crawls) == ([302], True)
