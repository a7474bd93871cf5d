"""`python -m crawler.sampleweb`: serve until interrupted, or write the renderings as text files."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path

import click

from crawler.sampleweb.proxy import SampleWeb
from crawler.sampleweb.text_renderings import write_renderings


@click.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="Port on 127.0.0.1; 0 takes a free one."
)
@click.option(
    "--log", type=click.Path(path_type=Path), help="Append every exchange to this file as a JSON line."
)
@click.option(
    "--state",
    "state_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help='JSON like {"edit": {"bridge": 1}, "remove": {"ferry": "410"}}; read again when it changes.',
)
@click.option(
    "--write-renderings",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write the Swedish renderings as text files into this folder, and stop.",
)
def sampleweb(port: int, log: Path | None, state_file: Path | None, folder: Path | None) -> None:
    """Play vietnam.vn and the outlets it cites, on this machine only."""
    if folder is not None:
        for file in write_renderings(folder):
            click.echo(str(file))
        return
    with contextlib.ExitStack() as stack:
        try:
            web = stack.enter_context(SampleWeb.running(port=port, log=log, state_file=state_file))
        except OSError as error:
            raise click.ClickException(str(error)) from error
        click.echo(
            f"The sample web is at {web.proxy_url}; it plays invented stories and reaches nothing outside."
        )
        click.echo("  python -m crawler.sampleweb --write-renderings renderings")
        click.echo(
            f"  http_proxy={web.proxy_url} https_proxy={web.proxy_url} "
            "scrapy crawl originals -a renderings=renderings"
        )
        click.echo("Ctrl-C ends it.")
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()


if __name__ == "__main__":
    sampleweb()
