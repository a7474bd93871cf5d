"""The exit codes of `scrapy crawl`, which cron reads."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


def crawl(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A crawl with nobody to ask: what it must not ask for would be refused on loopback."""
    nowhere = {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    where = {"KALLA_COLLECTION": str(folder / "collection"), "SCRAPY_SETTINGS_MODULE": "crawler.settings"}
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "scrapy", "crawl", *arguments],
        env={**os.environ, **nowhere, **where, "KALLA_CONTACT": ""},  # noqa: TID251
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nosuch"], "no spider is called 'nosuch'"),
        (["originals", "-a", "rendering=x"], "-a rendering=x: originals takes lost, outlets, renderings"),
        (["refetch", "-a", "name=x"], "-a name=x: refetch takes due, url"),
        (["renderings", "-a", "renderings=."], "files are read by `scrapy crawl originals`"),
        (["originals", "-s", "KALLA_MEMENTO=nowhere"], "KALLA_MEMENTO=nowhere: write the address of a web"),
        (["originals", "-s", "KALLA_MEMENTO=http://["], "write the address of a web archive"),
    ],
)
def test_wrong_usage_is_2_and_makes_no_collection(tmp_path: Path, arguments: list[str], said: str) -> None:
    done = crawl(tmp_path, *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert not (tmp_path / "collection").exists()


def test_an_unreadable_rendering_is_1_and_is_named(tmp_path: Path) -> None:
    (tmp_path / "renderings").mkdir()
    (tmp_path / "renderings" / "empty.txt").touch()
    (tmp_path / "renderings" / "sound.txt").write_text("Bron öppnades i går.\n", encoding="utf-8")
    done = crawl(tmp_path, "originals", "-a", "renderings=renderings", "-s", "KALLA_MEMENTO=")
    assert done.returncode == 1
    assert "empty.txt" in done.stderr
    assert "1 renderings read" in done.stderr


def test_a_crawl_with_nothing_to_do_is_0_and_says_that_nobody_can_be_written_to(tmp_path: Path) -> None:
    done = crawl(tmp_path, "originals", "-s", "KALLA_MEMENTO=")
    assert done.returncode == 0
    assert done.stderr.count("KALLA_CONTACT is not set") == 1
    named = crawl(tmp_path, "originals", "-s", "KALLA_MEMENTO=", "-s", "KALLA_CONTACT=desk@paper.example")
    assert named.returncode == 0
    assert "KALLA_CONTACT is not set" not in named.stderr


def test_a_web_archive_that_the_environment_misnames_is_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KALLA_MEMENTO", "nowhere")
    done = crawl(tmp_path, "originals")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
