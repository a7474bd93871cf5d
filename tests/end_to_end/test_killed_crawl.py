"""A crawl that is killed loses nothing, and the same command again ends the work."""

from __future__ import annotations

import signal
import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from fastwarc.warc import ArchiveIterator

from crawler.sampleweb.stories import all_stories
from crawler.sampleweb.text_renderings import write_renderings
from tests.end_to_end.conftest import NOT_SEARCHED

if TYPE_CHECKING:
    from tests.end_to_end.conftest import Desk


def killed_after(desk: Desk, answers: int) -> None:
    """Start the crawl and kill -9 it once the sample web has given so many answers."""
    before = len(desk.web.exchanges)
    command = desk.crawl_command("originals", "-a", f"renderings={desk.renderings}", *NOT_SEARCHED)
    log = desk.folder / "killed.log"
    with log.open("w") as out:
        process = subprocess.Popen(command, env=desk.environment, cwd=desk.folder, stdout=out, stderr=out)  # noqa: S603
        while len(desk.web.exchanges) - before < answers and process.poll() is None:
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert process.returncode == -signal.SIGKILL, log.read_text()


@pytest.mark.parametrize("answers", [1, 6, 11])
def test_the_same_command_again_captures_all_and_leaves_no_broken_warc(desk: Desk, answers: int) -> None:
    write_renderings(desk.renderings)
    killed_after(desk, answers)
    done = desk.crawl("originals", "-a", f"renderings={desk.renderings}", *NOT_SEARCHED)
    assert done.returncode == 0, done.stderr

    cited = [story for story in all_stories() if story.shape and story.link_sv == "text"]
    captured = {capture["url"] for capture in desk.kalla_json("ls")}
    assert {story.place.url for story in cited} <= captured
    confirmed = [pair for pair in desk.kalla_json("pairs") if pair["verdict"] == "confirmed"]
    assert len(confirmed) == len([story for story in cited if story.verdict == "confirmed"])

    assert not list((desk.collection / "warcs").glob("*.open"))
    for path in (desk.collection / "warcs").glob("*.warc.gz"):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, parse_http=False):
                assert record.verify_block_digest()

    before = desk.catalog_dump()
    assert desk.kalla("rebuild").returncode == 0
    assert desk.catalog_dump() == before
