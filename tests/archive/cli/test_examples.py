"""Every example in a help text works as it stands, where its names are those of something that is there."""

from __future__ import annotations

import re
import shlex
import shutil
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click
import pytest

from archive.cli.main import CONTENTS
from archive.warc.places import closed_warcs
from tests.archive.cli.conftest import URL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.archive.cli.conftest import Desk, Kalla

# They crawl, and serve until they are stopped; the end-to-end tests call them.
CALLED_ELSEWHERE = {"demo", "serve"}
PLACEHOLDERS = re.compile(r"https://nhandan\.vn/…-post1\.html|\bURL\b")


def commands() -> Iterator[click.Command]:
    for section in CONTENTS.values():
        for command in section.values():
            yield from command.commands.values() if isinstance(command, click.Group) else [command]


def calls_in(command: click.Command) -> Iterator[list[str]]:
    """Every call of `kalla` in a command's examples, without where its output goes."""
    after = (command.help or "").partition("Example")[2]
    for line in re.findall(r"^ +(kalla .+)$", after, re.MULTILINE):
        for call in line.split(" && "):
            program, *arguments = shlex.split(call.partition(" > ")[0])
            assert program == "kalla"
            yield arguments


@pytest.fixture(scope="module")
def laid_out(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A copy, which examples may change, beside the files that they name."""
    folder = tmp_path_factory.mktemp("examples")
    shutil.copytree(desk.folder, folder, dirs_exist_ok=True)
    (warc,) = closed_warcs(desk.collection.root)
    for name in ("foreign.warc.gz", "damaged.warc.gz"):
        shutil.copy(warc, folder / name)
    for name, text in (("swedish", "Bron är 48 m lång.\n"), ("vietnamese", "Cây cầu dài 48 m.\n")):
        (folder / name).mkdir()
        (folder / name / "one.txt").write_text(text * 3, encoding="utf-8")
    return replace(desk, folder=folder)


CALLED = [command for command in commands() if command.name not in CALLED_ELSEWHERE]


@pytest.mark.parametrize("command", CALLED, ids=lambda command: str(command.name))
def test_examples_work(
    command: click.Command, laid_out: Desk, run: Kalla, monkeypatch: pytest.MonkeyPatch
) -> None:
    if command.name == "parquet" and find_spec("pyarrow") is None:
        pytest.skip("pyarrow is not installed")
    monkeypatch.chdir(laid_out.folder)
    if not (laid_out.folder / "foreign.wacz").exists():
        assert run("export", "wacz", "foreign.wacz").exit_code == 0
    calls = list(calls_in(command))
    assert calls
    for call in calls:
        named = [PLACEHOLDERS.sub(URL, one).replace("3f9c", laid_out.rendering_id[:6]) for one in call]
        done = run(*named)
        assert done.exit_code == 0, f"{named}: {done.stderr}"
