from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from archive.errors import WrongUsage
from archive.export.whole import whole_file, whole_folder

OLD, NEW = "an earlier export", "a new one"


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir() if path.is_file()}


def broken_off(place: Path) -> None:
    place.write_text(NEW[:3], encoding="utf-8")
    raise KeyboardInterrupt


def test_file_takes_its_name_at_the_end(tmp_path: Path) -> None:
    (tmp_path / "out").write_text(OLD, encoding="utf-8")
    with whole_file(tmp_path / "out") as place:
        place.write_text(NEW, encoding="utf-8")
        assert contents(tmp_path) == {"out": OLD, "out.part": NEW}
    assert contents(tmp_path) == {"out": NEW}


def test_file_that_was_broken_off_leaves_the_earlier_one_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "out").write_text(OLD, encoding="utf-8")
    with pytest.raises(KeyboardInterrupt), whole_file(tmp_path / "out") as place:
        broken_off(place)
    assert contents(tmp_path) == {"out": OLD}


def test_file_behind_a_link_is_replaced_and_the_link_stays(tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "out").write_text(OLD, encoding="utf-8")
    (tmp_path / "link").symlink_to(folder / "out")
    with whole_file(tmp_path / "link") as place:
        place.write_text(NEW, encoding="utf-8")
    assert (tmp_path / "link").is_symlink()
    assert contents(folder) == {"out": NEW}


def test_file_that_another_process_writes_is_left_to_it(tmp_path: Path) -> None:
    with (
        whole_file(tmp_path / "out") as place,
        pytest.raises(WrongUsage, match="no other command"),
        whole_file(tmp_path / "out"),
    ):
        pass
    assert contents(tmp_path) == {"out": ""}
    assert not place.exists()


def test_pipe_is_written_as_it_is(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with whole_file(tmp_path / "pipe") as place:
        assert place == tmp_path / "pipe"
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


@pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="this system has no /dev/fd")
def test_pipe_without_a_name_is_written_as_it_is() -> None:
    reading, writing = os.pipe()
    with whole_file(Path(f"/dev/fd/{writing}")) as place:
        place.write_text(NEW, encoding="utf-8")
    assert os.read(reading, 100) == NEW.encode()
    os.close(reading)
    os.close(writing)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_error_of_a_full_disk_names_what_was_written() -> None:
    with pytest.raises(OSError, match="No space left") as full, whole_file(Path("/dev/full")) as place:
        place.write_text(NEW, encoding="utf-8")
    assert full.value.filename == "/dev/full"


@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "full", "elsewhere"), OSError(errno.EIO, "unreadable")]
)
def test_error_that_is_about_another_file_is_left_as_it_is(tmp_path: Path, error: OSError) -> None:
    named = error.filename
    with pytest.raises(OSError, match=str(error.strerror)), whole_file(tmp_path / "out"):
        raise error
    assert error.filename == named


@pytest.mark.parametrize("is_there", [False, True])
def test_new_or_empty_folder_is_filled_at_once(tmp_path: Path, is_there: bool) -> None:
    target = tmp_path / "some" / "out"
    if is_there:
        target.mkdir(parents=True)
    with whole_folder(target) as place:
        (place / "file").write_text(NEW, encoding="utf-8")
        assert not (target / "file").exists()
    assert contents(target) == {"file": NEW}
    assert [path.name for path in target.parent.iterdir()] == ["out"]


def test_folder_that_was_broken_off_is_gone(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), whole_folder(tmp_path / "out") as place:
        broken_off(place / "file")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["kept", "kept/file"])
def test_folder_takes_the_place_of_nothing_that_somebody_keeps(tmp_path: Path, name: str) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "file").write_text(OLD, encoding="utf-8")
    with pytest.raises(WrongUsage, match="no empty folder"), whole_folder(tmp_path / name):
        pass
    assert contents(tmp_path / "kept") == {"file": OLD}


def test_folder_that_another_process_fills_is_left_to_it(tmp_path: Path) -> None:
    with (
        whole_folder(tmp_path / "out"),
        pytest.raises(WrongUsage, match="no other command"),
        whole_folder(tmp_path / "out"),
    ):
        pass
    assert list((tmp_path / "out").iterdir()) == []
