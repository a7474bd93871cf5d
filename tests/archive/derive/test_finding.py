"""The collection's articles as the search finds them, in a catalog and in memory alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from archive.catalog.articles import put_article
from archive.catalog.captures import put_captures
from archive.catalog.engine import open_catalog, reading, writing
from archive.catalog.outlines import await_outline, frequencies, outline_anew, outline_count, waiting_count
from archive.catalog.tables import outline, posting, term
from archive.derive.finding import (
    KeptArticles,
    considered_in_collection,
    match_in_collection,
    outlined_texts,
)
from archive.derive.pairs import derived_pairs
from archive.indexing import index_rendering
from archive.model import Article, Block, Rendering
from archive.pairing.find import Query, indexed, nearest
from archive.pairing.outline import RULES, outline_of
from archive.pairing.proposals import proposals
from tests.archive.capture import CAPTURE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy import Engine

    from archive.model import Pair

BEGINNING = datetime(2026, 3, 1, tzinfo=UTC)
SCHOOLS = (
    "Ngày 3/5, 12 trường học ở Lâm Hà khai trương.",
    "Hà Văn Lâm cảm ơn 250 giáo viên.",
    "Các trường tốn 40 triệu.",
    "Ông Châu Hải Minh trao 300 suất học bổng.",
)
RICE = ("Giá gạo tăng 8% trong tháng 4.", "Tại Đông Phú bán được 900 tấn.", "Bà Lao Mei Hua mua 70 tấn.")
TRAIN = ("Tàu 77 trễ 45 phút hôm thứ Sáu.", "Hành khách từ Lào phải chờ.", "Lỗi được sửa lúc 14:30.")
STORIES = {"https://nhandan.vn/a-post1.html": SCHOOLS, "https://nhandan.vn/b-post2.html": RICE}
RENDERING = (
    "Den 3 maj öppnade 12 skolor i Linhe.",
    "Ha Van Lam tackade 250 lärare.",
    "Skolorna kostade 40 miljoner.",
    "Zhou Haiming delade ut 300 stipendier.",
)
STRANGER = ("Den 9 juni sjöng 33 körer i Malmö.", "Det regnade.", "Alla gick hem.")
ANOTHER_DAY = (RENDERING[0].replace("3 maj", "9 juni"), *RENDERING[1:])


def rendering_of(texts: Sequence[str]) -> Rendering:
    return Rendering(
        id="00000000000000aa",
        source="a.txt",
        lang="sv",
        title=None,
        publisher=None,
        published_on=None,
        blocks=tuple(Block(type="paragraph", text=text) for text in texts),
        citation=None,
    )


class Kept:
    """A catalog whose articles were captured one after the other."""

    def __init__(self, folder: Path) -> None:
        self.engine: Engine = open_catalog(f"sqlite:///{folder / 'catalog.sqlite'}")
        self.captures = 0

    def put(self, url: str, texts: Sequence[str], *, day: int | None = None, lang: str = "vi") -> str:
        self.captures += 1
        record_id = f"urn:uuid:{self.captures}"
        with writing(self.engine) as conn:
            at = BEGINNING + timedelta(days=self.captures if day is None else day)
            put_captures(conn, [replace(CAPTURE, record_id=record_id, url=url, captured_at=at)])
            blocks = tuple(Block(type="paragraph", text=text) for text in texts)
            article = Article(
                record_id=record_id, extraction="ok", extractor="x", lang=lang, blocks=blocks, title=None
            )
            put_article(conn, article)
            await_outline(conn, record_id)
        return record_id

    def outline(self) -> int:
        return sum(outlined_texts(self.engine))

    def found(self, texts: Sequence[str]) -> list[tuple[str, float]]:
        query = Query(lang="sv", texts=tuple(texts))
        with reading(self.engine) as conn:
            return [(one.name, one.nearness) for one in nearest(query, KeptArticles(conn), 10)]


def paired(kept: Kept, texts: Sequence[str]) -> Pair:
    rendering = rendering_of(texts)
    with writing(kept.engine) as conn:
        index_rendering(conn, rendering, record_id="urn:uuid:r", at=BEGINNING, digest="sha1:r")
    (pair,) = derived_pairs(kept.engine, [rendering.id])
    return pair


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path)


def test_the_catalog_ranks_as_the_memory_does(kept: Kept) -> None:
    for url, texts in STORIES.items():
        kept.put(url, texts)
    kept.outline()
    for texts in (RENDERING, RENDERING[:1], RENDERING[1:2], ("Riset blev 8 % dyrare i april.",)):
        assert kept.found(texts) == indexed(STORIES.items()).ranked(texts, "sv")


def test_what_is_outlined_waits_no_longer_and_nothing_is_done_twice(kept: Kept) -> None:
    kept.put("https://nhandan.vn/a-post1.html", SCHOOLS)
    assert kept.outline() == 1
    assert kept.outline() == 0
    with reading(kept.engine) as conn:
        assert waiting_count(conn, 10) == 0


@pytest.mark.parametrize("together", [True, False])
def test_an_address_has_one_outline_of_its_last_text(kept: Kept, *, together: bool) -> None:
    kept.put("https://nhandan.vn/a-post1.html", TRAIN)
    if not together:
        kept.outline()
    kept.put("https://nhandan.vn/a-post1.html", SCHOOLS)
    kept.put("https://nhandan.vn/b-post2.html", RICE)
    kept.outline()
    with reading(kept.engine) as conn:
        assert outline_count(conn) == 2
        told = {one for texts in STORIES.values() for one in outline_of(texts).distinct.tolist()}
        assert frequencies(conn, list(set(outline_of(TRAIN).distinct.tolist()) - told)) == {}
    assert kept.found(RENDERING) == indexed(STORIES.items()).ranked(RENDERING, "sv")


def test_an_older_text_that_comes_later_replaces_nothing(kept: Kept) -> None:
    kept.put("https://nhandan.vn/a-post1.html", SCHOOLS)
    kept.outline()
    kept.put("https://nhandan.vn/a-post1.html", TRAIN, day=-400)
    kept.outline()
    assert kept.found(RENDERING)[0][1] > 0.5


def test_the_order_of_captures_makes_no_difference(tmp_path: Path) -> None:
    found = []
    for name, urls in (("one", list(STORIES)), ("other", list(STORIES)[::-1])):
        (tmp_path / name).mkdir()
        kept = Kept(tmp_path / name)
        for url in urls:
            kept.put(url, STORIES[url])
            kept.outline()
        found.append(kept.found(RENDERING))
    assert found[0] == found[1]


def test_a_catalog_kept_step_by_step_is_the_one_made_at_once(tmp_path: Path) -> None:
    made = []
    for name in ("step by step", "at once"):
        (tmp_path / name).mkdir()
        kept = Kept(tmp_path / name)
        for url, texts in (("a", TRAIN), ("b", RICE), ("a", SCHOOLS), ("b", TRAIN)):
            kept.put(f"https://nhandan.vn/{url}-post1.html", texts)
            if name == "step by step":
                kept.outline()
        kept.outline()
        with reading(kept.engine) as conn:
            tables = [select(table).order_by(*table.primary_key) for table in (outline, term, posting)]
            made.append([conn.execute(rows).all() for rows in tables])
    assert made[0] == made[1]


def test_a_page_in_another_language_has_no_outline(kept: Kept) -> None:
    kept.put("https://en.nhandan.vn/a-post1.html", RENDERING, lang="en")
    kept.outline()
    assert kept.found(RENDERING) == []


def test_other_rules_make_all_outlines_anew(kept: Kept) -> None:
    kept.put("https://nhandan.vn/a-post1.html", SCHOOLS)
    kept.outline()
    with writing(kept.engine) as conn:
        outline_anew(conn, "other")
    assert kept.outline() == 1
    with reading(kept.engine) as conn:
        assert outline_count(conn) == 1
    assert RULES


def test_a_web_archives_capture_stands_under_the_papers_own_address(kept: Kept) -> None:
    kept.put("https://web.archive.org/web/20250503040506id_/https://nhandan.vn/a-post1.html", SCHOOLS)
    kept.outline()
    assert kept.found(RENDERING)[0][0] == "https://nhandan.vn/a-post1.html"


def test_the_original_is_proposed_and_a_stranger_is_not(kept: Kept) -> None:
    for url, texts in (STORIES | {"https://nhandan.vn/c-post3.html": TRAIN}).items():
        kept.put(url, texts)
    kept.outline()
    with reading(kept.engine) as conn:
        found, _ = proposals(considered_in_collection(conn, rendering_of(RENDERING)))
        none, abstained = proposals(considered_in_collection(conn, rendering_of(STRANGER)))
    assert [one.url for one in found] == ["https://nhandan.vn/a-post1.html"]
    assert none == ()
    assert abstained


def test_deriving_proposes_what_the_collection_has(kept: Kept) -> None:
    for url, texts in STORIES.items():
        kept.put(url, texts)
    kept.outline()
    pair = paired(kept, RENDERING)
    assert pair.verdict == "unresolved"
    assert [one.url for one in pair.candidates] == ["https://nhandan.vn/a-post1.html"]
    reasons = pair.evidence["reasons"]
    assert isinstance(reasons, list)
    assert reasons[0] == f"1 proposed: kalla confirm {pair.rendering_id[:8]} URL"


def test_an_abstention_among_the_collections_articles_says_why(kept: Kept) -> None:
    for url, texts in STORIES.items():
        kept.put(url, texts)
    kept.outline()
    with reading(kept.engine) as conn:
        found, abstained = proposals(considered_in_collection(conn, rendering_of(ANOTHER_DAY)))
    assert found == ()
    assert "the rendering tells of 9/6, the original of 3/5" in str(abstained)


@pytest.mark.parametrize("texts", [STRANGER, ANOTHER_DAY])
@pytest.mark.parametrize("has_articles", [True, False])
def test_what_is_not_proposed_is_told_alike_before_and_after_there_are_articles(
    kept: Kept, texts: tuple[str, ...], *, has_articles: bool
) -> None:
    if has_articles:
        kept.put("https://nhandan.vn/a-post1.html", SCHOOLS)
        kept.outline()
    assert paired(kept, texts).evidence["reasons"] == ["it has no source line"]


def test_a_file_is_matched_with_the_collections_articles(kept: Kept, tmp_path: Path) -> None:
    for url, texts in STORIES.items():
        kept.put(url, texts)
    kept.outline()
    (tmp_path / "a.txt").write_text("\n".join(RENDERING), encoding="utf-8")
    with reading(kept.engine) as conn:
        [match] = match_in_collection(conn, tmp_path / "a.txt", "sv")
    assert (match.doc, match.verdict) == ("a.txt", "confirmed")
    assert match.candidates[0][0] == "https://nhandan.vn/a-post1.html"
