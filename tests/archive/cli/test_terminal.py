"""`kalla` in a real terminal and in a real pipe: pages, colours, widths, completion, and how it ends."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import shlex
import struct
import subprocess
import sys
import termios
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.archive.cli.conftest import URL

if TYPE_CHECKING:
    from tests.archive.cli.conftest import Desk, Kalla

KALLA = [sys.executable, "-c", "from archive.cli.main import kalla; kalla(prog_name='kalla')"]
COLOUR = re.compile(r"\x1b\[\d")


def in_terminal(desk: Desk, *arguments: str, size: tuple[int, int] = (40, 80), **environment: str) -> str:
    """What a terminal of so many lines and columns is shown. The pager gives its input back, marked."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
    pager = f"{sys.executable} -c \"import sys; print('PAGED'); print(sys.stdin.read())\""
    known = {**os.environ, "TERM": "xterm", "PAGER": pager, "KALLA_COLLECTION": str(desk.collection.root)}  # noqa: TID251
    for name in ("NO_COLOR", "COLUMNS", "LINES"):
        known.pop(name, None)
    with subprocess.Popen(  # noqa: S603
        [*KALLA, *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=known | environment
    ) as process:
        os.close(theirs)
        shown = _all_of(ours)
    os.close(ours)
    assert process.returncode == 0, shown
    return shown.replace("\r\n", "\n")


def _all_of(terminal: int) -> str:
    pieces: list[bytes] = []
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # Linux's way to say that the other end is closed
            piece = b""
        if not piece:
            return b"".join(pieces).decode()
        pieces.append(piece)


@pytest.mark.parametrize("columns", [40, 120])
def test_nothing_but_names_to_copy_is_wider_than_the_terminal(desk: Desk, columns: int) -> None:
    size = (200, columns)
    lines = (in_terminal(desk, "pairs", size=size) + in_terminal(desk, "pair", URL, size=size)).split("\n")
    names = (URL, "renderings/one.jsonl", ".warc.gz")
    assert [line for line in lines if len(line) > columns and not any(name in line for name in names)] == []
    assert any(URL in line for line in lines)


@pytest.mark.parametrize("columns", [75, 80, 120])
def test_a_history_is_told_to_its_end(desk: Desk, columns: int) -> None:
    told = " ".join(in_terminal(desk, "log", URL, size=(40, columns)).split())
    assert "between 2026-03-01 08:00 and 2026-03-02 08:00" in told
    assert "…" not in told


def test_what_is_longer_than_the_terminal_is_paged_and_what_is_not_is_not(desk: Desk) -> None:
    assert "PAGED" in in_terminal(desk, "pair", URL, size=(8, 80))
    assert "PAGED" not in in_terminal(desk, "pair", URL, size=(80, 80))


def test_colours_are_for_terminals_whose_owner_wants_them(desk: Desk, run: Kalla) -> None:
    assert COLOUR.search(in_terminal(desk, "diff", URL))
    assert not COLOUR.search(in_terminal(desk, "diff", URL, NO_COLOR="whatever"))
    assert not COLOUR.search(in_terminal(desk, "--no-color", "diff", URL))
    assert not COLOUR.search(run("diff", URL, "--collection", str(desk.collection.root)).stdout)


def test_a_reader_who_has_seen_enough_ends_it_quietly(desk: Desk) -> None:
    call = f"{shlex.join(KALLA)} log {URL} --json"
    many = f"{call} | head -c 1; exit ${{PIPESTATUS[0]}}"
    environment = {**os.environ, "KALLA_COLLECTION": str(desk.collection.root)}  # noqa: TID251
    done = subprocess.run(["bash", "-c", many], capture_output=True, text=True, env=environment, check=False)  # noqa: S603, S607
    assert (done.stdout, done.stderr) == ("{", "")
    assert done.returncode in {0, 141}  # whether the pipe was closed before all was written


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_full_disk_behind_standard_output_is_called_that(desk: Desk) -> None:
    call = [*KALLA, "ls", "--collection", str(desk.collection.root)]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(call, stdout=full, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603
    said = "kalla: standard output or a temporary file: No space left on device\n"
    assert (done.returncode, done.stderr) == (1, said)


def test_errors_are_objects_for_who_asked_for_json(desk: Desk, run: Kalla) -> None:
    root = ("--collection", str(desk.collection.root))
    for wrong in (
        ("log", "https://none.example/", *root),
        ("ls", "--no-such-option"),
        ("ls", "--status", "9"),
    ):
        done = run(*wrong, "--json")
        assert done.exit_code == 2
        told = json.loads(done.stderr)
        assert told["exit_code"] == 2
        assert told["error"]
        assert done.stdout == ""


def completions(desk: Desk, words: str) -> list[str]:
    """What bash is told of the last word."""
    known = {
        **os.environ,  # noqa: TID251
        "_KALLA_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1),
        "KALLA_COLLECTION": str(desk.collection.root),
    }
    done = subprocess.run(KALLA, capture_output=True, text=True, env=known, check=True)  # noqa: S603
    return [line.partition(",")[2] for line in done.stdout.splitlines() if line]


def test_commands_options_outlets_and_ids_are_completed(desk: Desk) -> None:
    assert completions(desk, "kalla ver") == ["verify"]
    assert "--verdict" in completions(desk, "kalla pairs --")
    assert completions(desk, "kalla ls --outlet nh") == ["nhandan"]
    assert completions(desk, f"kalla pair {desk.rendering_id[:2]}") == [desk.rendering_id]


def test_where_there_is_no_collection_nothing_is_completed(desk: Desk) -> None:
    assert completions(desk, "kalla pair --collection /nowhere 3") == []
