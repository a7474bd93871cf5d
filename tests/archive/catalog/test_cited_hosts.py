"""The hosts that renderings cite, counted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from archive.accession import imported_renderings
from archive.catalog.cited_hosts import CitedHost, cited_hosts
from archive.catalog.engine import reading
from archive.collection import Collection
from archive.recorder import offline_recorder

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_not_fetched_is_a_count_of_originals(tmp_path: Path) -> None:
    cited = [*["https://nhandan.vn/hai-post800001.html"] * 2, "https://baoquocte.vn/ba-332001.html"]
    lines = [
        json.dumps({"text": f"Bro {number} är 48 m lång.\nKälla: {url}"}) for number, url in enumerate(cited)
    ]
    (tmp_path / "three.jsonl").write_text("\n".join(lines), encoding="utf-8")
    recorder = offline_recorder(Collection(root=tmp_path / "collection"))
    list(imported_renderings(tmp_path / "three.jsonl", recorder))
    with reading(recorder.catalog) as conn:
        found = cited_hosts(conn)
    recorder.close()
    assert found == [
        CitedHost(host="nhandan.vn", outlet="nhandan", citations=2, originals=1, unanswered=1),
        CitedHost(host="baoquocte.vn", outlet="baoquocte", citations=1, originals=1, unanswered=1),
    ]
    assert [type(one.unanswered) for one in found] == [int, int]
