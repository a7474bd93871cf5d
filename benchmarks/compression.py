"""Compressors and levels against each other, on a plain page and on one that came compressed.

Run `python benchmarks/compression.py [FOLDER]`; FOLDER holds *.html pages, otherwise a page is generated.
Ratios are against zlib 9, what warcio writes, best of interleaved rounds in one process.
"""

from __future__ import annotations

import gzip
import random
import sys
import time
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from isal import isal_zlib

if TYPE_CHECKING:
    from collections.abc import Callable

GZIP = 31
ROUNDS = 9
LEVELS: dict[str, Callable[[bytes], bytes]] = {}


def add(name: str, module: object, level: int) -> None:
    def pack(data: bytes) -> bytes:
        maker = module.compressobj(level, zlib.DEFLATED, GZIP)  # type: ignore[attr-defined]
        return bytes(maker.compress(data) + maker.flush())

    LEVELS[name] = pack


def pages(folder: Path | None) -> list[bytes]:
    if folder is not None:
        return [path.read_bytes() for path in sorted(folder.rglob("*.html"))[:40]]
    chance = random.Random(7)  # noqa: S311
    letters = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
    words = ["".join(chance.choices(letters, k=chance.randint(1, 6))) for _ in range(3000)]
    lines = (f'<p class="detail">{" ".join(chance.choices(words, k=60))}</p>\n' for _ in range(200))
    return ["".join(lines).encode() for _ in range(5)]


def measure(bodies: list[bytes]) -> dict[str, tuple[float, int]]:
    """Seconds a body (best round) and bytes a body, for each compressor."""
    best = dict.fromkeys(LEVELS, float("inf"))
    sizes: dict[str, int] = {}
    for _ in range(ROUNDS):
        for name, pack in LEVELS.items():
            start = time.process_time()
            sizes[name] = sum(len(pack(body)) for body in bodies) // len(bodies)
            best[name] = min(best[name], (time.process_time() - start) / len(bodies))
    return {name: (best[name], sizes[name]) for name in LEVELS}


def report(title: str, bodies: list[bytes]) -> None:
    figures = measure(bodies)
    base_time, base_size = figures["zlib 9"]
    print(f"{title}: {len(bodies)} bodies of {sum(map(len, bodies)) // len(bodies):,} bytes")
    for name, (seconds, size) in figures.items():
        cost = f"{seconds * 1e3:6.2f} ms  ×{seconds / base_time:4.2f}"
        print(f"  {name:8} {cost}  {size:9,} bytes  ×{size / base_size:5.3f}")


def main() -> None:
    for level in (0, 1, 6, 9):
        add(f"zlib {level}", zlib, level)
    for level in (0, 1, 2, 3):
        add(f"isal {level}", isal_zlib, level)
    plain = pages(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    fields = b"".join(b"X-Header-%d: some value here\r\n" % number for number in range(20))
    head = b"HTTP/1.1 200 OK\r\n" + fields + b"\r\n"
    report("plain pages", plain)
    report("pages served as gzip, with their head", [head + gzip.compress(page, 6) for page in plain])


main()
