"""Which captures are pages to be extracted: the query and the rule say the same."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from archive.catalog.articles import captures_to_extract, holds_page
from archive.catalog.captures import put_captures
from tests.archive.capture import CAPTURE

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from archive.model import Capture


@pytest.mark.parametrize(
    ("capture", "is_page"),
    [
        (CAPTURE, True),
        (replace(CAPTURE, mime="application/xhtml+xml"), True),
        (replace(CAPTURE, mime=""), True),
        (replace(CAPTURE, mime="image/jpeg"), False),
        (replace(CAPTURE, status=404), False),
        (replace(CAPTURE, status=304), False),
        (replace(CAPTURE, type="revisit"), False),
    ],
)
def test_text_is_had_from_whole_pages_alone(conn: Connection, capture: Capture, *, is_page: bool) -> None:
    put_captures(conn, [capture])
    assert holds_page(capture) == is_page
    assert list(captures_to_extract(conn, lambda _: "extractor")) == [capture] * is_page
