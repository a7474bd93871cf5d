"""What is proposed of what was looked at; verdicts are given, for they are tested where they are made."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from archive.model import Article, Block, Pair
from archive.pairing.proposals import Considered, proposals

if TYPE_CHECKING:
    from archive.model import Verdict

STORY = "Sáng 17/11, đoàn thuyền nuôi ong của xóm Phao rời bến Gốc Đa để kịp mùa hoa cúc vàng ở thượng nguồn."
OTHER = (
    "Đêm 13/11, Câu lạc bộ Diều sáo Bến Sậu tổ chức đêm diều thường niên trên đoạn đê dài hai cây số rưỡi."
)


def seen(
    name: str,
    verdict: Verdict,
    score: float = 0.95,
    *,
    host: str = "nhandan.vn",
    text: str = STORY,
    cited: bool = False,
) -> Considered:
    return Considered(
        url=f"https://{host}/{name}-post12345.html",
        route="found",
        article=Article(
            record_id=name,
            extraction="ok",
            extractor="x",
            blocks=(Block(type="paragraph", text=text),),
        ),
        pair=Pair(
            rendering_id="r", record_id=name, verdict=verdict, score=score, evidence={"reasons": ["because"]}
        ),
        cited=cited,
    )


def published(one: Considered, at: datetime) -> Considered:
    assert one.article is not None
    return replace(one, article=replace(one.article, published_at=at))


def test_what_agrees_is_proposed_with_its_evidence() -> None:
    (found,), abstained = proposals([seen("one", "confirmed")])
    assert (found.score, found.why, abstained) == (0.95, "found; because", None)


def test_a_veto_or_a_doubt_is_not_proposed_and_the_reason_says_why() -> None:
    found, abstained = proposals([seen("one", "mismatch"), seen("two", "doubtful")])
    assert found == ()
    assert abstained is not None
    assert "https://nhandan.vn/one-post12345.html: because" in abstained


def test_two_stories_that_both_agree_silence_each_other() -> None:
    found, abstained = proposals([seen("one", "confirmed"), seen("two", "confirmed", 0.99, text=OTHER)])
    assert found == ()
    assert (abstained or "").startswith("2 stories compete")


def test_one_text_at_two_outlets_is_called_wire_text() -> None:
    found, _ = proposals([seen("one", "confirmed", host="baoquocte.vn"), seen("two", "confirmed", 0.99)])
    assert [one.url.split("-")[0].rpartition("/")[2] for one in found] == ["two", "one"]
    assert all("same wire text" in one.why for one in found)


@pytest.mark.parametrize("host", ["nhandan.vn", "baoquocte.vn"])
def test_like_stories_of_two_days_silence_each_other_and_the_days_are_told(host: str) -> None:
    later = seen("two", "confirmed", host=host, text=STORY.replace("17/11", "19/11"))
    found, abstained = proposals([seen("one", "confirmed", 0.99), later])
    assert found == ()
    assert abstained == (
        "2 stories compete, and nothing tells which was translated:"
        f" https://nhandan.vn/one-post12345.html (17/11), https://{host}/two-post12345.html (19/11)"
    )


@pytest.mark.parametrize(("days", "are_copies"), [(1, True), (30, False)])
def test_a_copy_at_another_outlet_is_of_about_the_same_publication(days: int, are_copies: bool) -> None:
    text, at = STORY.replace("Sáng 17/11", "Sáng nay"), datetime(2025, 11, 17, 3, tzinfo=UTC)
    first = published(seen("one", "confirmed", text=text), at)
    later = seen("two", "confirmed", host="baoquocte.vn", text=text)
    found, abstained = proposals([first, published(later, at + timedelta(days=days))])
    assert (len(found), abstained is None) == ((2, True) if are_copies else (0, False))
    assert are_copies or "published on 2025-12-17" in (abstained or "")


def test_a_citation_elsewhere_outweighs_the_text() -> None:
    cited = seen("cited", "doubtful", 0.5, text=OTHER, cited=True)
    found, _ = proposals([seen("one", "confirmed"), cited])
    assert [one.url for one in found] == [cited.url]


def test_a_citation_that_contradicts_the_rendering_is_not_proposed() -> None:
    found, abstained = proposals([seen("cited", "mismatch", cited=True)])
    assert found == ()
    assert abstained


def test_a_cited_source_without_a_text_is_proposed_all_the_same() -> None:
    gone = Considered(
        url="https://nhandan.vn/x-post12345.html", route="cited", article=None, pair=None, cited=True
    )
    (found,), _ = proposals([gone])
    assert (found.url, found.score) == (gone.url, 0.0)


def test_nothing_found_is_said() -> None:
    assert proposals([]) == ((), "nothing was found that shares a name or a number with it")
