"""The browser's pages as a person sees them: driven in Chromium, on what `kalla demo` leaves behind."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from crawler.sampleweb.stories import story_named
from tests.end_to_end.chromium import CHROMEDRIVER, CHROMIUM, running
from tests.end_to_end.conftest import KALLA, Desk
from tests.end_to_end.hostile_page import HOSTILE_PAGE, keep_hostile_page, listening

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.sampleweb.proxy import SampleWeb
    from tests.end_to_end.chromium import Chromium

pytestmark = pytest.mark.skipif(
    not (CHROMIUM.exists() and CHROMEDRIVER.exists()), reason="needs Debian's chromium and chromium-driver"
)

ENOUGH = 4  # visits to pages of one kind
KINDS = frozenset(
    "/ /pairs /pair /captures /capture /article /diff /changes /stale /due /outlets /verify /about".split()  # noqa: SIM905
)
# Packages that carry axe-core (MPL-2.0), the newer first.
AXE = ("axe_playwright_python", "axe_core_python")


@pytest.fixture(scope="module")
def canary() -> Iterator[tuple[str, list[str]]]:
    with listening() as found:
        yield found


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, web: SampleWeb, canary: tuple[str, list[str]]) -> Desk:
    """The demo, in which an original was edited and its rendering did not follow; and a hostile page."""
    desk = Desk(folder=tmp_path_factory.mktemp("browser"), web=web)
    done = desk.kalla("demo", "--collection", str(desk.collection))
    assert done.returncode == 0, done.stderr
    keep_hostile_page(desk.collection, canary[0])
    return desk


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


def pages(browser: Chromium, origin: str, most: int) -> Iterator[str]:
    """The pages that links lead to from the first, each when it is open; of each kind so many."""
    seen: set[str] = set()
    visits: Counter[str] = Counter()
    todo = [f"{origin}/"]
    while todo:
        url = todo.pop()
        if url in seen or visits[urlsplit(url).path] == most:
            continue
        seen.add(url)
        visits[urlsplit(url).path] += 1
        browser.open(url)
        found = {link.partition("#")[0] for link in links(browser)}
        todo += [link for link in sorted(found) if is_page(link, origin)]
        yield url


def axe() -> str:
    package = next(spec for name in AXE if (spec := find_spec(name)))
    return (Path(package.origin or "").parent / "axe.min.js").read_text(encoding="utf-8")


def test_every_page_is_there_and_nothing_leaves_loopback(browser: Chromium, origin: str) -> None:
    seen = []
    for url in pages(browser, origin, ENOUGH):
        seen.append(url)
        assert browser.run("return document.querySelectorAll('h1').length") == 1, url
        assert browser.run("return document.documentElement.scrollWidth <= innerWidth"), url
    assert {urlsplit(url).path for url in seen} >= KINDS
    assert browser.hosts_asked() == {"127.0.0.1"}


@pytest.mark.parametrize("width", [390, 820])
def test_every_page_fits_a_phone_and_a_tablet(browser: Chromium, origin: str, width: int) -> None:
    with browser.looking(width=width):
        for url in pages(browser, origin, 1):
            assert browser.run("return document.documentElement.scrollWidth <= innerWidth"), url


@pytest.mark.skipif(not any(map(find_spec, AXE)), reason="needs axe-core-python, which carries axe-core")
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_has_a_serious_fault_of_accessibility(browser: Chromium, origin: str, theme: str) -> None:
    found = {}
    with browser.looking(theme=theme):
        for url in [*pages(browser, origin, 1), f"{origin}/search?q=cau", f"{origin}/pair?id=nobody"]:
            browser.open(url)
            browser.run(axe())
            # The archived page in its frame is a stranger's, and holds no script of ours either.
            told = browser.run("return axe.run({iframes: false}).then(result => result.violations)")
            serious = [
                (fault["id"], [node["html"] for node in fault["nodes"]][:3])
                for fault in told
                if fault["impact"] in {"serious", "critical"}
            ]
            if serious:
                found[url] = serious
    assert found == {}


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
    assert "Nobody has decided on this pair." in browser.run("return document.body.innerText")
    browser.press(".decide button[value=confirm]", "\ue007")
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
