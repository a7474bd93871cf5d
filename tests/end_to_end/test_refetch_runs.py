"""Runs of `refetch`: two at once, killed, out of order, and with arguments that make no sense."""

from __future__ import annotations

import signal
import subprocess
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from archive.catalog.checks import watched_urls
from archive.catalog.engine import catalog_engine, writing
from archive.catalog.frontier import leased
from crawler.sampleweb.stories import story_named
from crawler.spiders.refetch import GIVEN_UP_AFTER
from tests.end_to_end.conftest import NOT_SEARCHED, Desk

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.sampleweb.proxy import SampleWeb

IN_TWO_MONTHS = ("-s", f"KALLA_CLOCK_OFFSET={timedelta(days=60).total_seconds()}")
FOOTBALL = story_named("football").place.url


@pytest.fixture
def fetched(crawled: Desk, tmp_path: Path) -> Desk:
    """A copy of the desk after the main job, to change."""
    subprocess.run(["cp", "-r", f"{crawled.folder}/.", str(tmp_path)], check=True)  # noqa: S603, S607
    return Desk(folder=tmp_path, web=crawled.web)


def pages_asked(web: SampleWeb, since: int) -> Counter[str]:
    """How often each page was asked for, whatever was answered."""
    asked = (f"{sent.host}{sent.path}" for sent in web.exchanges[since:])
    return Counter(page for page in asked if "robots.txt" not in page)


def started(desk: Desk, *options: str) -> subprocess.Popen[bytes]:
    command = desk.crawl_command("refetch", *options)
    with (desk.folder / f"{time.monotonic_ns()}.log").open("w") as out:
        return subprocess.Popen(command, env=desk.environment, cwd=desk.folder, stdout=out, stderr=out)  # noqa: S603


def test_two_runs_at_once_share_the_work(fetched: Desk) -> None:
    before = len(fetched.web.exchanges)
    both = [started(fetched, *IN_TWO_MONTHS) for _ in range(2)]
    assert [run.wait(timeout=120) for run in both] == [0, 0]
    asked = pages_asked(fetched.web, before)
    assert len(asked) > 8
    assert set(asked.values()) == {1}


def test_a_killed_run_is_ended_by_the_next_and_nothing_is_fetched_twice(fetched: Desk) -> None:
    before = len(fetched.web.exchanges)
    run = started(fetched, *IN_TWO_MONTHS)
    while not pages_asked(fetched.web, before).total() and run.poll() is None:
        time.sleep(0.002)
    run.send_signal(signal.SIGKILL)
    assert run.wait() == -signal.SIGKILL
    done = fetched.crawl("refetch", *IN_TWO_MONTHS)
    assert done.returncode == 0, done.stderr
    assert {len(log) for log in fetched.logs().values()} == {2}
    # What was on the wire when the run died has no record, and is asked for again.
    twice = [page for page, times in pages_asked(fetched.web, before).items() if times > 1]
    assert len(twice) <= len({page.partition("/")[0] for page in twice})
    dump = fetched.catalog_dump()
    assert fetched.kalla("rebuild").returncode == 0
    assert set(fetched.catalog_dump()) ^ set(dump) == set()


def test_a_host_that_fails_five_times_in_a_row_is_asked_no_more(desk: Desk) -> None:
    desk.renderings.mkdir()
    for number in range(100_000, 100_008):
        text = f"Nummer {number} öppnades i går.\n\nKälla: https://nhandan.vn/x-post{number}.html\n"
        (desk.renderings / f"{number}.txt").write_text(text, encoding="utf-8")
    assert desk.crawl("originals", "-a", f"renderings={desk.renderings}", *NOT_SEARCHED).returncode == 0
    before = len(desk.web.exchanges)
    desk.web.state.forbid("nhandan.vn", 1000)
    done = desk.crawl("refetch", *IN_TWO_MONTHS)
    desk.web.state.recover("nhandan.vn")
    assert f"nhandan.vn failed {GIVEN_UP_AFTER} times in a row" in done.stderr
    assert pages_asked(desk.web, before).total() == GIVEN_UP_AFTER


def test_what_other_runs_are_at_was_due_all_the_same(fetched: Desk) -> None:
    engine = catalog_engine(f"sqlite:///{fetched.collection / 'catalog.sqlite'}")
    with writing(engine) as conn:
        now, urls = datetime.now(UTC), watched_urls(conn)
        leased(conn, urls, worker="another", now=now, lasting=timedelta(hours=1))
    engine.dispose()
    done = fetched.crawl("refetch", *IN_TWO_MONTHS)
    assert done.returncode == 0
    assert "0 looked at: other runs are at the " in done.stderr


def test_nothing_is_fetched_before_it_is_due(fetched: Desk) -> None:
    before = len(fetched.web.exchanges)
    done = fetched.crawl("refetch")
    assert done.returncode == 0, done.stderr
    assert "0 looked at: nothing was due; next check" in done.stderr
    assert pages_asked(fetched.web, before).total() == 0


def test_what_would_be_due_by_a_time_is_looked_at_now(fetched: Desk) -> None:
    by = datetime.now(UTC) + timedelta(days=60)
    planned = {plan["url"] for plan in fetched.kalla_json("due", "--now", f"{by:%Y-%m-%dT%H:%M}")}
    done = fetched.crawl("refetch", "-a", f"due={by.isoformat()}", "-O", "again.jsonl")
    assert done.returncode == 0, done.stderr
    logs = {url: log for url, log in fetched.logs().items() if url in planned}
    assert set(logs) == planned
    assert all(len(log) == 2 for log in logs.values())
    now = datetime.now(UTC)
    assert all(datetime.fromisoformat(log[-1]["at"]) < now for log in logs.values())
    (football,) = [log[-1] for url, log in logs.items() if url == FOOTBALL]
    assert (football["state"], football["conditional"]) == ("unchanged", True)


def test_one_address_can_be_looked_at_whenever_one_likes(fetched: Desk) -> None:
    before = len(fetched.web.exchanges)
    named = ("-a", f"url={FOOTBALL}?utm_source=x", "-O", "one.jsonl")
    done = fetched.crawl("refetch", *named, "-s", "LOG_LEVEL=ERROR")
    assert (done.returncode, done.stderr) == (0, "")  # so cron mails nothing when all is well
    assert set(pages_asked(fetched.web, before)) == {FOOTBALL.removeprefix("https://")}
    assert '"state": "unchanged"' in (fetched.folder / "one.jsonl").read_text(encoding="utf-8")


def test_a_run_that_sees_nothing_at_all_is_a_problem(fetched: Desk) -> None:
    fetched.web.state.forbid("nhandan.vn", 1)
    done = fetched.crawl("refetch", "-a", f"url={FOOTBALL}")
    fetched.web.state.recover("nhandan.vn")
    assert done.returncode == 1
    assert "not one page could be looked at" in done.stderr
    # An original that was seen once is the schedule's from then on, whatever its last answer was.
    before = len(fetched.web.exchanges)
    assert fetched.crawl("originals").returncode == 0
    assert FOOTBALL.removeprefix("https://") not in pages_asked(fetched.web, before)


def test_arguments_that_make_no_sense_are_wrong_usage(desk: Desk) -> None:
    for argument in ("due=soon", "url=https://localhost/x.html"):
        done = desk.crawl("refetch", "-a", argument)
        assert done.returncode == 2, done.stderr
        assert argument.partition("=")[0] in done.stderr + done.stdout


def test_an_address_that_nothing_leads_to_is_named(desk: Desk) -> None:
    for address in ("https://nhandan.vn/x-post100001.html", "https://example.org/x.html"):
        done = desk.crawl("refetch", "-a", f"url={address}")
        assert done.returncode == 1
        assert f"{address} is not watched" in done.stderr
        assert "nothing was due" in done.stderr
