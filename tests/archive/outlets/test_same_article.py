"""Two addresses are one article's where the outlet's own number says so, however that outlet numbers."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

import archive.outlets
from archive.outlets.registry import all_outlets
from archive.outlets.same_article import same_article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

YOUNG_PAPER = """
from archive.outlets.outlet import Layout, Outlet

LAYOUT = Layout(container="article", title="h1", lead=".lead", published="time", author=".author")
OUTLET = Outlet(
    name="young_paper", title="A young paper", host="young.example", aliases=("www.young.example",),
    article_paths=(r"/tin/(?P<id>\\d{4})/[\\w-]+",), delay=1.0, site_names=(), layouts=(LAYOUT,),
)
"""


@pytest.fixture
def young_paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One more outlet: its numbers have four digits, and its slugs begin with a year."""
    (tmp_path / "young_paper.py").write_text(YOUNG_PAPER, encoding="utf-8")
    monkeypatch.setattr(archive.outlets, "__path__", [*archive.outlets.__path__, str(tmp_path)])
    all_outlets.cache_clear()
    yield
    all_outlets.cache_clear()
    del sys.modules["archive.outlets.young_paper"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.nhandan.vn/cau-post919204.html?utm=1", "https://nhandan.vn/cau-moi-post919204.html"),
        ("https://baohaiduong.vn/cau-401866.html", "https://www.baohaiphong.vn/cau-401866.html"),
        ("http://vietnam.vn/sv/bron?x=1", "https://www.vietnam.vn/sv/bron"),
        ("http://www.paper.example/a-1234.html?utm=1", "https://paper.example/new/b-1234.html"),
        ("http://www.paper.example/p?id=1", "https://PAPER.example/p?id=1#top"),
        ("no address", "no address"),
    ],
)
def test_one_article_has_many_addresses(one: str, other: str) -> None:
    assert same_article(one, other)
    assert same_article(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://nhandan.vn/cau-post919204.html", "https://nhandan.vn/cau-post919205.html"),
        ("https://nhandan.vn/cau-post919204.html", "https://vietnamnet.vn/cau-919204.html"),
        ("https://nhandan.vn/cau-post919204.html", "https://nhandan.vn/"),
        ("https://vietnamnet.vn/cau-2400001.html", "https://vietnamnet.vn/en/cau-2400001.html"),
        ("https://www.vietnam.vn/sv/bron", "https://www.vietnam.vn/en/bron"),
        ("https://paper.example/p?id=1", "https://paper.example/p?id=2"),
        ("https://paper.example/a-1234.html", "https://other.example/a-1234.html"),
        ("https://paper.example/2026/bron", "https://paper.example/2026/farjan"),
        ("no address", "nor is this"),
    ],
)
def test_other_numbers_and_other_papers_are_other_articles(one: str, other: str) -> None:
    assert not same_article(one, other)
    assert not same_article(other, one)


@pytest.mark.usefixtures("young_paper")
def test_an_outlets_own_pattern_tells_which_number_counts() -> None:
    cited = "http://www.young.example/tin/1234/2025-vu-lua-10000-tan"
    assert same_article(cited, "https://young.example/tin/1234/vu-lua")
    assert not same_article(cited, "https://young.example/tin/1235/2025-vu-lua-10000-tan")
