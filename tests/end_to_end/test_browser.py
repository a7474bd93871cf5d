"""The browser's pages as a person sees them: driven in Chromium, on a collection with a history."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from archive.collection import Collection
from archive.model import Exchange
from archive.recorder import Recorder
from archive.warc.writer import CrawlInfo
from crawler.sampleweb.stories import story_named
from crawler.sampleweb.text_renderings import write_renderings
from tests.end_to_end.chromium import CHROMEDRIVER, CHROMIUM, running
from tests.end_to_end.conftest import KALLA, Desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from crawler.sampleweb.proxy import SampleWeb
    from tests.end_to_end.chromium import Chromium

pytestmark = pytest.mark.skipif(
    not (CHROMIUM.exists() and CHROMEDRIVER.exists()), reason="needs Debian's chromium and chromium-driver"
)

ENOUGH = 4  # visits to pages of one kind
BEGINNING = datetime(2025, 10, 28, 1, tzinfo=UTC)
HOSTILE_URL = "https://nhandan.vn/%3Cscript%3E-post990001.html"
# Everything that could make a page act: each would ask the canary, which must hear nothing.
HOSTILE_PAGE = """<!doctype html><html><head><title><img src=x onerror="fetch('{canary}/title')"></title>
<base href="{canary}/base/"><meta http-equiv="refresh" content="0;url={canary}/refresh">
<link rel="stylesheet" href="{canary}/style.css"><link rel="prefetch" href="{canary}/prefetch">
<script>fetch('{canary}/script'); new Image().src = '{canary}/image'; top.location = '{canary}/top';
navigator.serviceWorker.register('/worker.js').then(() => fetch('{canary}/worker'));
parent.document.title = 'taken'; document.cookie = 'taken=1';</script></head>
<body onload="document.forms[0].submit()"><form action="{canary}/form" method="post"></form>
<svg onload="fetch('{canary}/svg')"><image href="{canary}/svg.png"/></svg>
<iframe src="{canary}/frame"></iframe><object data="{canary}/object"></object>
<video src="{canary}/video" autoplay></video><h1>The hostile page</h1></body></html>"""


class Canary(BaseHTTPRequestHandler):
    """Hears what a hostile page asks for."""

    def do_GET(self) -> None:
        self.server.heard.append(self.path)  # type: ignore[attr-defined]
        page = self.server.page if self.path == "/" else b""  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(page)

    do_POST = do_GET  # noqa: N815

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


@contextmanager
def listening(page: str = "") -> Iterator[tuple[str, list[str]]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Canary)
    address = f"http://127.0.0.1:{server.server_port}"
    server.heard = []  # type: ignore[attr-defined]
    server.page = page.replace("{canary}", address).encode()  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield address, server.heard  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def canary() -> Iterator[tuple[str, list[str]]]:
    with listening() as found:
        yield found


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, web: SampleWeb, canary: tuple[str, list[str]]) -> Desk:
    """A collection in which an original was edited and its rendering did not follow, and a hostile page."""
    desk = Desk(folder=tmp_path_factory.mktemp("browser"), web=web)
    write_renderings(desk.renderings)
    _crawl(desk, 0, "originals", "-a", f"renderings={desk.renderings}")
    web.state.edit("bridge")
    web.state.remove("lighthouse", "404")
    _crawl(desk, 1, "refetch")
    _keep_hostile_page(desk.collection, canary[0])
    return desk


def _crawl(desk: Desk, day: float, spider: str, *options: str) -> None:
    offset = BEGINNING + timedelta(days=day) - datetime.now(UTC)
    done = desk.crawl(spider, *options, "-s", f"KALLA_CLOCK_OFFSET={offset.total_seconds()}")
    assert done.returncode == 0, done.stderr


def _keep_hostile_page(folder: Path, canary: str) -> None:
    info = CrawlInfo(software="test", robots="not asked", operator="")
    recorder = Recorder(Collection(root=folder), info, now=lambda: BEGINNING)
    body = HOSTILE_PAGE.replace("{canary}", canary).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
    recorder.exchange(
        Exchange(
            url=HOSTILE_URL,
            method="GET",
            started_at=BEGINNING,
            request=b"GET / HTTP/1.1\r\nHost: nhandan.vn\r\nX-Note: <script>\r\n\r\n",
            response=BytesIO(head.encode() + body),
        )
    )
    recorder.close()


@pytest.fixture(scope="module")
def origin(desk: Desk) -> Iterator[str]:
    """Where `kalla serve` answers."""
    command = [sys.executable, "-c", KALLA, "serve", "--port", "0", "--collection", str(desk.collection)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout is not None
        yield process.stdout.readline().split()[3].rstrip("/")
        process.terminate()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with running(tmp_path_factory.mktemp("profile")) as session:
        yield session


def links(browser: Chromium) -> list[str]:
    found: list[str] = browser.run(
        "return [...document.querySelectorAll('a[href], iframe')].map(e => e.href || e.src)"
    )
    return found


def is_page(link: str, origin: str) -> bool:
    other_forms = ("format=", "/record?", "/report?", "/time", ".atom")
    return link.startswith(f"{origin}/") and not any(mark in link for mark in other_forms)


def test_every_page_is_there_and_nothing_leaves_loopback(browser: Chromium, origin: str) -> None:
    seen: set[str] = set()
    visits: Counter[str] = Counter()
    todo = [f"{origin}/"]
    while todo:
        url = todo.pop()
        seen.add(url)
        visits[urlsplit(url).path] += 1
        browser.open(url)
        assert browser.run("return document.querySelectorAll('h1').length") == 1, url
        assert browser.run("return document.documentElement.scrollWidth <= innerWidth"), url
        found = {link.partition("#")[0] for link in links(browser)} - seen - set(todo)
        todo += [link for link in found if is_page(link, origin) and visits[urlsplit(link).path] < ENOUGH]
    paths = {url.removeprefix(origin).partition("?")[0] for url in seen}
    assert paths >= {
        "/",
        "/pairs",
        "/pair",
        "/captures",
        "/capture",
        "/article",
        "/diff",
        "/changes",
        "/stale",
    }
    assert browser.hosts_asked() == {"127.0.0.1"}


def test_a_hostile_page_runs_nothing(browser: Chromium, origin: str, canary: tuple[str, list[str]]) -> None:
    browser.open(f"{origin}/captures?q=post990001")
    (page,) = [link for link in links(browser) if "/capture?" in link]
    browser.open(page)
    frame = browser.run("return document.querySelector('iframe').src")
    browser.run("document.querySelector('iframe').scrollIntoView()")
    browser.open(frame)  # by itself, too
    assert browser.run("return document.querySelector('h1').textContent") == "The hostile page"
    browser.open(page)
    browser.run("return new Promise(done => setTimeout(done, 1500))")
    assert browser.run("return document.cookie") == ""
    assert browser.run("return location.href") == page
    assert canary[1] == []
    assert browser.hosts_asked() == {"127.0.0.1"}


def test_the_same_page_acts_where_nothing_holds_it(browser: Chromium) -> None:
    with listening(HOSTILE_PAGE) as (address, heard):
        browser.open(address)
        browser.run("return new Promise(done => setTimeout(done, 1500))")
        assert {"/script", "/style.css"} <= set(heard)


def test_an_edit_is_found_and_so_is_the_stale_rendering(browser: Chromium, origin: str) -> None:
    browser.open(f"{origin}/stale")
    (difference,) = [link for link in links(browser) if "/diff?" in link]
    browser.open(difference)
    assert browser.run(
        "return [...document.querySelectorAll('.part del')].map(e => e.textContent.trim())"
    ) == ["214"]
    assert browser.run(
        "return [...document.querySelectorAll('.part ins')].map(e => e.textContent.trim())"
    ) == ["241"]
    assert browser.run("return document.querySelector('.part .tag.stale') !== null")


def test_beads_light_up_for_the_keyboard(browser: Chromium, origin: str) -> None:
    browser.open(f"{origin}/search?q=cau+van+moc&kind=rendering")
    browser.open(f"{origin}/pairs?q=bron")
    browser.open(next(link for link in links(browser) if "/pair?" in link))
    colour = "return getComputedStyle(document.querySelector('#bead-2')).backgroundColor"
    before = browser.run(colour)
    browser.run("document.querySelector('#bead-2').focus()")
    assert browser.run(colour) != before


def test_a_decision_is_recorded_and_shown(browser: Chromium, origin: str, desk: Desk) -> None:
    browser.open(f"{origin}/pairs?verdict=confirmed")
    browser.open(next(link for link in links(browser) if "/pair?" in link))
    browser.press(".decide input[name=note]", "the same <b>quotation</b>\ue007")  # and Enter
    assert "the same <b>quotation</b>" in browser.run("return document.querySelector('main').textContent")
    assert desk.kalla("rebuild").returncode == 0
    browser.open(browser.run("return location.href"))
    assert "the same <b>quotation</b>" in browser.run("return document.querySelector('main').textContent")


def test_the_report_needs_nothing_else(browser: Chromium, desk: Desk) -> None:
    browser.hosts_asked()
    report = desk.folder / "report.html"
    done = desk.kalla("report", story_named("bridge").place.url, "-o", str(report))
    assert done.returncode == 0, done.stderr
    browser.open(report.as_uri())
    assert browser.run(
        "return [...document.querySelectorAll('.part ins')].map(e => e.textContent.trim())"
    ) == ["241"]
    assert browser.run("return document.querySelectorAll('.pair tbody tr').length") > 5
    assert browser.hosts_asked() == set()
