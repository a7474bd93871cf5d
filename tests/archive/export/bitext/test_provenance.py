"""A corpus names the page that a rendering was read from, and nobody's folders."""

from __future__ import annotations

import pytest

from archive.export.bitext.provenance import without_folders

PAGE = "https://www.vietnam.vn/sv/bron-oppnas"


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (PAGE, PAGE),
        (f"{PAGE}#https://b.example/", f"{PAGE}#https://b.example/"),
        ("/home/mai/texter/ett.txt", "ett.txt"),
        ("C:\\Users\\mai\\ett.html", "ett.html"),
        ("texter/alla.jsonl.gz#7", "alla.jsonl.gz#7"),
        (f"/home/mai/crawl.wet.gz#{PAGE}?a=1#b", f"{PAGE}?a=1#b"),
        ("https:/ett.txt", "ett.txt"),
    ],
)
def test_page_is_named_and_folders_are_not(source: str, told: str) -> None:
    assert without_folders(source) == told
