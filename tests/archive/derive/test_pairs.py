"""Why a rendering has no original, in words that say what became of its redirects."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from archive.catalog.captures import MAX_HOPS, put_captures, put_outcomes
from archive.catalog.renderings import put_rendering
from archive.derive.pairs import current_pair
from archive.model import Block, Capture, Citation, Original, Outcome, Rendering
from tests.archive.capture import CAPTURE

if TYPE_CHECKING:
    from sqlalchemy import Connection

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CITED = "https://nhandan.vn/x-post1.html"
OTHER = "https://nhandan.vn/y-post2.html"
RENDERING = Rendering(
    id="r1",
    source="r1.txt",
    lang="sv",
    title=None,
    publisher=None,
    published_on=None,
    blocks=(Block(type="paragraph", text="Bron öppnades."),),
    citation=Citation(line=f"Källa: {CITED}", url=CITED),
)


@pytest.fixture
def conn(conn: Connection) -> Connection:
    """A catalog with the rendering."""
    cited = Original(url=CITED, outlet="nhandan", article_id="1")
    put_rendering(
        conn,
        RENDERING,
        record_id="urn:uuid:r1",
        at=NOON,
        digest="sha1:R",
        cited_by=lambda _: (cited, None),
    )
    return conn


def redirect(url: str, location: str | None) -> Capture:
    record_id = f"urn:uuid:{url}"
    return replace(CAPTURE, record_id=record_id, url=url, captured_at=NOON, status=302, location=location)


def reason(conn: Connection) -> object:
    return current_pair(conn, RENDERING).evidence["reasons"]


@pytest.mark.parametrize(
    ("hops", "why"),
    [
        ([(CITED, None)], ", a redirect that leads nowhere"),
        ([(CITED, CITED)], f": its redirects lead in a circle, back to {CITED}"),
        ([(CITED, OTHER), (OTHER, CITED)], f": its redirects lead in a circle, back to {CITED}"),
        ([(CITED, OTHER)], f": a redirect to {OTHER}, which was not fetched"),
        (
            [(f"{CITED}{'?' * (at > 0)}{at or ''}", f"{CITED}?{at + 1}") for at in range(MAX_HOPS + 1)],
            f": more than {MAX_HOPS} redirects, the last to {CITED}?{MAX_HOPS}",
        ),
    ],
)
def test_redirects_that_lead_to_no_page_say_why(
    conn: Connection, hops: list[tuple[str, str | None]], why: str
) -> None:
    put_captures(conn, [redirect(url, location) for url, location in hops])
    assert reason(conn) == [f"it answered 302 on 2026-03-01{why}"]


def test_a_redirect_that_was_refused_says_why(conn: Connection) -> None:
    there = "file:///etc/passwd"
    put_captures(conn, [redirect(CITED, there)])
    refused = Outcome(url=there, at=NOON, kind="unsafe", detail="it does not begin with http:// or https://")
    put_outcomes(conn, [("urn:uuid:o", refused)])
    assert reason(conn) == [f"{there}: it is refused: it does not begin with http:// or https://"]


def test_an_older_silence_does_not_explain_a_circle(conn: Connection) -> None:
    earlier = Outcome(url=CITED, at=NOON.replace(hour=11), kind="timeout", detail="no answer")
    put_outcomes(conn, [("urn:uuid:o", earlier)])
    put_captures(conn, [redirect(CITED, CITED)])
    assert reason(conn) == [f"it answered 302 on 2026-03-01: its redirects lead in a circle, back to {CITED}"]
