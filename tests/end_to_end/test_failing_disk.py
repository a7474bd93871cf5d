"""A disk that fails: the crawl stops with a clear error and a non-zero exit, and what it kept is kept."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from archive.catalog.engine import catalog_engine, make_tables
from crawler.sampleweb.stories import all_stories
from crawler.sampleweb.text_renderings import write_renderings
from tests.end_to_end.conftest import NOT_SEARCHED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.end_to_end.conftest import Desk


@contextmanager
def small_disk(folder: Path, room: int) -> Iterator[None]:
    """A file system at a folder with room for a new catalog and so many kilobytes more.

    Skips where this process may not mount one.
    """
    folder.mkdir()
    with catalog_engine("sqlite://").begin() as conn:
        make_tables(conn)
        pages, size = (
            conn.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("page_count", "page_size")
        )
    kilobytes = pages * size // 1024 + room
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    if sys.platform != "linux" or subprocess.run(mount, check=False, capture_output=True).returncode:  # noqa: S603
        pytest.skip("this process may not mount a file system")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)  # noqa: S603, S607


@pytest.mark.parametrize("room", [80, 220])
def test_a_full_disk_stops_the_crawl_and_loses_nothing_that_was_handed_over(desk: Desk, room: int) -> None:
    write_renderings(desk.renderings)
    full = replace(desk, folder=desk.folder / "disk")
    with small_disk(full.folder, room):
        items = desk.folder / "out.jsonl"
        crawl = full.crawl(
            "originals", "-a", f"renderings={desk.renderings}", *NOT_SEARCHED, "-O", str(items)
        )
        assert crawl.returncode == 1, crawl.stderr
        assert "No space left" in crawl.stderr or "disk is full" in crawl.stderr
        kept = subprocess.run(  # noqa: S603
            ["cp", "-r", str(full.collection), str(desk.collection)],  # noqa: S607
            check=False,
        )
        assert kept.returncode == 0

    handed_over = items.read_text(encoding="utf-8").count("\n") if items.exists() else 0
    assert desk.kalla("rebuild").returncode == 0
    assert len([one for one in desk.kalla_json("ls") if "robots.txt" not in one["url"]]) >= handed_over
    again = desk.crawl("originals", "-a", f"renderings={desk.renderings}", *NOT_SEARCHED)
    assert again.returncode == 0, again.stderr
    confirmed = [pair for pair in desk.kalla_json("pairs") if pair["verdict"] == "confirmed"]
    assert len(confirmed) == len(
        [story for story in all_stories() if story.shape and story.verdict == "confirmed"]
    )
    verified = desk.kalla("verify")
    assert verified.returncode == 0, verified.stdout


def test_what_was_leased_when_the_disk_was_full_is_fetched_by_the_next_run(desk: Desk) -> None:
    write_renderings(desk.renderings)
    full = replace(desk, folder=desk.folder / "disk")
    command = ("originals", "-a", f"renderings={desk.renderings}", *NOT_SEARCHED)
    with small_disk(full.folder, 220):
        assert full.crawl(*command).returncode == 1
        assert full.leases()
        assert not list((full.collection / "workers").iterdir())
        roomy = ["mount", "-o", "remount,size=60m", str(full.folder)]
        subprocess.run(roomy, check=True)  # noqa: S603
        again = full.crawl(*command)
        assert again.returncode == 0, again.stderr
        assert full.leases() == []
        cited = {story.place.url for story in all_stories() if story.shape and story.link_sv == "text"}
        assert cited <= {capture["url"] for capture in full.kalla_json("ls")}


def test_a_disk_that_fills_up_while_renderings_are_imported_stops_the_crawl(desk: Desk) -> None:
    desk.renderings.mkdir()
    for number in range(300):
        text = "".join(f"Rad {line * number} om bron vid by {line}.\n" for line in range(40))
        cited = f"https://nhandan.vn/x-post{100_000 + number}.html"
        (desk.renderings / f"{number}.txt").write_text(f"{text}Källa: {cited}\n", encoding="utf-8")
    full = replace(desk, folder=desk.folder / "disk")
    before = len(desk.web.exchanges)
    with small_disk(full.folder, 60):
        crawl = full.crawl("originals", "-a", f"renderings={desk.renderings}", *NOT_SEARCHED)
    assert crawl.returncode == 1
    assert "the crawl stops, since nothing more can be kept" in crawl.stderr
    assert desk.web.exchanges[before:] == ()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_collection_is_an_error_before_anything_is_fetched(desk: Desk) -> None:
    write_renderings(desk.renderings)
    desk.collection.mkdir()
    desk.collection.chmod(0o500)
    before = len(desk.web.exchanges)
    crawl = desk.crawl("originals", "-a", f"renderings={desk.renderings}")
    assert crawl.returncode == 1
    assert desk.web.exchanges[before:] == ()
