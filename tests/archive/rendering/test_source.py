"""The page's address in what is told of where a rendering was read."""

from __future__ import annotations

import pytest

from archive.rendering.source import page_address


@pytest.mark.parametrize(
    ("source", "page"),
    [
        ("a.warc.gz#https://www.vietnam.vn/sv/hus", "https://www.vietnam.vn/sv/hus"),
        ("a#1/b.wet#http://vietnam.vn/sv/hus#http://x", "http://vietnam.vn/sv/hus#http://x"),
        ("https://www.vietnam.vn/sv/hus#https://x", "https://www.vietnam.vn/sv/hus#https://x"),
        ("folder/a.jsonl#3", None),
        ("https:/a.txt", None),
    ],
)
def test_record_of_a_web_archive_has_its_pages_address(source: str, page: str | None) -> None:
    assert page_address(source) == page
