"""On well-formed responses a spider cannot tell our download handler from Scrapy's own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.crawler.capture.two_handlers import CASES

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def got() -> dict[str, dict[str, Any]]:
    """What the spiders of both handlers got, from a process with a reactor."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.crawler.capture.two_handlers"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
        timeout=120,
    )
    read: dict[str, dict[str, Any]] = json.loads(run.stdout)
    return read


@pytest.mark.parametrize("name", CASES)
def test_a_spider_gets_the_same_from_both_handlers(name: str, got: dict[str, dict[str, Any]]) -> None:
    assert got["ours"][name] == got["scrapy"][name]
