"""Keys are those that pywb computes, or it finds nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.warc.surt import surt


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://outlet.example", "example,outlet)/"),
        ("https://www.Outlet.example:443/Tin/A.HTML?b=2&a=1#x", "example,outlet)/tin/a.html?a=1&b=2"),
        ("http://u:p@www2.outlet.example:8080/a/./b/../c//d/", "example,outlet:8080)/a/c/d"),
        ("http://outlet.example/Bài viết?", "example,outlet)/b%c3%a0i%20vi%e1%ba%bft"),
        ("http://outlet.example/%2541%20%23", "example,outlet)/a%20%23"),
        ("http://outlet.example/x?z=1&sid=0123456789abcdef0123456789abcdef", "example,outlet)/x?&z=1"),
        ("http://127.0.0.1:80/x", "1,0,0,127)/x"),
        ("http://outlet.example/../x", "example,outlet)/../x"),
        ("http://outlet.example:port/", "example,outlet)/"),
        ("urn:kalla:rendering:00ff", "urn:kalla:rendering:00ff"),
        ("http://[?a=1#b", "http://[?a=1#b"),
        ("http:///no host", "http:///no%20host"),
    ],
)
def test_key_of_url(url: str, key: str) -> None:
    assert surt(url) == key


@given(st.text(max_size=60), st.text(max_size=60))
def test_key_fits_an_index_line(path: str, query: str) -> None:
    key = surt(f"http://outlet.example/{path}?{query}")
    assert key.startswith("example,outlet)/")
    assert not set(key) & set(" \n\r\t")
