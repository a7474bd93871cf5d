"""An untrusted citation leads to a known outlet's exact host, or it is refused with a reason."""

from __future__ import annotations

import string
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive.model import Original
from archive.outlets.canonical import Refusal, allowed_hosts, original_of, refused_url
from archive.outlets.registry import all_outlets

OUTLETS = all_outlets()
NHANDAN = "https://nhandan.vn/mua-hoa-gao-post901234.html"


@pytest.mark.parametrize(
    "cited",
    [
        NHANDAN,
        "http://nhandan.vn/mua-hoa-gao-post901234.html",
        "HTTPS://WWW.NhanDan.VN/mua-hoa-gao-post901234.html",
        "https://nhandan.vn:443/mua-hoa-gao-post901234.html",
        "http://nhandan.vn:80/mua-hoa-gao-post901234.html",
        "https://nhandan.vn/mua-hoa-gao-post901234.html?utm_source=zalo&amp=1#binh-luan",
        "https://m.nhandan.vn/mua-hoa-gao-post901234.html",
        "https://amp.nhandan.vn/mua-hoa-gao-post901234.html",
        "https://nhandan.vn/amp/mua-hoa-gao-post901234.html",
        "https://nhandan.vn/mua-hoa-gao-post901234.amp",
        "https://nhandan.vn/mua-hoa-gao-post901234.amp.html",
        "  https://nhandan.vn/mua-hoa-gao-post901234.html ",
        "https://nhandan.vn/mua-hoa-gao-post901234.html/",
        "https://nhandan.vn//mua-hoa-gao-post901234.html",
        "https://nhandan.vn/mua%2Dhoa%2dg%61o-post901234%2Ehtml",
        "https://nhandan.vn./mua-hoa-gao-post901234.html",
        "https://www.nhandan.vn.:443/mua-hoa-gao-post901234.html",
    ],
)
def test_every_variant_of_an_address_is_one_original(cited: str) -> None:
    assert original_of(cited, OUTLETS) == Original(url=NHANDAN, outlet="nhandan", article_id="901234")


@pytest.mark.parametrize(
    ("cited", "outlet", "article_id"),
    [
        ("https://baoquocte.vn/hoi-cho-sach-ben-song-333444.html", "baoquocte", "333444"),
        ("https://vietnamnet.vn/hoi-cho-sach-ben-song-2400400.html?vnn_source=x", "vietnamnet", "2400400"),
        ("http://vietnamnet.vn/vn/thoi-su/chinh-tri/hoi-cho-sach-660660.html", "vietnamnet", "660660"),
        ("https://nhandan.vn/ocop/hoi-cho-sach-post770770.html", "nhandan", "770770"),
        ("https://nhandan.vn/tin-tuc/hoi-cho-sach-680680/", "nhandan", "680680"),
        ("https://baohaiduong.vn/hoi-cho-sach-400400.html", "baohaiduong", "400400"),
        ("https://baohaiduong.vn/van-hoa/hoi-cho-sach-150150", "baohaiduong", "150150"),
    ],
)
def test_an_article_id_is_read_from_old_and_new_paths(cited: str, outlet: str, article_id: str) -> None:
    original = original_of(cited, OUTLETS)
    assert isinstance(original, Original)
    assert (original.outlet, original.article_id) == (outlet, article_id)


def test_a_successor_keeps_its_own_address() -> None:
    original = original_of("http://www.baohaiphong.vn/hoi-cho-sach-400400.html", OUTLETS)
    assert original == Original(
        url="https://baohaiphong.vn/hoi-cho-sach-400400.html", outlet="baohaiduong", article_id="400400"
    )


@pytest.mark.parametrize(
    ("cited", "reason"),
    [
        ("https://nhandan.vn.evil.example/a-post901234.html", "nhandan.vn.evil.example is not nhandan.vn"),
        ("https://evil-nhandan.vn/a-post901234.html", "evil-nhandan.vn is not nhandan.vn"),
        ("https://nhandan.vn@evil.example/a-post901234.html", "user name or password"),
        ("https://user:secret@nhandan.vn/a-post901234.html", "user name or password"),
        ("https://nhandаn.vn/a-post901234.html", "not spelled in plain letters"),  # a Cyrillic а
        ("https://nhandan。vn/a-post901234.html", "not spelled in plain letters"),  # an ideographic full stop
        ("https://nhandan%2evn/a-post901234.html", "not spelled in plain letters"),
        ("https://xn--nhandn-3fg.vn/a-post901234.html", "not a host of a known outlet"),
        ("https://nhandan.vn../a-post901234.html", "not a well-formed URL"),
        ("https://nhandan.vn.@evil.example/a-post901234.html", "user name or password"),
        ("https://nhandan.vn/%2e%2e/a/b-post901234.html", "not the address of an article"),
        ("https://nhandan.vn/a%252D-post901234.html", "not the address of an article"),
        ("https://nhandan.vn//evil.example/a/b-post901234.html", "not the address of an article"),
        ("https://nhandan.vn\\.evil.example/a-post901234.html", "not a well-formed URL"),
        ("https://evil.example\\@nhandan.vn/a-post901234.html", "user name or password"),
        ("https://nhan\tdan.vn/a-post901234.html", "white space or control characters"),
        ("https://nhandan.vn/a\r\nHost: evil.example", "white space or control characters"),
        ("https://nhandan.vn:8443/a-post901234.html", "port 8443 is not the port of https"),
        ("https://nhandan.vn:80/a-post901234.html", "port 80 is not the port of https"),
        ("file:///etc/passwd", "does not begin with http:// or https://"),
        ("javascript:alert(1)", "does not begin with http:// or https://"),
        ("//nhandan.vn/a-post901234.html", "does not begin with http:// or https://"),
        ("https:nhandan.vn/a-post901234.html", "does not begin with http:// or https://"),
        ("", "does not begin with http:// or https://"),
        ("http://127.0.0.1/", "is an address, not a name"),
        ("http://2130706433/", "is an address, not a name"),
        ("http://0x7f.1/", "is an address, not a name"),
        ("http://0177.0.0.01/", "is an address, not a name"),
        ("http://[::1]/", "is an address, not a name"),
        ("http://[::ffff:127.0.0.1]/", "is an address, not a name"),
        ("http://localhost/", "not a host of a known outlet"),
        ("https://en.nhandan.vn/a-post901234.html", "edition of Nhân Dân in another language"),
        ("https://vietnamnet.vn/en/a-2400400.html", "edition of VietNamNet in another language"),
        ("https://nhandan.vn/the-gioi", "not the address of an article of Nhân Dân"),
        ("https://nhandan.vn", "not the address of an article of Nhân Dân"),
        ("https://vietnamnet.vn/hoi-an-tag2002002-page26.html", "not the address of an article"),
        ("https://nhandan.vn/../a/b-post901234.html", "not the address of an article"),
        (NHANDAN.replace("mua", "m" * 2100), "longer than 2048 characters"),
    ],
)
def test_a_dangerous_or_foreign_url_is_refused_with_a_reason(cited: str, reason: str) -> None:
    refusal = original_of(cited, OUTLETS)
    assert isinstance(refusal, Refusal)
    assert reason in refusal.reason


def test_a_redirect_may_stay_among_the_allowed_hosts_only() -> None:
    assert refused_url("https://baohaiphong.vn/", OUTLETS) is None
    assert refused_url("https://baohaiphong.vn/tim?q=h%C3%B2a+b%C3%ACnh#d", OUTLETS) is None
    assert refused_url("https://baohaiphong.vn.example/", OUTLETS) is not None
    assert refused_url("http://169.254.169.254/latest/", OUTLETS) is not None


SEPARATORS = ["@", ":", "\\", "/", ".", "%2e", "%00", "[", "]", "#", "?", "\t", "\n", " ", "//", "-"]
HOSTS = ["nhandan.vn", "evil.example", "127.0.0.1", "0x7f000001", "::1", "www.", "443", "а", "。", "\u200b"]
AUTHORITY_PIECES = st.sampled_from(SEPARATORS + HOSTS)
HOSTILE_URLS = st.builds(
    lambda scheme, pieces, path: f"{scheme}{''.join(pieces)}{path}",
    st.sampled_from(["http://", "https://", "HTTP://", "https:/", "http:\\\\", "//", "ftp://", "https:///"]),
    st.lists(AUTHORITY_PIECES, max_size=6),
    st.sampled_from(["", "/", "/a-post901234.html", "/@nhandan.vn/a-post901234.html"]),
)


@given(HOSTILE_URLS | st.text(alphabet=string.printable, max_size=60))
@example("https://evil.example\\nhandan.vn/a-post901234.html")
def test_what_is_allowed_is_read_alike_by_the_standard_parser(url: str) -> None:
    if refused_url(url, OUTLETS) is None:
        parts = urlsplit(url)
        assert parts.scheme in {"http", "https"}
        assert parts.hostname in allowed_hosts(OUTLETS)
        assert (parts.username, parts.password) == (None, None)
        assert parts.port in {None, 80, 443}


@given(HOSTILE_URLS)
def test_a_canonical_url_is_a_fixed_point(url: str) -> None:
    original = original_of(url, OUTLETS)
    if isinstance(original, Original):
        assert original_of(original.url, OUTLETS) == original
