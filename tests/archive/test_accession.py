"""What people bring in is kept once, however it came and however often the import was broken off."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from archive.accession import BATCH, imported_renderings
from archive.catalog.engine import reading
from archive.catalog.pairs import pair_of_rendering
from archive.catalog.renderings import all_renderings, digests_kept, first_record_of, rendering_with_id
from archive.collection import Collection
from archive.derive.pairs import current_pair
from archive.errors import UnreadableInput
from archive.model import Decision, Outcome, Rendering
from archive.rebuild import rebuilt_files
from archive.recorder import offline_recorder
from archive.warc.captures import readable_captures_in
from archive.warc.places import all_warcs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archive.recorder import Recorder

BODY = "Bron öppnades för trafik på fredagen, och alla i byn var där. "
STORY = BODY * 5
NOW = datetime(2026, 3, 1, tzinfo=UTC)
CITED, OTHER = "https://nhandan.vn/a-post900001.html", "https://nhandan.vn/b-post900002.html"
SOURCE_LINES = (f"Källa: {CITED}", "Källa: https://paper.example/a", "Källa: http://10.0.0.1/a", "Källa", "")


def lines(*texts: str) -> str:
    return "".join(json.dumps({"text": text}) + "\n" for text in texts)


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    return Collection(root=tmp_path / "collection")


@pytest.fixture
def recorder(collection: Collection) -> Iterator[Recorder]:
    recorder = offline_recorder(collection)
    yield recorder
    recorder.close()


def renderings(path: Path, recorder: Recorder) -> list[Rendering]:
    found = list(imported_renderings(path, recorder))
    assert not [one for one in found if isinstance(one, UnreadableInput)]
    return [one for one in found if isinstance(one, Rendering)]


def test_article_that_came_in_two_shapes_is_one_rendering_with_two_records(
    tmp_path: Path, recorder: Recorder
) -> None:
    folder = tmp_path / "renderings"
    folder.mkdir()
    page = f'<html lang="sv"><h1>Ny bro i byn</h1><div class="post-detail-body"><p>{STORY}</p></div></html>'
    (folder / "a.html").write_text(page)
    (folder / "b.jsonl").write_text(lines(f"{STORY}\nKälla: {CITED}") * 2)
    found = renderings(folder, recorder)
    (one,) = {each.id for each in found}
    assert len(found) == 3
    with reading(recorder.catalog) as conn:
        assert len(digests_kept(conn, {one})) == 2
        merged = rendering_with_id(conn, one)
    assert merged is not None
    assert (merged.title, merged.citation and merged.citation.url) == ("Ny bro i byn", CITED)


def test_pair_is_the_same_whether_many_came_in_at_once_or_one(tmp_path: Path, recorder: Recorder) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(lines(*(f"{STORY}\n{number}\n{line}" for number, line in enumerate(SOURCE_LINES))))
    found = renderings(path, recorder)
    assert len(found) == len(SOURCE_LINES)
    with reading(recorder.catalog) as conn:
        for one in found:
            assert pair_of_rendering(conn, one.id) == current_pair(conn, one)


def test_pair_tells_what_was_asked_and_decided_before(tmp_path: Path, recorder: Recorder) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(lines(STORY))
    (one,) = renderings(path, recorder)
    recorder.outcome(Outcome(url=CITED, at=NOW, kind="timeout", detail="no answer within 30 s"))
    with reading(recorder.catalog) as conn:
        record = first_record_of(conn, one.id)
    decision = Decision(
        rendering_id=one.id, rendering_record=record, at=NOW, url=OTHER, confirmed=True, note="read both"
    )
    recorder.statement(decision)
    path.write_text(lines(f"{STORY}\nKälla", f"{STORY}\nSå var det.\nKälla: {CITED}"))
    found = renderings(path, recorder)
    assert found[0].id == one.id
    with reading(recorder.catalog) as conn:
        pairs = [pair_of_rendering(conn, each.id) for each in found]
        assert pairs == [current_pair(conn, each) for each in found]
    assert [pair and pair.evidence["reasons"] for pair in pairs] == [
        ["confirmed by a person on 2026-03-01: read both", "not fetched yet"],
        ["timeout: no answer within 30 s"],
    ]


def test_import_that_is_stopped_goes_on_where_it_ended(
    tmp_path: Path, collection: Collection, recorder: Recorder
) -> None:
    path, number = tmp_path / "a.jsonl", 3 * BATCH
    path.write_text(lines(*(f"{STORY * 4} {n}" for n in range(number))))
    told: list[int] = []

    def stopped(more: int) -> None:
        told.append(more)
        if sum(told) > path.stat().st_size // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(imported_renderings(path, recorder, told=stopped))
    with reading(recorder.catalog) as conn:
        kept = [one.id for one, _, _ in all_renderings(conn)]
    assert 0 < len(kept) < number
    told.clear()
    assert len(list(imported_renderings(path, recorder, told=told.append))) == number
    assert sum(told) == path.stat().st_size
    assert sum(1 for warc in all_warcs(collection.root) for _ in readable_captures_in(warc)) == number


def test_import_gives_the_catalog_that_a_rebuild_gives(tmp_path: Path, collection: Collection) -> None:
    recorder = offline_recorder(collection)
    path = tmp_path / "a  \x1b.jsonl"
    path.write_text(lines(*(f"{STORY}\n{number}\n{line}" for number, line in enumerate(SOURCE_LINES))))
    renderings(path, recorder)
    with reading(recorder.catalog) as conn:
        before = list(all_renderings(conn))
    recorder.close()
    assert list(rebuilt_files(collection))
    with reading(collection.catalog()) as conn:
        assert list(all_renderings(conn)) == before
