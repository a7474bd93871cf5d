"""The unit files and the crontab line of docs/scheduling.md are right as they are written."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

TEXT = (Path(__file__).resolve().parents[1] / "docs" / "scheduling.md").read_text(encoding="utf-8")
UNITS = dict(re.findall(r"`~/\.config/systemd/user/(\S+)`:\n```ini\n(.*?)```", TEXT, re.DOTALL))


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
@pytest.mark.parametrize("unit", ["kalla.service", "kalla.timer"])
def test_systemd_takes_the_units(tmp_path: Path, unit: str) -> None:
    programs = tmp_path / "kalla" / ".venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "scrapy").write_text("#!/bin/sh\n")
    (programs / "scrapy").chmod(0o755)
    for name, text in UNITS.items():
        (tmp_path / name).write_text(text.replace("%h", str(tmp_path)), encoding="utf-8")
    verify = ["systemd-analyze", "verify", "--man=no", str(tmp_path / unit)]
    done = subprocess.run(verify, capture_output=True, text=True, check=False)  # noqa: S603
    complaints = [line for line in done.stderr.splitlines() if str(tmp_path) in line or "kalla" in line]
    assert complaints == []


def test_systemd_knows_the_time() -> None:
    (when,) = re.findall(r"^OnCalendar=(.*)$", UNITS["kalla.timer"], re.MULTILINE)
    assert when == "hourly"
    assert "Persistent=true" in UNITS["kalla.timer"]


def test_the_crontab_line_is_five_fields_and_a_command_a_shell_can_read() -> None:
    lines = re.findall(r"^(17 \* \* \* \*) (.+)$", TEXT, re.MULTILINE)
    assert lines
    for _, command in lines:
        assert "%" not in command  # cron ends a line at a percent sign
        done = subprocess.run(["sh", "-n", "-c", command], check=False)  # noqa: S603, S607
        assert done.returncode == 0
