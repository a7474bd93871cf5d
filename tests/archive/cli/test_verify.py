"""`kalla verify` as it is called: where nothing can be written, beside what cannot be read, in its words."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from archive.warc.places import closed_warcs

if TYPE_CHECKING:
    from pathlib import Path

    from tests.archive.cli.conftest import Desk, Kalla

# Mounts the folder $1 read-only, for this process and its own only, and calls `kalla` there.
READ_ONLY = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && shift && exec "$@"'
KALLA = [sys.executable, "-c", "from archive.cli.main import kalla; kalla()"]


def can_mount() -> bool:
    try:
        return subprocess.run(["unshare", "-rm", "true"], check=False, capture_output=True).returncode == 0  # noqa: S607
    except FileNotFoundError:
        return False


@pytest.fixture
def root(desk: Desk, tmp_path: Path) -> Path:
    """A copy of the collection, to be damaged."""
    shutil.copytree(desk.collection.root, tmp_path / "collection")
    return tmp_path / "collection"


@pytest.mark.skipif(not can_mount(), reason="this system lets no one mount a folder")
@pytest.mark.parametrize("command", ["verify", "ls", "stats", "pairs", "changes", "outlets", "index"])
def test_commands_that_only_read_work_on_a_read_only_medium(command: str, root: Path) -> None:
    mounted = ["unshare", "-rm", "sh", "-c", READ_ONLY, "sh", str(root)]
    call = [*mounted, *KALLA, command, "--collection", str(root)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)  # noqa: S603
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


@pytest.mark.skipif(not can_mount(), reason="this system lets no one mount a folder")
def test_a_search_on_a_read_only_medium_needs_an_index_that_has_every_text(run: Kalla, root: Path) -> None:
    (root / "search.sqlite").unlink(missing_ok=True)
    mounted = ["unshare", "-rm", "sh", "-c", READ_ONLY, "sh", str(root)]
    call = [*mounted, *KALLA, "find", "cau", "--collection", str(root)]
    without = subprocess.run(call, capture_output=True, text=True, check=False)  # noqa: S603
    assert (without.returncode, without.stdout) == (1, "")
    assert without.stderr.startswith("kalla: the words of new texts cannot be entered in")
    at_home = run("find", "cau", "--collection", str(root))
    there = subprocess.run(call, capture_output=True, text=True, check=False)  # noqa: S603
    assert (there.returncode, there.stderr) == (0, "")
    assert there.stdout == at_home.stdout != ""


@pytest.mark.skipif(not can_mount(), reason="this system lets no one mount a folder")
@pytest.mark.parametrize("is_closed", [True, False])
def test_commands_that_write_say_why_they_cannot_on_a_read_only_medium(is_closed: bool, root: Path) -> None:
    if not is_closed:
        (root / "catalog.sqlite-wal").write_bytes(b"rows")
        (root / "catalog.sqlite-shm").unlink(missing_ok=True)  # copied from where another test reads
    mounted = ["unshare", "-rm", "sh", "-c", READ_ONLY, "sh", str(root)]
    call = [*mounted, *KALLA, "derive", "--collection", str(root)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 1
    assert f"{root / 'catalog.sqlite'}" in done.stderr
    assert ("which can only be read" if is_closed else "was not closed") in done.stderr
    assert "immutable" not in done.stderr


def test_what_cannot_be_read_is_one_finding_and_the_others_are_checked(run: Kalla, root: Path) -> None:
    (root / "warcs" / "folder.warc.gz").mkdir()
    (root / "warcs" / "nowhere.warc.gz").symlink_to(root / "nothing")
    (root / "manifest.jsonl").unlink()
    (root / "manifest.jsonl").mkdir()
    result = run("verify", "--collection", str(root))
    assert result.exit_code == 1
    assert result.stdout.count("FAULT ") == result.stdout.count("FAULT unreadable") == 3
    assert all(name in result.stdout for name in ("folder.warc.gz", "nowhere.warc.gz", "manifest.jsonl"))
    assert result.stdout.endswith("3 faults\n")


def test_files_of_one_name_are_told_apart(run: Kalla, root: Path, tmp_path: Path) -> None:
    whole = closed_warcs(root)[0]
    (tmp_path / "b").mkdir()
    other = tmp_path / "b" / whole.name
    other.write_bytes(whole.read_bytes()[:-20])
    result = run("verify", str(whole), str(other))
    assert result.exit_code == 1
    assert "in 2 files" in result.stdout
    assert f"damaged: {other} at byte" in result.stdout


def test_file_without_a_byte_is_a_fault(run: Kalla, tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").touch()
    result = run("verify", str(tmp_path / "a.warc.gz"))
    assert result.exit_code == 1
    assert "FAULT empty: " in result.stdout


def test_package_that_cannot_be_read_does_not_keep_the_others_from_being_checked(
    run: Kalla, root: Path, tmp_path: Path
) -> None:
    (tmp_path / "broken.wacz").write_bytes(b"no zip")
    packed = tmp_path / "packed.wacz"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.write(closed_warcs(root)[0], "archive/a.warc.gz")
    files = [str(path) for path in (tmp_path / "broken.wacz", packed, *closed_warcs(root))]
    result = run("verify", *files)
    assert result.exit_code == 1
    assert "FAULT damaged: broken.wacz" in result.stdout
    assert "a.warc.gz is compressed in it: unpack the package first" in result.stdout
    assert len(closed_warcs(root)) == 1
    assert "records in 1 file;" in result.stdout
