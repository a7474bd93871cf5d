"""A history is kept under one address, however an article or a rendering's page is named."""

from __future__ import annotations

import pytest

from archive.model import Original
from archive.outlets.canonical import Refusal
from archive.outlets.other import original_at
from archive.outlets.watched import watched_address


@pytest.mark.parametrize(
    ("named", "kept"),
    [
        ("http://www.nhandan.vn/cau-moi-post800001.html?utm=1", "https://nhandan.vn/cau-moi-post800001.html"),
        ("http://vietnam.vn/sv/bron?x=1", "https://www.vietnam.vn/sv/bron"),
        ("https://other.example/cau-moi-800001.html?id=1", "https://other.example/cau-moi-800001.html?id=1"),
    ],
)
def test_an_article_is_watched_under_its_canonical_address(named: str, kept: str) -> None:
    assert watched_address(named) == kept


def test_what_is_no_article_is_refused_in_the_outlets_words() -> None:
    refused = original_at("https://nhandan.vn/")
    assert isinstance(refused, Refusal)
    assert watched_address("https://nhandan.vn/") == refused
    assert "Nhân Dân" in refused.reason
    assert isinstance(original_at("https://other.example/cau-moi-800001.html"), Original)
