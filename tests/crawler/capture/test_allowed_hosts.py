"""Wherever a redirect leads: what may not be fetched is not even asked for its robots.txt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.crawler.capture.scripted_web import Crawls, leading_to

if TYPE_CHECKING:
    from pathlib import Path

URL = "http://nhandan.vn/cau-post1.html"
ROBOTS = "http://nhandan.vn/robots.txt"

ASTRAY = {
    "http://evil.example/cau-post1.html": "evil.example is not a host of a known outlet",
    "http://nhandan.vn.evil.example/cau-post1.html": "it only looks like it",
    "http://localhost/cau-post1.html": "localhost is not a host of a known outlet",
    "http://127.0.0.1/cau-post1.html": "127.0.0.1 is an address, not a name",
    "http://169.254.169.254/latest/meta-data/": "169.254.169.254 is an address, not a name",
    "http://nhandan.vn:8080/cau-post1.html": "port 8080 is not the port of http",
    "http://user:secret@nhandan.vn/cau-post1.html": "user name or password",
}


@pytest.mark.parametrize("location", ASTRAY)
def test_a_redirect_astray_is_refused_with_its_reason(
    location: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crawls = Crawls(folder=tmp_path, environment=monkeypatch)
    spider = crawls.of([URL], {URL: [leading_to(location.encode())]})
    assert crawls.web.urls == [ROBOTS, URL]
    assert set(spider.refusals) == {URL}
    ((kind, detail),) = crawls.outcomes(location)
    assert kind == "unsafe"
    assert ASTRAY[location] in detail


def test_a_redirect_to_a_file_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    crawls = Crawls(folder=tmp_path, environment=monkeypatch)
    crawls.of([URL], {URL: [leading_to(b"file:///etc/passwd")]})
    assert crawls.web.urls == [ROBOTS, URL]
