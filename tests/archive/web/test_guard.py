"""Who is answered: loopback's own names and our own pages, nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

import pytest

if TYPE_CHECKING:
    from tests.archive.web.conftest import Served


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example", ""])
def test_a_foreign_host_is_not_answered(served: Served, host: str) -> None:
    for origin in (served.origin, served.replay_origin):
        assert served.get("/", origin=origin, Host=host).status == 421


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]"])
def test_loopback_names_are_answered(served: Served, name: str) -> None:
    assert served.get("/", Host=f"{name}:{urlsplit(served.origin).port}").status == 200


def test_a_page_elsewhere_cannot_load_parts_but_may_link(served: Served) -> None:
    for site in ("cross-site", "same-site"):  # a port of ours is another origin of the same site
        assert served.get("/pairs", Sec_Fetch_Site=site, Sec_Fetch_Mode="no-cors").status == 403
        assert served.get("/verify?run=yes", Sec_Fetch_Site=site, Sec_Fetch_Mode="cors").status == 403
    assert served.get("/pairs", Sec_Fetch_Site="same-origin", Sec_Fetch_Mode="no-cors").status == 200
    assert served.get("/pairs", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate").status == 200


@pytest.mark.parametrize("path", ["/", "/static/kalla.css", "/nothing", "/pairs?format=csv", "/changes.atom"])
def test_every_answer_has_the_policy(served: Served, path: str) -> None:
    headers = served.get(path).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "script-src" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("origin", ["null", "http://evil.example", "", "replay"])
def test_a_form_of_another_origin_is_refused(served: Served, origin: str) -> None:
    sent_from = served.replay_origin if origin == "replay" else origin
    answer = served.post("/decisions", "id=x&choice=confirm", Origin=sent_from)
    assert answer.status == 403


def test_a_form_without_its_token_is_refused(served: Served) -> None:
    page = served.get(f"/pair?{urlencode({'id': served.rendering_id})}")
    cookie = page.headers["Set-Cookie"].partition(";")[0]
    token = page.body.partition('name="token" value="')[2].partition('"')[0]
    form = {"id": served.rendering_id, "choice": "confirm"}
    assert len(token) == 64
    assert served.post("/decisions", urlencode(form), Cookie=cookie).status == 403
    assert served.post("/decisions", urlencode({**form, "token": token})).status == 403
    assert served.post("/decisions", urlencode({**form, "token": token}), Cookie="kalla=other").status == 403


def test_the_cookie_is_for_the_server_alone(served: Served) -> None:
    cookie = served.get(f"/pair?id={served.rendering_id}").headers["Set-Cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
