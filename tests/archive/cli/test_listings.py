"""A listing without a row says on standard error what is true of it, and what to do."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from archive.catalog.checks import LoggedCheck, put_checks
from archive.catalog.engine import writing
from archive.collection import Collection
from archive.model import Check

if TYPE_CHECKING:
    from tests.archive.cli.conftest import Desk, Kalla

NO_RENDERING = "`kalla import PATH…` brings some in"


@pytest.fixture
def empty(tmp_path: Path) -> str:
    """A collection that nothing was brought into."""
    collection = Collection(root=tmp_path / "collection")
    collection.catalog().dispose()
    return str(collection.root)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("ls",), "nothing was captured yet: `scrapy crawl originals` fetches what renderings cite"),
        (("pairs",), f"there is no rendering yet: {NO_RENDERING}"),
        (("outlets",), f"no rendering cites anything: {NO_RENDERING}"),
        (
            ("due", "--all"),
            "nothing is watched yet: `kalla import PATH…` brings in renderings, and what they cite is",
        ),
        (("names",), "no name is written in several ways"),
    ],
)
def test_empty_collection_is_called_empty(call: tuple[str, ...], said: str, empty: str, run: Kalla) -> None:
    done = run(*call, "--collection", empty)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", f"{said}\n")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("ls", "--status", "404"), "no capture is like that; `kalla ls` alone lists all"),
        (("pairs", "--verdict", "mismatch"), "there is no such pair; `kalla stats` counts the verdicts"),
        (("due", "--now", "2026-03-02"), "nothing is due; `kalla due --all` lists what will be, and when"),
    ],
)
def test_what_the_options_leave_out_is_not_called_missing(
    call: tuple[str, ...], said: str, desk: Desk, run: Kalla
) -> None:
    done = run(*call, "--collection", str(desk.collection.root))
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", f"{said}\n")


def test_what_is_looked_at_no_more_has_no_plan_to_be_explained(empty: str, run: Kalla) -> None:
    left, led_to = "https://nhandan.vn/cau-post800001.html", "https://nhandan.vn/cau-moi-post800001.html"
    seen = Check(at=datetime(2026, 3, 1, tzinfo=UTC), state="first")
    engine = Collection(root=Path(empty)).existing_catalog()
    with writing(engine) as conn:
        put_checks(conn, left, [LoggedCheck(url=left, number=0, check=seen, landed_on=led_to)])
    engine.dispose()
    done = run("due", "--explain", led_to, "--collection", empty)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "is not looked at any more" in done.stderr


def test_one_is_not_told_as_many(desk: Desk, run: Kalla, tmp_path: Path) -> None:
    one = tmp_path / "one.txt"
    one.write_text("Bron öppnade den 5 januari.\nKälla: https://nhandan.vn/x-post1.html\n", encoding="utf-8")
    read = run("import", str(one), "--collection", str(tmp_path / "other")).stdout
    assert read == "1 rendering read, 1 of them cites a source by its URL, 0 files unreadable\n"
    root = ("--collection", str(desk.collection.root))
    assert " in 1 file;" in run("verify", *root).stdout
    assert "The only rendering did not follow." in run("changes", "--atom", *root).stdout
    (tmp_path / "empty.warc.gz").touch()
    assert run("verify", str(tmp_path / "empty.warc.gz")).stdout.endswith(": 1 fault\n")


def test_file_without_a_capture_is_named(run: Kalla, tmp_path: Path) -> None:
    (tmp_path / "empty.warc.gz").touch()
    done = run("ls", "--warc", str(tmp_path / "empty.warc.gz"))
    assert done.stderr == f"{tmp_path / 'empty.warc.gz'} holds no capture\n"
