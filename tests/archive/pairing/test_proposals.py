"""What is proposed of what was looked at; verdicts are given, for they are tested where they are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.model import Article, Block, Pair
from archive.pairing.proposals import Considered, proposals

if TYPE_CHECKING:
    from archive.model import Verdict

STORY = "Sáng 17/11, đoàn thuyền nuôi ong của xóm Phao rời bến Gốc Đa để kịp mùa hoa cúc vàng ở thượng nguồn."
OTHER = (
    "Đêm 13/11, Câu lạc bộ Diều sáo Bến Sậu tổ chức đêm diều thường niên trên đoạn đê dài hai cây số rưỡi."
)


def seen(
    name: str, verdict: Verdict, score: float = 0.95, *, text: str = STORY, cited: bool = False
) -> Considered:
    return Considered(
        url=f"https://nhandan.vn/{name}-post12345.html",
        route="found",
        article=Article(
            record_id=name, extraction="ok", extractor="x", blocks=(Block(type="paragraph", text=text),)
        ),
        pair=Pair(
            rendering_id="r", record_id=name, verdict=verdict, score=score, evidence={"reasons": ["because"]}
        ),
        cited=cited,
    )


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
    found, _ = proposals([seen("one", "confirmed"), seen("two", "confirmed", 0.99)])
    assert [one.url.split("-")[0].rpartition("/")[2] for one in found] == ["two", "one"]
    assert all("same wire text" in one.why for one in found)


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
