"""`kalla show` gives a capture's text, wherever the bytes lie."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from archive.collection import Collection
from archive.model import Exchange
from archive.recorder import Recorder
from archive.warc.warcinfo import CrawlInfo
from tests.archive.cli.conftest import BEGINNING, EDITED, URL

if TYPE_CHECKING:
    from pathlib import Path

    from tests.archive.cli.conftest import Desk, Kalla

LATER = BEGINNING + timedelta(days=9)


def test_an_unchanged_page_has_the_text_that_it_repeats(desk: Desk, run: Kalla, tmp_path: Path) -> None:
    root = tmp_path / "collection"
    shutil.copytree(desk.collection.root, root)
    collection = Collection(root=root)
    last = json.loads(run("show", URL, "--json", "--collection", str(root)).stdout)
    recorder = Recorder(collection, CrawlInfo(software="test", robots="", operator=""), now=lambda: LATER)
    body = "".join(f"<p>{one}</p>" for one in EDITED)
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}".encode()
    asked = b"GET / HTTP/1.1\r\nHost: nhandan.vn\r\n\r\n"
    repeated = recorder.exchange(
        Exchange(url=URL, method="GET", started_at=LATER, request=asked, response=BytesIO(answer))
    )
    recorder.close()
    assert repeated.type == "revisit"
    assert repeated.refers_to == last["record_id"]

    shown = run("show", URL, "--collection", str(root)).stdout
    assert f"captured {LATER:%Y-%m-%d %H:%M:%S}" in shown
    assert "84 m" in shown
    again = json.loads(run("show", URL, "--json", "--collection", str(root)).stdout)
    assert again["blocks"] == last["blocks"]
    assert again["record_id"] == repeated.record_id
