"""The main job on the sample web: `kalla demo` runs this and then shows what came of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click

from crawler.sampleweb.proxy import SampleWeb
from crawler.sampleweb.text_renderings import write_renderings

# The sample web is asked faster than a real one would be, and its Crawl-delay is obeyed all the same.
IN_A_HURRY = ("-s", "DOWNLOAD_SLOTS={}", "-s", "DOWNLOAD_DELAY=0.05")

OF_THE_DEMO = {"SCRAPY_SETTINGS_MODULE": "crawler.settings", "KALLA_CONTACT": "a demo, on its own sample web"}


@click.command()
@click.argument("collection", type=click.Path(path_type=Path))
@click.pass_context
def demo(ctx: click.Context, collection: Path) -> None:
    """Start the sample web and run `scrapy crawl originals` through it, into this collection."""
    with SampleWeb.running() as web:
        renderings = collection / "renderings"
        write_renderings(renderings)
        crawl = ["crawl", "originals", "-a", f"renderings={renderings}", *IN_A_HURRY]
        where = ["-s", f"KALLA_COLLECTION={collection}", "-s", "LOG_LEVEL=WARNING"]
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "scrapy", *crawl, *where],
            env={**os.environ, **proxies(web.proxy_url), **OF_THE_DEMO},  # noqa: TID251
            check=False,
        )
        ctx.exit(done.returncode)


def proxies(url: str) -> dict[str, str]:
    """The environment by which any program is sent through a proxy."""
    return {"http_proxy": url, "https_proxy": url, "no_proxy": ""}


if __name__ == "__main__":
    demo()
