"""Import of large files: rate, and peak memory at two sizes, which must be the same.

python benchmarks/importing.py [MEGABYTES] [--kinds jsonl jsonl.gz wet wet.zst …] [--keep FOLDER]

In a .jsonl every line is a rendering. A .wet is like one of Common Crawl's: a record in five hundred is of
vietnam.vn, the others are of sites that nobody asked for. Megabytes count what is unpacked.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from backports import zstd
from warcio.archiveiterator import ArchiveIterator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WORDS = [
    *("bron", "hamnen", "skolan", "byn", "floden", "marknaden", "rådet", "året", "priset", "skörden"),
    *("öppnades", "byggdes", "invigdes", "firades", "ökade", "minskade", "planerar", "i", "och", "på"),
]
KALLA = "from archive.cli.main import kalla; kalla()"
KINDS = ("jsonl", "jsonl.gz", "jsonl.zst", "wet", "wet.gz", "wet.zst")
ONE_IN = 500  # pages in a WET file is a rendering: many more than there are in the real ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """`read_by_warcio`: the seconds that warcio takes to read the same WET file and do nothing; else None."""

    renderings: int
    seconds: float
    cpu_seconds: float
    mebibytes: float
    read_by_warcio: float | None


class Stories:
    """Invented renderings of about 3 kB each, and pages of about 4 kB that are none, the same in each run."""

    def __init__(self) -> None:
        self._chance = random.Random(1)  # noqa: S311
        self._paragraphs = [
            " ".join(self._chance.choices(WORDS, k=60)).capitalize() + "." for _ in range(5_000)
        ]

    def text(self, number: int) -> str:
        source = f"Källa: https://nhandan.vn/mot-bai-viet-post{800000 + number}.html"
        return "\n".join([*self._chance.choices(self._paragraphs, k=8), source])

    def other_page(self) -> str:
        return "\n".join(self._chance.choices(self._paragraphs, k=10))

    def record_id(self) -> UUID:
        return UUID(int=self._chance.getrandbits(128), version=4)


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("megabytes", type=int, nargs="?", default=50)
    asked.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    asked.add_argument("--keep", type=Path, help="where files and collections stay, instead of being removed")
    options = asked.parse_args()
    with ExitStack() as stack:
        folder = options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        for kind in options.kinds:
            for size in (max(options.megabytes // 10, 1), options.megabytes):
                path = folder / f"{size}.{kind}"
                count = write_lines(path, size) if "jsonl" in kind else write_records(path, size)
                told = imported(path, folder / f"collection-{path.name}")
                if told.renderings != count:
                    raise SystemExit(f"{path.name}: {told.renderings} renderings of {count} came in")
                print(line_of(told, path, size), flush=True)


def line_of(told: Imported, path: Path, size: int) -> str:
    peer = f", {told.seconds / told.read_by_warcio:.1f} × warcio's reading" if told.read_by_warcio else ""
    return (
        f"{path.name:>15} ({path.stat().st_size / 1e6:.0f} MB): {told.renderings} renderings in "
        f"{told.seconds:.1f} s, CPU {told.cpu_seconds:.1f} s, {told.renderings / told.seconds:.0f} a second, "
        f"{size / told.seconds:.2f} MB/s{peer}, peak {told.mebibytes:.0f} MiB"
    )


def write_lines(path: Path, megabytes: int) -> int:
    stories, count, size = Stories(), 0, 0
    with packing(path, piece=1_000) as write:
        while size < megabytes * 1_000_000:
            count += 1
            line = {"text": stories.text(count), "date": "2025-11-13"}
            data = json.dumps(line, ensure_ascii=False).encode() + b"\n"
            write(data)
            size += len(data)
    return count


def write_records(path: Path, megabytes: int) -> int:
    """Each record a member of its own, as in Common Crawl's files; gives the number of renderings."""
    stories, count, size, number = Stories(), 0, 0, 0
    with packing(path, piece=1) as write:
        while size < megabytes * 1_000_000:
            number += 1
            if number % ONE_IN:
                url, text = f"https://site{number % 997}.example/{number}", stories.other_page()
            else:
                count += 1
                url, text = f"https://www.vietnam.vn/sv/mot-bai-viet-{count}", stories.text(count)
            data = wet_record(url, text.encode(), stories.record_id())
            write(data)
            size += len(data)
    return count


def wet_record(url: str, text: bytes, record_id: UUID) -> bytes:
    fields = (
        "WARC/1.0",
        "WARC-Type: conversion",
        f"WARC-Target-URI: {url}",
        "WARC-Date: 2025-11-13T08:30:00Z",
        f"WARC-Record-ID: <{record_id.urn}>",
        "WARC-Block-Digest: sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ",
        "Content-Type: text/plain",
        f"Content-Length: {len(text)}",
    )
    return "\r\n".join((*fields, "", "")).encode() + text + b"\r\n\r\n"


@contextmanager
def packing(path: Path, piece: int) -> Iterator[Callable[[bytes], None]]:
    """A way to write to the file, packed as its name says, so many writes to a member."""
    pack = {".gz": lambda data: gzip.compress(data, 6), ".zst": zstd.compress}.get(path.suffix, bytes)
    pending: list[bytes] = []
    with path.open("wb") as out:

        def write(data: bytes) -> None:
            pending.append(data)
            if len(pending) == piece:
                out.write(pack(b"".join(pending)))
                pending.clear()

        yield write
        out.write(pack(b"".join(pending)) if pending else b"")


def imported(path: Path, collection: Path) -> Imported:
    """One `kalla import` in a process of its own."""
    before = time.monotonic()
    command = [sys.executable, "-c", KALLA, "import", str(path), "--collection", str(collection)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None  # noqa: S101
        said = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: exit code {process.returncode}")
    return Imported(
        renderings=int(said.split()[0]),
        seconds=time.monotonic() - before,
        cpu_seconds=used.ru_utime + used.ru_stime,
        mebibytes=used.ru_maxrss / 1024,
        read_by_warcio=_read_by_warcio(path) if path.name.endswith((".wet", ".wet.gz")) else None,
    )


def _read_by_warcio(path: Path) -> float:
    before = time.monotonic()
    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            record.raw_stream.read()
    return time.monotonic() - before


if __name__ == "__main__":
    main()
