"""A corpus names the page that a rendering was read from, and nobody's folders."""

from __future__ import annotations

import pytest

from archive.export.bitext.provenance import page_address, without_folders

PAGE = "https://www.vietnam.vn/sv/bron-oppnas"


@pytest.mark.parametrize(
    ("source", "page", "told"),
    [
        (PAGE, PAGE, PAGE),
        (f"{PAGE}#https://b.example/", f"{PAGE}#https://b.example/", f"{PAGE}#https://b.example/"),
        ("/home/mai/texter/ett.txt", None, "ett.txt"),
        ("C:\\Users\\mai\\ett.html", None, "ett.html"),
        ("texter/alla.jsonl.gz#7", None, "alla.jsonl.gz#7"),
        (f"/home/mai/crawl.wet.gz#{PAGE}?a=1#b", f"{PAGE}?a=1#b", f"crawl.wet.gz#{PAGE}?a=1#b"),
        ("https:/ett.txt", None, "ett.txt"),
    ],
)
def test_page_is_named_and_folders_are_not(source: str, page: str | None, told: str) -> None:
    assert (page_address(source), without_folders(source)) == (page, told)
