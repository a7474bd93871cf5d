"""Which unknown papers may be asked, where a person asks for all."""

from __future__ import annotations

import pytest

from archive.outlets.other import other_original, refused_other_url


@pytest.mark.parametrize(
    ("cited", "url", "article_id"),
    [
        ("HTTPS://Bao.Example/a-b-12345.html#top", "https://bao.example/a-b-12345.html", "12345"),
        ("http://bao.example:80/p?id=9876", "http://bao.example/p?id=9876", "/p"),
        ("https://en.nhandan.vn/a-post12345.html", "https://en.nhandan.vn/a-post12345.html", "12345"),
        (" https://bao.example ", "https://bao.example/", "/"),
    ],
)
def test_an_original_at_another_host_keeps_scheme_and_query(cited: str, url: str, article_id: str) -> None:
    found = other_original(cited)
    assert found
    assert (found.url, found.article_id) == (url, article_id)
    assert found.outlet == url.split("/")[2]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.1/x", "not the name of a public host"),
        ("http://2130706433/x", "not the name of a public host"),
        ("http://localhost/x", "not the name of a public host"),
        ("http://[::1]/x", "its host is an address"),
        ("ftp://bao.example/x", "ftp is not http or https"),
        ("https://bao.example:8443/x", "port 8443"),
        ("https://me@bao.example/x", "user name"),
        ("https://nhandan.vn/", "rules of its own"),
        ("https://www.vietnam.vn/sv/x", "rules of its own"),
        ("https://nhandan.vn.bao.example/x", "only looks like it"),
        ("https://my-nhandan.vn/x", "only looks like it"),
    ],
)
def test_the_same_rules_keep_out_what_is_no_public_paper(url: str, reason: str) -> None:
    assert reason in (refused_other_url(url) or "")
    assert other_original(url) is None
