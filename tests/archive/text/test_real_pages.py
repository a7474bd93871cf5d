"""Real pages, where they lie beside the repository: their text is not ours to ship, so it is counted."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from archive.outlets.registry import outlet_named
from archive.text.article import article_from_page
from tests.real_material import PAGES, needs

if TYPE_CHECKING:
    from collections.abc import Callable

    from archive.model import Page

pytestmark = needs(PAGES)


def test_a_vietnamnet_page_gives_every_paragraph_lead_and_caption(page: Callable[..., Page]) -> None:
    body = (PAGES / "vietnamnet-2307418.html").read_bytes()
    article = article_from_page(page(body), outlet_named("vietnamnet"))
    assert Counter(block.type for block in article.blocks) == {
        "title": 1, "lead": 1, "paragraph": 11, "heading": 1, "caption": 1
    }  # fmt: skip
    assert article.published_at == datetime(2024, 8, 4, 0, 54, 29, tzinfo=UTC)
    assert (len(article.authors), article.lang, article.noarchive) == (1, "vi", True)


def test_a_section_page_has_no_article(page: Callable[..., Page]) -> None:
    body = (PAGES / "vietnamnet-listing.html").read_bytes()
    assert article_from_page(page(body), outlet_named("vietnamnet")).extraction == "container_missing"


def test_a_nhandan_body_gives_every_paragraph_and_its_authors(page: Callable[..., Page]) -> None:
    fragment = (PAGES / "nhandan-post929283.fragment.html").read_text("utf-8")
    article = article_from_page(page(f'<h1 class="article__title">x</h1>{fragment}'), outlet_named("nhandan"))
    types = Counter(block.type for block in article.blocks)
    assert (types["caption"], types["heading"], types["byline"]) == (
        fragment.count("<figcaption>"), fragment.count("<p><b>"), 1
    )  # fmt: skip
    assert types["paragraph"] == fragment.count("<p>") - types["heading"]
    assert len(article.authors) == 2
