"""Archived pages and mementos: from their own origin, as RFC 7089 has them, and harmless."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

import pytest

from archive.catalog.captures import put_captures
from archive.catalog.engine import writing
from archive.collection import Collection
from archive.web.replay import shown_as
from tests.archive.capture import CAPTURE
from tests.archive.web.conftest import URL, Served, serving

if TYPE_CHECKING:
    from pathlib import Path


def test_a_page_is_sandboxed_and_at_its_own_origin(served: Served) -> None:
    path = f"/page?{urlencode({'record': served.captures[0].record_id})}"
    answer = served.get(path, origin=served.replay_origin)
    assert "<script>alert(2)</script>" in answer.body
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert f"frame-ancestors {served.origin}" in policy
    assert "allow-" not in policy
    assert served.get(path).status == 404


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("text/html; charset=windows-1258", "text/html; charset=windows-1258"),
        ("text/html", "text/html"),
        ("", "text/html"),
        ("image/svg+xml", "text/plain; charset=utf-8"),
        ("text/xml; charset=utf-16", "text/plain; charset=utf-16"),
        ("text/javascript", "text/plain; charset=utf-8"),
        ("image/png", "image/png"),
        ("text/html\r\nX: y; charset=utf-8\r\nZ: q", "text/plain; charset=utf-8"),
    ],
)
def test_bytes_are_shown_as_pages_pictures_or_words(told: str, shown: str) -> None:
    assert shown_as(told) == shown


def test_the_timemap_lists_every_capture(served: Served) -> None:
    answer = served.get(f"/timemap/link/{URL}")
    assert answer.headers["Content-Type"].startswith("application/link-format")
    lines = answer.body.strip().split(",\n")
    assert lines[0] == f'<{URL}>; rel="original"'
    assert f'{served.origin}/timegate/{URL}>; rel="timegate"' in lines[2]
    assert 'rel="first memento"; datetime="Mon, 05 Jan 2026 08:00:00 GMT"' in lines[3]
    assert 'rel="last memento"; datetime="Tue, 06 Jan 2026 08:00:00 GMT"' in lines[4]


@pytest.mark.parametrize(
    ("wish", "stamp"),
    [
        (None, "20260106080000"),
        ("Mon, 05 Jan 2026 19:00:00 GMT", "20260105080000"),
        ("Mon, 05 Jan 2026 20:00:00 GMT", "20260106080000"),
        ("Mon, 05 Jan 2026 21:00:00 GMT", "20260106080000"),
        ("Fri, 31 Dec 9999 23:59:59 GMT", "20260106080000"),
        ("Thu, 01 Jan 1970 00:00:00 GMT", "20260105080000"),
    ],
)
def test_the_timegate_leads_to_the_closest(served: Served, wish: str | None, stamp: str) -> None:
    answer = served.get(f"/timegate/{URL}", **({"Accept_Datetime": wish} if wish else {}))
    assert answer.status == 302
    assert answer.headers["Location"] == f"{served.replay_origin}/memento/{stamp}/{URL}"
    assert answer.headers["Vary"] == "accept-datetime"
    assert f'<{URL}>; rel="original"' in answer.headers["Link"]


def test_a_memento_says_its_time_and_its_neighbours(served: Served) -> None:
    address = urlsplit(
        served.get(f"/timegate/{URL}", Accept_Datetime="Mon, 05 Jan 2026 08:00:00 GMT").headers["Location"]
    )
    answer = served.get(address.path, origin=served.replay_origin)
    assert answer.headers["Memento-Datetime"] == "Mon, 05 Jan 2026 08:00:00 GMT"
    for rel in (
        'rel="original"',
        'rel="timegate"',
        'rel="timemap"',
        'rel="first memento"; datetime="Mon, 05 Jan 2026 08:00:00 GMT"',
        'rel="next last memento"',
    ):
        assert rel in answer.headers["Link"]
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")


def test_a_time_near_a_memento_leads_to_its_own_address(served: Served) -> None:
    answer = served.get(f"/memento/20000101000000/{URL}", origin=served.replay_origin)
    assert answer.status == 302
    assert answer.headers["Location"] == f"{served.replay_origin}/memento/20260105080000/{URL}"


def test_a_memento_that_is_first_and_previous_is_named_once(served: Served) -> None:
    answer = served.get(f"/memento/20260106080000/{URL}", origin=served.replay_origin)
    links = answer.headers["Link"]
    assert links.count("/memento/20260105080000/") == 1
    assert 'rel="first prev memento"; datetime="Mon, 05 Jan 2026 08:00:00 GMT"' in links
    assert 'rel="last memento"; datetime="Tue, 06 Jan 2026 08:00:00 GMT"' in links


def test_a_missing_file_is_told_in_words(tmp_path: Path) -> None:
    collection = Collection(root=tmp_path)
    lost = replace(CAPTURE, record_id="urn:uuid:lost", url=URL, warc="lost.warc.gz")
    catalog = collection.catalog()
    with writing(catalog) as conn:
        put_captures(conn, [lost])
    catalog.dispose()
    with serving(collection) as origin:
        served = Served(collection=collection, origin=origin, captures=(lost,), rendering_id="")
        answer = served.get("/page?record=urn:uuid:lost", origin=served.replay_origin)
        assert answer.status == 500
        assert "lost.warc.gz is missing" in answer.body
        assert "lost.warc.gz is missing" in served.get("/capture?record=urn:uuid:lost").body


@pytest.mark.parametrize(
    "path", ["/memento/2026/x", "/memento/20269999000000/https://nhandan.vn/", "/memento/"]
)
def test_a_memento_needs_a_time(served: Served, path: str) -> None:
    assert served.get(path, origin=served.replay_origin).status in {400, 404}


@pytest.mark.parametrize(
    "wish",
    [
        "soon",
        "Fri, 31 Dec 9999 23:59:59 -1400",
        "Mon, 05 Jan 2026 08:00:00 +0200",
        "Mon, 05 Jan 2026 08:00:00 -0000",
        "Mon, 05 Jan 2026 08:00:00",
    ],
)
def test_a_bad_wish_is_refused(served: Served, wish: str) -> None:
    assert served.get(f"/timegate/{URL}", Accept_Datetime=wish).status == 400


def test_what_runs_archived_scripts_has_an_origin_of_its_own(served: Served, tmp_path: Path) -> None:
    for name in ("ui.js", "sw.js", "collection.wacz"):
        (tmp_path / name).write_text("-", encoding="utf-8")
    record = urlencode({"record": served.captures[0].record_id})
    with serving(served.collection, "--replay", str(tmp_path)) as origin:
        page = served.get(f"/capture?{record}", origin=origin)
        replay_origin = page.headers["Content-Security-Policy"].rpartition("frame-src ")[2]
        address = urlsplit(page.body.partition('">With ReplayWeb.page')[0].rpartition('href="')[2])
        player_origin = f"http://{address.netloc}"
        assert player_origin not in {origin, replay_origin}
        assert "<replay-web-page" in served.get(f"{address.path}?url=x", origin=player_origin).body
        assert served.get("/replay/collection.wacz", origin=player_origin).body == "-"
        assert served.get(f"/page?{record}", origin=player_origin).status == 404
        assert served.get("/replay/", origin=replay_origin).status == 404
