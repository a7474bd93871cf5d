"""The same pages by `wget --warc-file`: one process that asks for one page after the other."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

OPTIONS = ("--quiet", "--no-config", "--no-cookies", "--output-document=/dev/null")


def wget() -> str | None:
    return shutil.which("wget")


def fetched(url: str, pages: int, folder: Path) -> dict[str, float]:
    """Seconds, CPU seconds and MiB for so many pages. Raises RuntimeError where wget did not get them all."""
    urls = folder / "urls.txt"
    urls.write_text("".join(f"{url}/{number}\n" for number in range(pages)), encoding="ascii")
    command = [str(wget()), *OPTIONS, f"--warc-file={folder / 'pages'}", f"--input-file={urls}"]
    began = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"wget ended with {process.returncode}")
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "cpu": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss / 1024}
