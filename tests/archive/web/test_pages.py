"""The pages: all are there, a stranger's markup is words in each, and every table has its other forms."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest

from archive.catalog.engine import reading
from archive.catalog.renderings import records_of
from archive.export.wording import FOLLOWED
from tests.archive.web.conftest import BEGINNING, HOSTILE, KALLA, URL

if TYPE_CHECKING:
    from tests.archive.web.conftest import Served

TABLES = ["/pairs", "/captures", "/changes", "/stale", "/due", "/unanswered", "/outlets", "/search?q=cau"]


def addresses(served: Served) -> list[str]:
    first, second = (capture.record_id for capture in served.captures)
    return [
        *TABLES,
        "/",
        "/about",
        "/verify",
        "/verify?run=yes",
        f"/pair?id={served.rendering_id}",
        f"/capture?{urlencode({'record': second})}",
        f"/article?{urlencode({'url': URL})}",
        f"/diff?{urlencode({'url': URL, 'a': first, 'b': second})}",
        f"/search?{urlencode({'q': HOSTILE})}",
        f"/captures?{urlencode({'q': HOSTILE, 'status': HOSTILE, 'type': HOSTILE})}",
        f"/pairs?{urlencode({'q': HOSTILE, 'verdict': HOSTILE, 'order': HOSTILE, 'outlet': HOSTILE})}",
        f"/report?pair={served.rendering_id}",
    ]


def counted_overview(served: Served) -> str:
    """The overview once all is counted: its first answer need not wait for that."""
    pages = (served.get("/").body for _ in range(100))
    return next(page for page in pages if "as of" in page)


def test_every_page_shows_markup_as_words(served: Served) -> None:
    for address in addresses(served):
        answer = served.get(address)
        assert answer.status == 200, address
        assert "<script" not in answer.body, address
        assert "49" not in answer.body.partition(HOSTILE[:5])[2][:40], address


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_there_as_csv_and_json(served: Served, table: str) -> None:
    sign = "&" if "?" in table else "?"
    rows = json.loads(served.get(f"{table}{sign}format=json").body)
    lines = list(csv.DictReader(io.StringIO(served.get(f"{table}{sign}format=csv").body)))
    assert len(lines) == len(rows)
    assert [list(line) for line in lines[:1]] == [list(row) for row in rows[:1]]


def test_a_cell_is_never_a_formula(served: Served) -> None:
    found = served.get("/search?q=cau&format=csv").body
    assert not any(cell.startswith(("=", "+", "@")) for row in csv.reader(io.StringIO(found)) for cell in row)


def test_an_edit_is_told_with_its_words(served: Served) -> None:
    page = served.get(f"/diff?{urlencode({'url': URL})}").body
    assert "<del> 48</del><ins> 84</ins>" in page
    assert "numbers" in page


@pytest.mark.parametrize("path", ["/diff?", "/report?"])
def test_what_the_rendering_still_says_stands_below_the_edit(served: Served, path: str) -> None:
    page = served.get(path + urlencode({"url": URL})).body
    assert re.search(r'"tag stale">stale</span> [^<]+<q lang="sv">Bron är 48 m lång\.</q>', page)


def test_a_report_says_in_which_record_the_rendering_is_kept(served: Served) -> None:
    with reading(served.collection.existing_catalog()) as conn:
        (kept,) = records_of(conn, served.rendering_id)
    report = served.get(f"/report?pair={served.rendering_id}").body
    assert kept.record_id in report
    assert kept.digest in report


def test_a_difference_names_the_rendering_by_its_heading(served: Served) -> None:
    page = served.get(f"/diff?{urlencode({'url': URL})}").body
    shown = page.partition("Did the renderings follow?")[2].partition("</a>")[0]
    assert html.unescape(shown).endswith(HOSTILE)


def test_a_look_is_told_in_the_words_of_the_terminal(served: Served) -> None:
    command = [sys.executable, "-c", KALLA, "log", URL, "--collection", str(served.collection.root)]
    told = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout  # noqa: S603
    why = told.splitlines()[-1].partition("edited")[2].strip()
    assert "changed; between" in why
    for page in ("/article?", "/report?"):
        assert f"{why[:1].upper()}{why[1:]}." in served.get(page + urlencode({"url": URL})).body


def test_the_request_and_the_wish_are_shown(served: Served) -> None:
    page = served.get(f"/capture?{urlencode({'record': served.captures[0].record_id})}").body
    assert "User-Agent: a test" in page
    assert "asks not to be archived" in page
    assert served.captures[0].digest in page


def test_the_feed_is_atom(served: Served) -> None:
    feed = ElementTree.fromstring(served.get("/changes.atom").body)  # noqa: S314
    atom = "{http://www.w3.org/2005/Atom}"
    (address,) = [link.get("href") for link in feed.findall(f"{atom}link[@rel='self']")]
    assert address == f"{served.origin}/changes.atom"
    assert [entry.findtext(f"{atom}title") for entry in feed.iter(f"{atom}entry")] == [f"edited: {HOSTILE}"]


def test_the_feed_is_that_of_the_terminal_but_for_its_links(served: Served) -> None:
    command = [sys.executable, "-c", KALLA, "changes", "--atom", "--collection", str(served.collection.root)]
    told = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout  # noqa: S603
    link = re.compile(r"\s*<link [^>]*>")
    assert link.sub("", served.get("/changes.atom").body).strip() == link.sub("", told).strip()
    assert "The only rendering did not follow." in told


def test_a_difference_to_mail_tells_its_times_to_the_second(served: Served) -> None:
    command = [
        sys.executable,
        "-c",
        KALLA,
        "diff",
        URL,
        "--html",
        "--collection",
        str(served.collection.root),
    ]
    told = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout  # noqa: S603
    assert all(f"{capture.captured_at:%Y-%m-%d %H:%M:%S}" in told for capture in served.captures)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("cau go", True),
        ("cầu gỗ", True),
        ("cấu go", False),
        ('"go cau"', False),
        ('"bà mây sáng"', True),
        ("-", False),
    ],
)
def test_words_are_found_with_or_without_diacritics(served: Served, query: str, found: bool) -> None:
    rows = json.loads(
        served.get(f"/search?{urlencode({'q': query, 'kind': 'original', 'format': 'json'})}").body
    )
    assert bool(rows) is found


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/pair", 400),
        ("/pair?id=nobody", 404),
        ("/capture?record=urn:none", 404),
        ("/article?url=https://nhandan.vn/never", 404),
        ("/captures?after=soon", 400),
        ("/captures?before=0001-01-01T00:00:00%2B14:00", 400),
        ("/captures?day=9999-12-31", 400),
        ("/captures?day=soon", 400),
        ("/pairs?order=score&after=much&after=x", 400),
        ("/due?after=-1", 400),
        ("/search?q=cau&after=99999999999999999999", 400),
        ("/captures?status=%C2%B2xx", 200),
        ("/report?url=https://nhandan.vn/never", 400),
    ],
)
def test_what_cannot_be_shown_is_said_so(served: Served, address: str, status: int) -> None:
    answer = served.get(address)
    assert answer.status == status
    assert answer.body.count("<h1>") == 1


@pytest.mark.parametrize(
    ("path", "known"),
    [
        ("/pairs?verdict=", "doubtful"),
        ("/pairs?order=", "-score"),
        ("/pairs?outlet=", "nhandan"),
        ("/changes?state=", "edited"),
        ("/captures?status=", "2xx"),
        ("/captures?type=", "revisit"),
        ("/search?q=cau&kind=", "original"),
    ],
)
def test_a_filter_without_meaning_is_told(served: Served, path: str, known: str) -> None:
    assert "Unknown" not in served.get(path + known).body
    name = path.rpartition("?")[2].rpartition("&")[2].rstrip("=")
    assert f"Unknown {name}: “&lt;x&gt;”." in served.get(f"{path}%3Cx%3E").body


def test_a_check_is_told_in_the_words_of_the_terminal(served: Served) -> None:
    command = [sys.executable, "-c", KALLA, "verify", "--collection", str(served.collection.root)]
    told = subprocess.run(command, capture_output=True, check=False, encoding="utf-8").stdout  # noqa: S603
    assert f"<strong>{told.splitlines()[-1]}.</strong>" in served.get("/verify?run=yes").body


def test_the_beginning_of_an_id_names_a_rendering(served: Served) -> None:
    whole = served.get(f"/pair?id={served.rendering_id}&format=json").body
    assert served.get(f"/pair?id={served.rendering_id[:4]}&format=json").body == whole
    assert served.get(f"/pair?id={served.rendering_id[:3]}").status == 404
    assert served.get(f"/report?pair={served.rendering_id[:4]}").status == 200


def test_an_address_without_a_page_is_told_in_words(served: Served) -> None:
    assert "There is no page at /nonsense" in served.get("/nonsense").body


def test_a_pair_tells_that_its_original_was_edited(served: Served) -> None:
    page = served.get(f"/pair?id={served.rendering_id}").body
    (address,) = re.findall(r'<a href="([^"]*)">The original was edited</a>', page)
    assert f"UTC. {FOLLOWED['stale']}</p>" in page
    assert "<del> 48</del><ins> 84</ins>" in served.get(html.unescape(address)).body


def test_all_that_may_be_asked_is_told(served: Served) -> None:
    page = served.get("/outlets").body
    for named in ("nhandan.vn", "www.vietnam.vn", "KALLA_MEMENTO", "-a outlets=all"):
        assert named in page


def test_the_overview_tells_how_old_its_counts_are(served: Served) -> None:
    assert re.search(r"as of <time[^>]*>[^<]+</time> UTC", counted_overview(served))


def test_the_overview_counts_every_edit_that_its_table_lists(served: Served) -> None:
    listed = json.loads(served.get("/changes?state=edited&format=json").body)
    address = '/changes?state=edited"><b>'
    assert counted_overview(served).partition(address)[2].startswith(f"{len(listed)}</b> edit")


def test_a_state_that_is_asked_for_is_explained(served: Served) -> None:
    assert "looked at again before it is called removed" in served.get("/changes?state=suspect").body


def test_a_record_is_sent_as_a_file(served: Served) -> None:
    answer = served.get(f"/record?{urlencode({'record': served.captures[0].record_id})}")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.body.startswith("WARC/1.1\r\n")


def test_the_beginning_is_in_the_plot(served: Served) -> None:
    assert f"{BEGINNING:%Y-%m-%d}: 1" in counted_overview(served)
