"""Pages of the four outlets and of nobody, made from a body."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from archive.model import Page

if TYPE_CHECKING:
    from collections.abc import Callable

CAPTURED_AT = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)


@pytest.fixture
def page() -> Callable[..., Page]:
    """A page captured in 2026, from its bytes or its text."""

    def made(body: str | bytes, **fields: object) -> Page:
        given: dict[str, object] = {
            "record_id": "urn:uuid:00000000-0000-4000-8000-000000000001",
            "url": "https://nhandan.vn/hoi-cho-sach-post901901.html",
            "captured_at": CAPTURED_AT,
            "status": 200,
            "content_type": "text/html; charset=utf-8",
            "body": body.encode() if isinstance(body, str) else body,
        }
        return Page(**(given | fields))  # type: ignore[arg-type]

    return made
