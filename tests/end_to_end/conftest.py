"""The sample web, and crawls through it as a user would run them."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from archive.catalog.checks import checks_of, watched_urls
from archive.catalog.engine import catalog_engine, reading
from archive.export.json_lines import check_json
from crawler.sampleweb.demo import IN_A_HURRY, proxies
from crawler.sampleweb.proxy import SampleWeb
from crawler.sampleweb.text_renderings import write_renderings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOT_SEARCHED = ("-a", "lost=no", "-s", "KALLA_MEMENTO=")
ROW = "INSERT INTO"
NUMBERED = re.compile(r'INSERT INTO "(?:lease|outline|posting)"')
OUTLINES = "SELECT url, record_id, captured_at, breadth, body FROM outline"
POSTINGS = "SELECT term, url FROM posting JOIN outline ON number = outline"
KALLA = "from archive.cli.main import kalla; kalla()"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A person's desk: a folder with renderings, a collection, and the two programs."""

    folder: Path
    web: SampleWeb

    @property
    def collection(self) -> Path:
        return self.folder / "collection"

    @property
    def renderings(self) -> Path:
        return self.folder / "renderings"

    def crawl_command(self, spider: str, *options: str) -> list[str]:
        return [sys.executable, "-m", "scrapy", "crawl", spider, *IN_A_HURRY, *options]

    @property
    def environment(self) -> dict[str, str]:
        mine = {"KALLA_COLLECTION": str(self.collection), "SCRAPY_SETTINGS_MODULE": "crawler.settings"}
        return {**os.environ, **proxies(self.web.proxy_url), **mine}  # noqa: TID251

    def crawl(self, spider: str, *options: str) -> subprocess.CompletedProcess[str]:
        return self._run(self.crawl_command(spider, *options))

    def kalla(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self._run([sys.executable, "-c", KALLA, *arguments])

    def kalla_json(self, *arguments: str) -> list[dict[str, Any]]:
        done = self.kalla(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def logs(self) -> dict[str, list[dict[str, Any]]]:
        """What `kalla log --json` prints of every watched address, without starting it for each."""
        engine = catalog_engine(f"sqlite:///{self.collection / 'catalog.sqlite'}")
        with reading(engine) as conn:
            found = {
                url: [check_json(logged) for logged in checks_of(conn, url)] for url in watched_urls(conn)
            }
        engine.dispose()
        return found

    def catalog_dump(self) -> list[str]:
        """Every row of the catalog but the leases, in an order of its own.

        Outlines stand under their addresses: their numbers follow the order in which texts were ready.
        """
        connection = sqlite3.connect(self.collection / "catalog.sqlite")
        lines = [line for line in connection.iterdump() if line.startswith(ROW) and not NUMBERED.match(line)]
        lines.extend(map(repr, connection.execute(OUTLINES)))
        lines.extend(map(repr, connection.execute(POSTINGS)))
        connection.close()
        return sorted(lines)

    def leases(self) -> list[str]:
        connection = sqlite3.connect(self.collection / "catalog.sqlite")
        urls = [url for (url,) in connection.execute("SELECT url FROM lease")]
        connection.close()
        return urls

    def _run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603
            command,
            env=self.environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )


@pytest.fixture(scope="module")
def web() -> Iterator[SampleWeb]:
    with SampleWeb.running() as running:
        yield running


@pytest.fixture
def desk(tmp_path: Path, web: SampleWeb) -> Desk:
    return Desk(folder=tmp_path, web=web)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory, web: SampleWeb) -> Desk:
    """A desk after the main job was done once; tests look at it and change nothing.

    What is lost is not searched for: each rendering comes to the verdict that it has from its own words.
    """
    desk = Desk(folder=tmp_path_factory.mktemp("crawled"), web=web)
    write_renderings(desk.renderings)
    done = desk.crawl("originals", "-a", f"renderings={desk.renderings}", *NOT_SEARCHED, "-O", "out.jsonl")
    assert done.returncode == 0, done.stderr
    return desk
