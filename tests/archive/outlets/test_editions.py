"""What an address of the aggregator names, and that any text may be asked about."""

from __future__ import annotations

import pytest

from archive.outlets.editions import Edition, edition_at
from archive.outlets.registry import outlet_for_url


@pytest.mark.parametrize(
    "url", ["http://[", "https://[www.vietnam.vn]/sv/bron", "https://www.vietnam.vn℀/sv/x"]
)
def test_what_cannot_be_read_as_an_address_names_nothing(url: str) -> None:
    assert edition_at(url) is None
    assert outlet_for_url(url) is None


def test_an_address_names_an_article_in_one_language() -> None:
    assert edition_at("https://www.vietnam.vn/sv/bron") == Edition(lang="sv", slug="bron")
    assert edition_at("https://www.vietnam.vn/sv") is None
