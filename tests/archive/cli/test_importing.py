"""`kalla import` as people run it: with a bar on a terminal, broken off at any moment, and run again."""

from __future__ import annotations

import gzip
import json
import os
import pty
import signal
import subprocess
import sys
import termios
import time
from typing import TYPE_CHECKING

import pytest

from archive.catalog.engine import reading
from archive.catalog.pairs import all_pairs
from archive.catalog.renderings import all_renderings
from archive.collection import Collection
from archive.warc.captures import readable_captures_in
from archive.warc.places import all_warcs, open_warcs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

KALLA = "from archive.cli.main import kalla; kalla()"
STORY = "Bron öppnades för trafik på fredagen, och alla i byn var där. " * 5
MANY = 3_000


def write_lines(path: Path, count: int) -> Path:
    lines = (
        json.dumps({"text": f"{STORY}\n{number}\nKälla: https://nhandan.vn/a-post{900000 + number}.html"})
        for number in range(count)
    )
    data = "\n".join(lines).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def command(tmp_path: Path, *paths: Path) -> Sequence[str]:
    return [
        sys.executable,
        "-c",
        KALLA,
        "import",
        *map(str, paths),
        "--collection",
        str(tmp_path / "collection"),
    ]


def imported(tmp_path: Path, *paths: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(tmp_path, *paths), capture_output=True, text=True, check=False)  # noqa: S603


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_import_that_was_broken_off_is_finished_by_the_same_command(
    how: signal.Signals, tmp_path: Path
) -> None:
    path, collection = write_lines(tmp_path / "a.jsonl", MANY), Collection(root=tmp_path / "collection")
    with subprocess.Popen(  # noqa: S603
        command(tmp_path, path), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        while process.poll() is None and not any(warc.stat().st_size for warc in open_warcs(collection.root)):
            time.sleep(0.01)
        process.send_signal(how)
        said, complained = process.communicate()
    assert process.returncode == (130 if how == signal.SIGINT else -how)
    engine = collection.catalog()
    with reading(engine) as conn:
        kept = len(list(all_renderings(conn)))
    assert kept < MANY
    if how == signal.SIGINT:
        assert said.startswith(f"{kept} renderings read, ")
        assert complained.startswith("stopped: ")

    done = imported(tmp_path, path)
    assert done.returncode == 0, done.stderr
    assert (
        done.stdout
        == f"{MANY} renderings read, {MANY} of them cite a source by its URL, 0 files unreadable\n"
    )
    with reading(engine) as conn:
        assert len(list(all_renderings(conn))) == len(list(all_pairs(conn))) == MANY
    engine.dispose()
    assert sum(1 for warc in all_warcs(collection.root) for _ in readable_captures_in(warc)) == MANY


def test_bar_counts_the_bytes_of_all_files_on_a_terminal_alone(tmp_path: Path) -> None:
    folder = tmp_path / "renderings"
    folder.mkdir()
    files = [write_lines(folder / name, 5) for name in ("a.jsonl", "b.jsonl.gz")]
    (folder / "c.txt").write_text(STORY)
    size = sum(path.stat().st_size for path in (*files, folder / "c.txt"))

    seen, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, (24, 120))
    with open(seen, "rb", closefd=True, buffering=0) as screen:  # noqa: PTH123
        done = subprocess.run(command(tmp_path, folder), stdout=subprocess.PIPE, stderr=terminal, check=True)  # noqa: S603
        os.close(terminal)
        shown = screen.read(1 << 16).decode()
    assert "100%|" in shown
    assert f"{size / 1000:.2f}k/{size / 1000:.2f}k" in shown
    assert "renderings/s" in shown
    assert done.stdout.decode().startswith("11 renderings read, 10 of them")

    piped = imported(tmp_path, folder)
    assert piped.stderr.splitlines()[0].startswith(f"{size / 1e6:.1f} MB in ")
    assert len(piped.stderr.splitlines()) == 1


def test_damage_is_named_with_file_and_place_and_ends_in_exit_code_1(tmp_path: Path) -> None:
    path = tmp_path / "a.wet.gz"
    text = f"{STORY}\nKälla"
    records = [
        gzip.compress(
            "\r\n".join(
                (
                    "WARC/1.0",
                    "WARC-Type: conversion",
                    f"WARC-Target-URI: https://www.vietnam.vn/sv/en-bro-{number}",
                    "WARC-Date: 2026-03-01T08:30:00Z",
                    f"Content-Length: {len(text.encode()) + 1}",
                    "",
                    f"{text}{number}",
                )
            ).encode()
        )
        for number in range(3)
    ]
    path.write_bytes(records[0] + bytes(len(records[1])) + records[2])
    done = imported(tmp_path, path)
    assert done.returncode == 1
    assert done.stdout.startswith("2 renderings read, ")
    assert done.stderr.startswith(f"{path}: is damaged at byte {len(records[0])}: ")
