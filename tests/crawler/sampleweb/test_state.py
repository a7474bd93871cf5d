"""The state that a person keeps in a file is taken over whole, and a mistake in it is named."""

from __future__ import annotations

import json
import os
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from crawler.sampleweb.proxy import SampleWeb
from crawler.sampleweb.state import StateFile, WebState

if TYPE_CHECKING:
    from pathlib import Path


def test_a_changed_state_file_replaces_the_state(tmp_path: Path) -> None:
    file, state = tmp_path / "state.json", WebState()
    file.write_text(
        json.dumps({"edit": {"bridge": 1}, "remove": {"honey": "410"}, "outage": {"nhandan.vn": 60}})
    )
    watched = StateFile(file)
    watched.apply(state)
    assert (state.telling("bridge"), state.removal("honey"), state.retry_after("nhandan.vn")) == (
        1,
        "410",
        60,
    )
    file.write_text("{}")
    os.utime(file, ns=(1, 1))
    watched.apply(state)
    assert (state.telling("bridge"), state.removal("honey"), state.retry_after("nhandan.vn")) == (
        0,
        None,
        None,
    )


def test_a_state_file_may_divert_a_story_and_disallow_a_host(tmp_path: Path) -> None:
    file, state = tmp_path / "state.json", WebState()
    file.write_text('{"divert": {"bridge": "http://127.0.0.1/"}, "disallow": {"nhandan.vn": 1}}')
    StateFile(file).apply(state)
    assert state.diversion("bridge") == "http://127.0.0.1/"
    assert state.disallows("nhandan.vn")
    state.restore("bridge")
    state.recover("nhandan.vn")
    assert state.diversion("bridge") is None
    assert not state.disallows("nhandan.vn")


def test_an_unchanged_state_file_leaves_the_refusals_to_run_out(tmp_path: Path) -> None:
    file, state = tmp_path / "state.json", WebState()
    file.write_text('{"forbid": {"www.vietnam.vn": 2}}')
    watched = StateFile(file)
    refused = []
    for _ in range(4):
        watched.apply(state)
        refused.append(state.refuses("www.vietnam.vn"))
    assert refused == [True, True, False, False]


@pytest.mark.parametrize(
    "wrong",
    [
        {"explode": {"bridge": 1}},
        {"remove": {"bridge": "gone"}},
        {"remove": {"bridg": "404"}},
        {"edit": {"bridge": 9}},
        {"divert": {"bridg": "http://127.0.0.1/"}},
        {"outage": {"evil.example": 9}},
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(wrong: dict[str, dict[str, int | str]]) -> None:
    state = WebState()
    state.edit("bridge")
    with pytest.raises(ValueError, match=r"^the sample web (has no|cannot) "):
        state.become(wrong)
    assert state.telling("bridge") == 1


def test_a_served_page_follows_the_file_and_says_when_it_cannot(tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    file.write_text('{"outage": {"nhandan.vn": 60}}')
    with SampleWeb.running(state_file=file) as web:
        proxy = urlsplit(web.proxy_url)

        def status() -> int:
            connection = HTTPConnection(str(proxy.hostname), proxy.port, timeout=10)
            connection.request("GET", "http://nhandan.vn/")
            answer = connection.getresponse().status
            connection.close()
            return answer

        assert status() == 503
        file.write_text('{"outage": ')
        os.utime(file, ns=(1, 1))
        assert status() == 500
        file.write_text("{}")
        os.utime(file, ns=(2, 2))
        assert status() == 301
