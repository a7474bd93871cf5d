"""Which segments a catalog gives, with what is known of both sides."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from archive.catalog.articles import put_article
from archive.catalog.captures import put_captures
from archive.catalog.pairs import put_pair
from archive.catalog.renderings import put_rendering
from archive.export.bitext.segments import Selection, segments
from archive.model import Article, Bead, Block, Capture, Pair, Rendering
from tests.archive.capture import CAPTURE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
URL = "https://nhandan.vn/cau-moi-post1.html"
PAGE = "https://www.vietnam.vn/sv/ny-bro"
FETCHED = replace(CAPTURE, record_id="urn:uuid:c1", url=URL)


def blocks(texts: Sequence[str]) -> tuple[Block, ...]:
    return tuple(Block(type="paragraph", text=text) for text in texts)


def put_read_rendering(
    conn: Connection, rendering_id: str, texts: Sequence[str], source: str, day: int, *, lang: str = "sv"
) -> None:
    rendering = Rendering(
        id=rendering_id,
        source=source,
        lang=lang,
        title=None,
        publisher=None,
        published_on=None,
        blocks=blocks(texts),
        citation=None,
    )
    put_rendering(
        conn,
        rendering,
        record_id=f"urn:uuid:{rendering_id}-{day}",
        at=NOON + timedelta(days=day),
        digest=f"sha1:{day}",
        cited_by=lambda _: (None, None),
    )


def put_original(conn: Connection, texts: Sequence[str], capture: Capture = FETCHED) -> None:
    put_captures(conn, [capture])
    article = Article(
        record_id=capture.record_id, extraction="ok", extractor="1", lang="vi", blocks=blocks(texts)
    )
    put_article(conn, article)


def a_pair(rendering_id: str, scores: Sequence[float], record_id: str = FETCHED.record_id) -> Pair:
    """A pair whose paragraphs say the same one by one."""
    return Pair(
        rendering_id=rendering_id,
        record_id=record_id,
        verdict="confirmed",
        score=1.0,
        evidence={},
        beads=tuple(Bead(rendering=(i,), original=(i,), score=score) for i, score in enumerate(scores)),
    )


def test_page_that_holds_a_rendering_is_named_before_an_older_file(conn: Connection) -> None:
    put_original(conn, ["Cầu mở."])
    put_read_rendering(conn, "r1", ["Bron öppnas."], "/home/mai/texter/ett.txt", 1)
    put_read_rendering(conn, "r1", ["Bron öppnas."], PAGE, 2)
    put_pair(conn, a_pair("r1", [0.9]))
    (found,) = segments(conn, Selection())
    assert (found.url, found.captured_at, found.record_id, found.digest) == (
        URL,
        "2026-03-01T12:00:00Z",
        "urn:uuid:c1",
        FETCHED.digest,
    )
    assert (
        found.rendering_url,
        found.rendering_source,
        found.rendering_captured_at,
        found.rendering_record_id,
        found.rendering_digest,
    ) == (PAGE, PAGE, "2026-03-03T12:00:00Z", "urn:uuid:r1-2", "sha1:2")


def test_no_folder_of_a_file_gets_into_a_corpus(conn: Connection) -> None:
    put_original(conn, ["Cầu mở."])
    put_read_rendering(conn, "r1", ["Bron öppnas."], "/home/mai/texter/ett.txt", 2)
    put_read_rendering(conn, "r1", ["Bron öppnas."], "/home/mai/annat/ett.html", 1)
    put_pair(conn, a_pair("r1", [0.9]))
    (found,) = segments(conn, Selection())
    assert "mai" not in str(found.json())
    assert (found.rendering_url, found.rendering_source) == (None, "ett.html")
    assert (found.rendering_record_id, found.rendering_digest) == ("urn:uuid:r1-1", "sha1:1")


def test_original_from_a_web_archive_keeps_its_own_address(conn: Connection) -> None:
    memento = f"https://web.archive.org/web/20260228120000id_/{URL}"
    put_original(conn, ["Cầu mở."], replace(FETCHED, url=memento))
    put_read_rendering(conn, "r1", ["Bron öppnas."], PAGE, 1)
    put_pair(conn, a_pair("r1", [0.9]))
    (found,) = segments(conn, Selection())
    assert (found.url, found.via) == (URL, memento)


def test_segments_that_differ_in_case_and_punctuation_only_come_once(conn: Connection) -> None:
    put_original(conn, ["Cầu mở.", "Giá 1,5 tỷ.", "Giá 15 tỷ."])
    put_read_rendering(conn, "r1", ["Bron öppnas.", "Pris: 1,5 miljarder.", "Pris: 15 miljarder."], PAGE, 1)
    put_read_rendering(conn, "r2", ["BRON ÖPPNAS!", "Pris 1,5 miljarder", "En annan rad."], f"{PAGE}-2", 1)
    for rendering_id in ("r1", "r2"):
        put_pair(conn, a_pair(rendering_id, [0.9] * 3))
    assert [(one.rendering_id, one.rendering) for one in segments(conn, Selection())] == [
        ("r1", "Bron öppnas."),
        ("r1", "Pris: 1,5 miljarder."),
        ("r1", "Pris: 15 miljarder."),
        ("r2", "En annan rad."),
    ]


def test_selection_keeps_verdicts_and_scores_apart(conn: Connection) -> None:
    put_original(conn, ["Một.", "Hai."])
    put_read_rendering(conn, "r1", ["Ett.", "Två."], PAGE, 1)
    put_read_rendering(conn, "r2", ["Tre.", "Fyra."], f"{PAGE}-2", 1)
    put_pair(conn, a_pair("r1", [0.9, 0.4]))
    put_pair(conn, replace(a_pair("r2", [0.95, 0.3]), verdict="doubtful"))
    assert [one.rendering for one in segments(conn, Selection())] == ["Ett.", "Två."]
    wide = Selection(verdicts=frozenset({"confirmed", "doubtful"}), least_score=0.9)
    assert [(one.rendering, one.verdict) for one in segments(conn, wide)] == [
        ("Ett.", "confirmed"),
        ("Tre.", "doubtful"),
    ]


def test_texts_without_a_letter_that_may_be_written_are_no_segment(conn: Connection) -> None:
    put_original(conn, ["\x01\ufffe", unicodedata.normalize("NFD", "Cầu mở")])
    put_read_rendering(conn, "r1", ["Ett.", "Bron\x00\u2028öppnas"], PAGE, 1)
    put_pair(conn, a_pair("r1", [0.9, 0.9]))
    assert [(one.original, one.rendering) for one in segments(conn, Selection())] == [
        ("Cầu mở", "Bron öppnas")
    ]


def test_selection_takes_one_language_of_renderings_or_all(conn: Connection) -> None:
    put_original(conn, ["Một."])
    put_read_rendering(conn, "r1", ["Ett."], PAGE, 1)
    put_read_rendering(conn, "r2", ["Eins."], f"{PAGE}-2", 1, lang="de")
    for rendering_id in ("r1", "r2"):
        put_pair(conn, a_pair(rendering_id, [0.9]))
    found = [
        [one.rendering for one in segments(conn, Selection(lang=lang))] for lang in ("sv", "de", "en", None)
    ]
    assert found == [["Ett."], ["Eins."], [], ["Ett.", "Eins."]]


def test_segments_are_in_the_level_that_was_asked_for(conn: Connection) -> None:
    put_original(conn, ["Cầu dài 412 m. Lễ thông xe diễn ra ngày 3/11."])
    put_read_rendering(conn, "r1", ["Bron är 412 meter lång. Den öppnades den 3 november."], PAGE, 1)
    put_pair(conn, a_pair("r1", [0.9]))
    assert [one.level for one in segments(conn, Selection())] == ["paragraph"]
    found = list(segments(conn, Selection(level="sentence")))
    assert [(one.level, one.rendering) for one in found] == [
        ("sentence", "Bron är 412 meter lång."),
        ("sentence", "Den öppnades den 3 november."),
    ]
