"""A crawl that a person interrupts says so by its exit code, and closes all that it has begun."""

from __future__ import annotations

import signal
import subprocess
import time
from typing import TYPE_CHECKING

from crawler.sampleweb.stories import all_stories
from crawler.sampleweb.text_renderings import write_renderings
from tests.end_to_end.conftest import NOT_SEARCHED

if TYPE_CHECKING:
    from tests.end_to_end.conftest import Desk


def interrupted_after(desk: Desk, answers: int) -> int:
    """The exit code of a crawl that is asked to end once the sample web has given so many answers."""
    before = len(desk.web.exchanges)
    command = desk.crawl_command("originals", "-a", f"renderings={desk.renderings}", *NOT_SEARCHED)
    with (desk.folder / "interrupted.log").open("w") as out:
        process = subprocess.Popen(command, env=desk.environment, cwd=desk.folder, stdout=out, stderr=out)  # noqa: S603
        while len(desk.web.exchanges) - before < answers and process.poll() is None:
            time.sleep(0.002)
        process.send_signal(signal.SIGINT)
        return process.wait(timeout=60)


def test_an_interrupted_crawl_ends_with_1_and_has_lost_nothing(desk: Desk) -> None:
    write_renderings(desk.renderings)
    before = len(desk.web.exchanges)
    assert interrupted_after(desk, 6) == 1
    assert not list((desk.collection / "warcs").glob("*.open"))
    answered = {exchange.url for exchange in desk.web.exchanges[before:]}
    kept = {capture["url"]: capture for capture in desk.kalla_json("ls")}
    assert answered <= set(kept)

    then = len(desk.web.exchanges)
    done = desk.crawl("originals", "-a", f"renderings={desk.renderings}", *NOT_SEARCHED)
    assert done.returncode == 0, done.stderr
    asked_again = {exchange.url for exchange in desk.web.exchanges[then:]} & answered
    # Where the interruption came between a redirect and its target, both are asked for again.
    unfollowed = {url for url in answered if kept[url]["location"] not in {None, *kept}}
    assert {url for url in asked_again - unfollowed if not url.endswith("/robots.txt")} == set()
    cited = {story.place.url for story in all_stories() if story.shape and story.link_sv == "text"}
    assert cited <= {capture["url"] for capture in desk.kalla_json("ls")}
    assert desk.kalla("verify").returncode == 0
