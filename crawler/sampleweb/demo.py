"""The main job on the sample web: `kalla demo` runs this and then shows what came of it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from crawler.sampleweb.proxy import SampleWeb
from crawler.sampleweb.text_renderings import write_renderings

# The sample web is asked faster than a real one would be, and its Crawl-delay is obeyed all the same.
IN_A_HURRY = ("-s", "DOWNLOAD_SLOTS={}", "-s", "DOWNLOAD_DELAY=0.05")

EDITED, TAKEN_DOWN = "bridge", "lighthouse"
LATER = timedelta(days=31)  # by then everything is due: no schedule waits longer than thirty days

OF_THE_DEMO = {"SCRAPY_SETTINGS_MODULE": "crawler.settings", "KALLA_CONTACT": "a demo, on its own sample web"}


@click.command()
@click.argument("collection", type=click.Path(path_type=Path))
@click.pass_context
def demo(ctx: click.Context, collection: Path) -> None:
    """Crawl the sample web into this collection; then edit a story, take one down, and look at all again."""
    with SampleWeb.running() as web:
        renderings = collection / "renderings"
        write_renderings(renderings)
        code = _crawl(web, collection, "originals", f"renderings={renderings}")
        if code == 0:
            web.state.edit(EDITED)
            web.state.remove(TAKEN_DOWN)
            code = _crawl(web, collection, "refetch", f"due={datetime.now(UTC) + LATER:%Y-%m-%dT%H:%M}")
        ctx.exit(code)


def _crawl(web: SampleWeb, collection: Path, spider: str, argument: str) -> int:
    where = ["-s", f"KALLA_COLLECTION={collection}", "-s", "LOG_LEVEL=WARNING"]
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "scrapy", "crawl", spider, "-a", argument, *IN_A_HURRY, *where],
        env={**_surroundings(), **proxies(web.proxy_url), **OF_THE_DEMO},
        check=False,
    )
    return done.returncode


def _surroundings() -> dict[str, str]:
    """The environment without settings of a person's own: invented stories have no place in their catalog."""
    return {name: value for name, value in os.environ.items() if not name.startswith("KALLA_")}  # noqa: TID251


def proxies(url: str) -> dict[str, str]:
    """The environment by which any program is sent through a proxy."""
    return {"http_proxy": url, "https_proxy": url, "no_proxy": ""}


if __name__ == "__main__":
    demo()
