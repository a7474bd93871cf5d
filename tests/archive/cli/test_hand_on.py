"""What is written to hand on is whole, or is not there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.archive.cli.conftest import Desk, Kalla

pytestmark = pytest.mark.parametrize("command", ["report", "index"])


def arguments(command: str, desk: Desk) -> tuple[str, ...]:
    which = (desk.rendering_id,) if command == "report" else ()
    return (command, *which, "--collection", str(desk.collection.root))


def test_file_that_another_command_writes_is_left_to_it(
    command: str, desk: Desk, run: Kalla, tmp_path: Path
) -> None:
    out, unfinished = tmp_path / "out", tmp_path / "out.part"
    out.write_text("an earlier one", encoding="utf-8")
    unfinished.touch()
    done = run(*arguments(command, desk), "-o", str(out))
    assert (done.exit_code, out.read_text(encoding="utf-8")) == (2, "an earlier one")
    assert done.stderr == f"kalla: {unfinished} exists: remove it if no other command is writing it\n"
    unfinished.unlink()
    assert run(*arguments(command, desk), "-o", str(out)).exit_code == 0
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_full_disk_is_told_by_the_name_of_what_was_written(command: str, desk: Desk, run: Kalla) -> None:
    done = run(*arguments(command, desk), "-o", "/dev/full")
    assert (done.exit_code, done.stderr) == (1, "kalla: /dev/full: No space left on device\n")
