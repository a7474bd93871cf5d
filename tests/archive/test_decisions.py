"""A decision is heeded under whichever of its addresses a person names the article."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from archive.accession import imported_renderings
from archive.catalog.articles import put_article
from archive.catalog.engine import reading, writing
from archive.catalog.renderings import original_with_url
from archive.catalog.statements import decisions_on
from archive.collection import Collection
from archive.decisions import decided
from archive.derive.checks import derived_leftovers
from archive.derive.pairs import derived_pairs
from archive.errors import WrongUsage
from archive.model import Article, Block, Candidate, Exchange, Rendering, Search
from archive.outlets.registry import outlet_for_url
from archive.recorder import offline_recorder
from archive.text.version import extractor_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archive.model import Capture, Pair
    from archive.recorder import Recorder

NOW = datetime(2026, 3, 1, tzinfo=UTC)
CITED = "https://baohaiduong.vn/cau-go-moi-401866.html"
SUCCESSOR = "https://baohaiphong.vn/cau-go-moi-401866.html"
MEMENTO = f"https://web.archive.org/web/20250301000000id_/{CITED}"
ELSEWHERE = "https://nhandan.vn/mot-chuyen-khac-post800002.html"
OTHER_PAPER = "https://baolang.example/cau-go-moi-12345.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A collection with one rendering, which cites CITED."""

    collection: Collection
    recorder: Recorder
    rendering: str

    def answer(self, url: str, status: int = 200, head: str = "") -> Capture:
        about = f"HTTP/1.1 {status} x\r\nContent-Type: text/html\r\n{head}Content-Length: 4\r\n\r\n<p>!"
        request = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
        response = BytesIO(about.encode())
        return self.recorder.exchange(
            Exchange(url=url, method="GET", started_at=NOW, request=request, response=response)
        )

    def page(self, url: str) -> None:
        """An answer with a text, and what follows from it."""
        article = Article(
            record_id=self.answer(url).record_id,
            extraction="ok",
            extractor=extractor_of(outlet_for_url(CITED)),
            title="Cầu gỗ mới",
            lang="vi",
            blocks=(Block(type="paragraph", text="Cây cầu gỗ dài 48 m."),),
        )
        with writing(self.recorder.catalog) as conn:
            put_article(conn, article)
        derived_leftovers(self.collection, self.recorder.catalog)
        list(derived_pairs(self.recorder.catalog))

    def decide(self, url: str | None, *, confirmed: bool, day: int = 0) -> Pair:
        now = NOW + timedelta(days=day)
        return decided(self.recorder, self.rendering, url, confirmed=confirmed, note="", now=now)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    collection = Collection(root=tmp_path / "collection")
    recorder = offline_recorder(collection)
    told = {"text": f"Bron är 48 m lång.\nKälla: {CITED}", "lang": "sv"}
    (tmp_path / "one.jsonl").write_text(json.dumps(told), encoding="utf-8")
    (found,) = imported_renderings(tmp_path / "one.jsonl", recorder)
    assert isinstance(found, Rendering)
    yield Desk(collection=collection, recorder=recorder, rendering=found.id)
    recorder.close()


@pytest.mark.parametrize("named", [None, CITED, SUCCESSOR, f"{SUCCESSOR}?amp=1"])
def test_an_article_that_moved_is_rejected_at_either_address(desk: Desk, named: str | None) -> None:
    desk.answer(CITED, 301, f"Location: {SUCCESSOR}\r\n")
    desk.page(SUCCESSOR)
    pair = desk.decide(named, confirmed=False)
    assert (pair.verdict, pair.evidence["decision"]) == ("mismatch", "rejected")


@pytest.mark.parametrize("named", [None, CITED, MEMENTO])
def test_an_article_of_the_web_archive_is_decided_on_at_either_address(desk: Desk, named: str | None) -> None:
    desk.page(MEMENTO)
    pair = desk.decide(named, confirmed=True)
    assert (pair.verdict, pair.evidence["decision"]) == ("confirmed", "confirmed")


def test_a_capture_in_the_web_archive_names_what_it_captured(desk: Desk) -> None:
    desk.decide(f"https://web.archive.org/web/20250301000000id_/{ELSEWHERE}", confirmed=True)
    with reading(desk.recorder.catalog) as conn:
        assert list(decisions_on(conn, desk.rendering)) == [ELSEWHERE]


def test_rejecting_all_that_was_proposed_for_a_lost_link_says_so(tmp_path: Path) -> None:
    recorder = offline_recorder(Collection(root=tmp_path / "collection"))
    (tmp_path / "lost.txt").write_text("Bron över floden är 48 m lång.\nKälla\n", encoding="utf-8")
    (found,) = imported_renderings(tmp_path / "lost.txt", recorder)
    assert isinstance(found, Rendering)
    proposed = (Candidate(url=ELSEWHERE, score=1.0),)
    recorder.statement(Search(rendering_id=found.id, at=NOW, candidates=proposed, abstained=None))
    list(derived_pairs(recorder.catalog, [found.id]))
    pair = decided(recorder, found.id, ELSEWHERE, confirmed=False, note="", now=NOW)
    recorder.close()
    told = "looked for on 2026-03-01: all that was proposed is rejected"
    assert told in str(pair.evidence["reasons"])
    assert pair.candidates == ()


def test_what_nobody_took_for_the_original_is_not_rejected(desk: Desk) -> None:
    with pytest.raises(WrongUsage, match="would change nothing"):
        desk.decide(ELSEWHERE, confirmed=False)


def test_a_confirmed_original_is_rejected_where_no_url_is_named(desk: Desk) -> None:
    desk.page(ELSEWHERE)
    desk.decide(ELSEWHERE, confirmed=True)
    desk.decide(None, confirmed=False, day=1)
    with reading(desk.recorder.catalog) as conn:
        (decision,) = decisions_on(conn, desk.rendering).values()
    assert (decision.url, decision.confirmed) == (ELSEWHERE, False)


def test_an_article_of_another_paper_may_be_confirmed_and_is_to_be_fetched(desk: Desk) -> None:
    pair = desk.decide(OTHER_PAPER, confirmed=True)
    assert (pair.verdict, pair.evidence["decision"]) == ("unfetched", "confirmed")
    assert pair.evidence["reasons"] == ["confirmed by a person on 2026-03-01", "not fetched yet"]
    with reading(desk.recorder.catalog) as conn:
        assert original_with_url(conn, OTHER_PAPER)
