"""The sample web as a program: it says where it is, serves, writes renderings, and ends on Ctrl-C."""

from __future__ import annotations

import signal
import subprocess
import sys
import urllib.request
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = [sys.executable, "-m", "crawler.sampleweb"]


def test_it_serves_at_the_address_it_prints_until_interrupted(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    process = subprocess.Popen([*PROGRAM, "--log", str(log)], stdout=subprocess.PIPE, text=True)  # noqa: S603
    assert process.stdout is not None
    with process.stdout:
        address = process.stdout.readline().partition(";")[0].split()[-1]
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": address}))
        with pytest.raises(urllib.error.HTTPError, match="502"):
            opener.open("http://example.com/", timeout=10)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
    assert '"url": "http://example.com/"' in log.read_text()


def test_it_writes_the_renderings(tmp_path: Path) -> None:
    folder = tmp_path / "renderings"
    done = subprocess.run(  # noqa: S603
        [*PROGRAM, "--write-renderings", str(folder)], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == [str(file) for file in sorted(folder.iterdir())]
    assert len(done.stdout.splitlines()) == 10
