"""Where redirects lead is spelled as the request that follows them is, whatever the field says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request

from archive.http1.location import redirect_target

URL = "https://nhandan.vn/a/x-post1.html?q"
ODD = st.text(st.sampled_from("ab0/:?#[]@!$&'()*+,;=%|\\^`{}<>\" ~.-_\u00e4\u0430\t\x80"), max_size=12)


@pytest.mark.parametrize(
    ("location", "target"),
    [
        (b"/x.html", "https://nhandan.vn/x.html"),
        (b"../y.html", "https://nhandan.vn/y.html"),
        (b"HTTPS://NHANDAN.VN/X", "https://nhandan.vn/X"),
        (b"//m.nhandan.vn/x", "https://m.nhandan.vn/x"),
        (b"///m.nhandan.vn/x", "https://m.nhandan.vn/x"),
        (b"\\\\evil.example\\x", "https://nhandan.vn/a/%5C%5Cevil.example%5Cx"),
        (b" \x0b/x.html \x1f", "https://nhandan.vn/x.html"),
        (b"/x.html#tin", "https://nhandan.vn/x.html"),
        (b"/x?a=b|c", "https://nhandan.vn/x?a=b%7Cc"),
        (b"/x?a[0]='1'", "https://nhandan.vn/x?a%5B0%5D=%271%27"),
        (b"/it's", "https://nhandan.vn/it's"),
        (b"/\xc4\x91\xff", "https://nhandan.vn/%C4%91%FF"),
        ("https://nh\u0430ndan.vn/x".encode(), "https://xn--nhndan-4nf.vn/x"),
        (b"https://a..b/", "https://a..b/"),
        (b"http://[::1]/", "http://[::1]/"),
        (b"https://a:b@nhandan.vn:443/", "https://a:b@nhandan.vn:443/"),
        (b"", "https://nhandan.vn/a/x-post1.html?q"),
        (b"file:///etc/passwd", "file:///etc/passwd"),
        (b"javascript:alert(1)", "javascript:alert(1)"),
        (b"http://[", None),
        (b"//\\/x", None),
        (b"http://nhandan.vn:99999/", None),
    ],
)
def test_a_target_is_absolute_and_has_one_spelling(location: bytes, target: str | None) -> None:
    assert redirect_target(URL, 302, [location]) == target


@given(rest=ODD, start=st.sampled_from(["", "/", "//", "?", "https://nhandan.vn/", "HTTP://X.vn:80/"]))
def test_a_request_for_the_target_has_its_spelling(start: str, rest: str) -> None:
    target = redirect_target(URL, 301, [(start + rest).encode()])
    if target is not None and target.startswith(("http://", "https://")):
        assert Request(target).url == target
        assert redirect_target(URL, 301, [target.encode("ascii")]) == target


def test_the_last_of_several_fields_counts() -> None:
    assert redirect_target(URL, 302, [b"/x", b"/y"]) == "https://nhandan.vn/y"


@pytest.mark.parametrize(("status", "locations"), [(200, [b"/x"]), (304, [b"/x"]), (302, [])])
def test_not_every_answer_leads_on(status: int, locations: list[bytes]) -> None:
    assert redirect_target(URL, status, locations) is None
