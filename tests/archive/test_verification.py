"""Every kind of row is held against its record, and what a crawl adds meanwhile is no fault."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from archive.accession import imported_renderings
from archive.catalog.comparison import OF_RECORDS
from archive.catalog.engine import writing
from archive.collection import Collection
from archive.indexing import index_rendering
from archive.model import Candidate, Decision, Exchange, Listed, Outcome, Rendering, Search
from archive.recorder import Recorder
from archive.verification import verified
from archive.warc.places import closed_warcs, open_warcs
from archive.warc.warcinfo import CrawlInfo

if TYPE_CHECKING:
    from pathlib import Path

    from archive.warc.verification.finding import Finding

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
ORIGINAL = "https://nhandan.vn/cau-go-moi-post800001.html"
MEMENTO = f"https://web.archive.org/web/20250101000000id_/{ORIGINAL}"
TEXT = f"Bron öppnades för trafik på fredagen, och alla i byn var där.\n\nKälla: {ORIGINAL}\n"
# A column of each kind of row, and what to put there.
EDITS = {
    "capture": ("url", "'http://elsewhere.example/'"),
    "outcome": ("detail", "'never'"),
    "memento": ("at", "'2024-01-01 00:00:00.000000'"),
    "rendering_record": ("title", "'Another title'"),
    "rendering": ("original_url", "NULL"),
    "decision": ("confirmed", "NOT confirmed"),
    "search": ("candidates", "'[]'"),
    "listed": ("day", "'2020-01-01'"),
    "learned": ("body", "'{}'"),
}


def page(number: int, url: str = ORIGINAL) -> Exchange:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>%d</p>" % number
    asked = b"GET / HTTP/1.1\r\nHost: nhandan.vn\r\n\r\n"
    at = AT + timedelta(minutes=number)
    return Exchange(url=url, method="GET", started_at=at, request=asked, response=BytesIO(answer))


def recorder_of(collection: Collection) -> Recorder:
    info = CrawlInfo(software="test", robots="not asked", operator="")
    return Recorder(collection, info, now=lambda: AT)


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """A collection with rows of every kind."""
    folder = tmp_path_factory.mktemp("healthy")
    collection = Collection(root=folder / "collection")
    recorder = recorder_of(collection)
    for exchange in (page(1), page(2), page(2), page(3, MEMENTO)):
        recorder.exchange(exchange)
    recorder.outcome(Outcome(url=ORIGINAL, at=AT, kind="dns", detail="no such name"))
    (folder / "a.txt").write_text(TEXT, "utf-8")
    assert len(list(imported_renderings(folder / "a.txt", recorder))) == 1
    found = (Candidate(url=ORIGINAL, score=0.25),)
    decision = Decision(
        rendering_id="1", rendering_record="urn:uuid:1", at=AT, url=ORIGINAL, confirmed=True, note=""
    )
    recorder.statement(decision)
    recorder.statement(Search(rendering_id="1", at=AT, candidates=found, abstained=None))
    recorder.statement(Listed(lang="sv", day=date(2026, 2, 28), at=AT))
    recorder.learned(b'{"lengths": {}}')
    recorder.close()
    return collection


@pytest.fixture
def collection(healthy: Collection, tmp_path: Path) -> Collection:
    shutil.copytree(healthy.root, tmp_path / "collection")
    return Collection(root=tmp_path / "collection")


def change(collection: Collection, statement: str) -> None:
    with closing(sqlite3.connect(collection.root / "catalog.sqlite")) as conn, conn:
        assert conn.execute(statement).rowcount > 0


def faults(collection: Collection) -> list[Finding]:
    return [found for found in verified(collection) if found.is_fault]


def test_healthy_collection_is_well(healthy: Collection) -> None:
    assert list(verified(healthy)) == []
    assert {table.name for table in OF_RECORDS} == set(EDITS)


def test_rendering_on_a_captured_page_is_derived_and_no_fault(collection: Collection, tmp_path: Path) -> None:
    recorder = recorder_of(collection)
    pages = [recorder.exchange(page(number, "https://www.vietnam.vn/sv/bron")) for number in (9, 10)]
    (tmp_path / "b.txt").write_text(TEXT.replace("fredagen", "måndagen"), "utf-8")
    (imported,) = imported_renderings(tmp_path / "b.txt", recorder)
    assert isinstance(imported, Rendering)
    also_a_file = replace(imported, source=pages[0].url, title="Bron")
    only_a_page = replace(also_a_file, id="00000000000000bb")
    with writing(recorder.catalog) as conn:
        for shown, at in zip((also_a_file, only_a_page), pages, strict=True):
            index_rendering(conn, shown, record_id=at.record_id, at=at.captured_at, digest=at.digest)
    recorder.close()
    assert list(verified(collection)) == []


@pytest.mark.parametrize("table", EDITS)
def test_row_taken_out_is_missed(table: str, collection: Collection) -> None:
    change(collection, f"DELETE FROM {table}")  # noqa: S608
    found = faults(collection)
    assert {one.code for one in found} == {"record-without-row"}
    assert all(f"`{table}`" in one.what for one in found)
    # A rendering is what several records say together; all others have one place.
    assert all((one.offset is not None) == (table != "rendering") for one in found if table != "memento")


@pytest.mark.parametrize("table", EDITS)
def test_edited_row_is_told_with_both_values(table: str, collection: Collection) -> None:
    column, value = EDITS[table]
    change(collection, f"UPDATE {table} SET {column} = {value}")  # noqa: S608
    found = faults(collection)
    assert {one.code for one in found} == {"row-differs"}
    assert all(f"{column} is " in one.what and " in the catalog, " in one.what for one in found)


def test_row_of_no_record_is_found(collection: Collection) -> None:
    change(collection, "INSERT INTO outcome SELECT 'urn:uuid:0', url, at, kind, detail FROM outcome")
    (found,) = faults(collection)
    assert (found.code, found.record_id) == ("row-without-record", "urn:uuid:0")


@pytest.mark.parametrize("code", ["row-differs", "row-without-record"])
def test_no_catalog_is_thrown_away_before_the_evidence_is_kept(code: str, collection: Collection) -> None:
    change(collection, "UPDATE outcome SET record_id = 'urn:uuid:0', detail = 'never'")
    change(collection, "UPDATE capture SET status = 500")
    found = next(one for one in faults(collection) if one.code == code)
    assert found.advice.index("keep a copy of the catalog") < found.advice.index("kalla rebuild")
    assert "status is 500 in the catalog, 200 by the record" in found.what or code != "row-differs"


def test_record_that_states_nothing_readable_is_named(tmp_path: Path) -> None:
    collection = Collection(root=tmp_path / "collection")
    recorder = recorder_of(collection)
    recorder.close()
    recorder = recorder_of(collection)
    recorder._writer.metadata("urn:kalla:outcome:1", "application/json", b"{}", at=AT)  # noqa: SLF001
    recorder.close()
    (found,) = faults(collection)
    assert (found.code, found.file) == ("unindexed", closed_warcs(collection.root)[0].name)


def test_collection_without_a_catalog_is_given_none(collection: Collection) -> None:
    (collection.root / "catalog.sqlite").unlink()
    assert [found.code for found in faults(collection)] == ["no-catalog"]
    assert not (collection.root / "catalog.sqlite").exists()


@pytest.mark.parametrize("statement", ["UPDATE about SET value = '0'", "UPDATE listed SET day = 'never'"])
def test_catalog_that_cannot_be_compared_is_one_finding(statement: str, collection: Collection) -> None:
    change(collection, statement)
    (found,) = faults(collection)
    assert (found.file, found.code) in {("catalog", "no-catalog"), ("catalog", "unreadable")}


def test_damaged_catalog_is_one_finding(collection: Collection) -> None:
    with (collection.root / "catalog.sqlite").open("r+b") as file:
        file.write(bytes(4096))
    assert [found.code for found in faults(collection)] == ["unreadable"]


def test_what_crawls_add_meanwhile_is_no_fault(collection: Collection) -> None:
    """Two crawls go on at each finding that comes out, and one closes its file."""
    recorders = [recorder_of(collection) for _ in range(2)]
    for number, recorder in enumerate(recorders):
        recorder.exchange(page(10 + number))
    told = list[str]()
    for number, found in enumerate(verified(collection)):
        told.append(found.code)
        for recorder in recorders:
            recorder.exchange(page(20 + number % 2, MEMENTO))
            recorder.outcome(Outcome(url=ORIGINAL, at=AT, kind="dns", detail="no such name"))
        if number == 0:
            recorders.pop().close()
            recorders.append(recorder_of(collection))
            recorders[-1].exchange(page(30))
    assert told == ["being-written", "being-written"]
    assert len(open_warcs(collection.root)) == 2
    for recorder in recorders:
        recorder.close()
    assert faults(collection) == []


def test_rows_that_come_while_rows_are_compared_are_no_fault(collection: Collection) -> None:
    """A crawl goes on between the reading of the files and the comparison."""
    recorder = recorder_of(collection)
    recorder.exchange(page(10))
    change(collection, "DELETE FROM listed")
    findings = verified(collection)
    told = [next(findings).code]
    recorder.exchange(page(11))
    told += [found.code for found in findings]
    recorder.close()
    assert told == ["being-written", "record-without-row"]


def test_rendering_imported_meanwhile_is_no_fault(collection: Collection, tmp_path: Path) -> None:
    recorder = recorder_of(collection)
    recorder.exchange(page(10))
    change(collection, "DELETE FROM listed")
    told = list[str]()
    for found in verified(collection):
        told.append(found.code)
        file = tmp_path / f"{len(told)}.txt"
        file.write_text(TEXT.replace("trafik", "trafik igen" * (len(told) - 1)), "utf-8")
        list(imported_renderings(file, recorder))
    recorder.close()
    assert told == ["being-written", "record-without-row"]


def test_row_lost_from_a_closed_file_is_told_while_a_crawl_runs(collection: Collection) -> None:
    recorder = recorder_of(collection)
    recorder.exchange(page(10))
    change(collection, f"DELETE FROM capture WHERE url = '{MEMENTO}'")  # noqa: S608
    assert [found.code for found in faults(collection)] == ["record-without-row"]
    recorder.close()
