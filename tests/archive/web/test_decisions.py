"""A decision sent by our form is a record of the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from archive.warc.captures import readable_captures_in
from archive.warc.places import closed_warcs
from tests.archive.web.conftest import URL, serving

if TYPE_CHECKING:
    from tests.archive.web.conftest import Served


def send(served: Served, **changed: str) -> int:
    page = served.get(f"/pair?id={served.rendering_id}")
    cookie = page.headers["Set-Cookie"].partition(";")[0]
    token = page.body.partition('name="token" value="')[2].partition('"')[0]
    form = {"token": token, "id": served.rendering_id, "url": URL, "choice": "reject", "note": "not <this>"}
    return served.post("/decisions", urlencode({**form, **changed}), Cookie=cookie).status


def test_a_decision_becomes_a_record_and_is_shown(served: Served) -> None:
    assert send(served) == 303
    assert "not &lt;this&gt;" in served.get(f"/pair?id={served.rendering_id}").body
    kept = [found for path in closed_warcs(served.collection.root) for found in readable_captures_in(path)]
    assert any(b"not <this>" in getattr(found, "body", b"") for found in kept)


def test_the_form_speaks_of_its_own_pair(served: Served) -> None:
    """The address that a capture ended at need not be the one that the pair is looked up by."""
    assert f'value="{URL}"' not in served.get(f"/pair?id={served.rendering_id}").body
    assert send(served, url="", choice="confirm", note="the pair's own") == 303
    assert "confirmed by a person" in served.get(f"/pair?id={served.rendering_id}").body


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"choice": "maybe"}, 400),
        ({"note": "x" * 5000}, 400),
        ({"note": "x" * 70_000}, 413),
        ({"id": "0" * 16}, 404),
        ({"url": "http://127.0.0.1/"}, 400),
    ],
)
def test_what_makes_no_sense_is_refused(served: Served, changed: dict[str, str], status: int) -> None:
    assert send(served, **changed) == status


def test_read_only_takes_no_decisions(served: Served) -> None:
    with serving(served.collection, "--read-only") as origin:
        assert served.ask("POST", "/decisions", {"Origin": origin}, origin=origin).status in {404, 405}
        assert '<form class="decide"' not in served.get(f"/pair?id={served.rendering_id}", origin=origin).body
