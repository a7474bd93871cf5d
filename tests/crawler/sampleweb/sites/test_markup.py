"""What is filled into markup is text, whatever it looks like."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from crawler.sampleweb.sites.feed import FRAGMENTS as FEED
from crawler.sampleweb.sites.markup import Html, joined
from crawler.sampleweb.sites.nhandan import FRAGMENTS

PRINTABLE = st.text(st.characters(blacklist_categories=["Cc", "Cs", "Cn"]), min_size=1)


@given(PRINTABLE, PRINTABLE)
def test_words_come_back_as_they_went_in(text: str, alt: str) -> None:
    figure = html.fragment_fromstring(FRAGMENTS.fill("caption", text=text, alt=alt, source="x.jpg"))
    [image] = figure.iter("img")
    assert image.get("alt") == alt
    assert "".join(figure.itertext()).strip() == text.strip()
    assert {element.tag for element in figure.iter()} == {"figure", "img", "figcaption"}


def test_markup_is_filled_in_as_it_is() -> None:
    entries = joined(
        FEED.fill("url", url=f"https://nhandan.vn/?a&b={number}", at="2025") for number in (1, 2)
    )
    assert entries.count("<url><loc>https://nhandan.vn/?a&amp;b=") == 2
    assert FEED.fill("sitemap", items=entries).count("<loc>") == 2
    assert isinstance(entries, Html)
