"""Import of a large JSON-lines file: rate, and peak memory at two sizes, which must be the same.

python benchmarks/importing.py [MEGABYTES]
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORDS = [
    *("bron", "hamnen", "skolan", "byn", "floden", "marknaden", "rådet", "året", "priset", "skörden"),
    *("öppnades", "byggdes", "invigdes", "firades", "ökade", "minskade", "planerar", "i", "och", "på"),
]
KALLA = "from archive.cli.main import kalla; kalla()"


def main(megabytes: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for size in (max(megabytes // 10, 1), megabytes):
            path = Path(folder, f"{size}.jsonl")
            count = write_lines(path, size * 1_000_000)
            seconds, peak = imported(path, Path(folder, f"collection-{size}"))
            print(
                f"{size:5} MB, {count} renderings: {seconds:.1f} s, {count / seconds:.0f} a second, "
                f"{size / seconds:.2f} MB/s, peak {peak / 1024:.0f} MiB"
            )


def write_lines(path: Path, size: int) -> int:
    """Invented renderings of about 3 kB each, until the file has its size; gives their number."""
    chance = random.Random(1)  # noqa: S311
    count = 0
    with path.open("w", encoding="utf-8") as out:
        while out.tell() < size:
            count += 1
            paragraphs = [" ".join(chance.choices(WORDS, k=60)).capitalize() + "." for _ in range(8)]
            source = f"Källa: https://nhandan.vn/mot-bai-viet-post{800000 + count}.html"
            line = {"text": "\n".join([*paragraphs, source]), "date": "2025-11-13"}
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
    return count


def imported(path: Path, collection: Path) -> tuple[float, int]:
    """Seconds and peak resident set, in KiB, of one `kalla import` in a process of its own."""
    before = time.monotonic()
    command = [sys.executable, "-c", KALLA, "import", str(path), "--collection", str(collection)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
