"""Files and folders that take their name when they are whole: what was broken off is never taken for it."""

from __future__ import annotations

import errno
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from archive.errors import WrongUsage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}  # reading never ends in these


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """Where to write instead: an empty file beside the target, which takes its place at the end, and is gone
    if anything fails. What has no place to take, as a device or a pipe, is written as it is.

    Raise WrongUsage where another process is writing the target.
    """
    # Before it is resolved: /dev/fd/3 may be a pipe, which no other path leads to.
    if target.exists() and not target.is_file():
        with _named(target):
            yield target
        return
    place = target.resolve()
    unfinished = _unfinished(place)
    try:
        unfinished.touch(exist_ok=False)
    except FileExistsError as error:
        raise _is_being_written(unfinished) from error
    try:
        with _named(target):
            yield unfinished
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    unfinished.replace(place)


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """Where to fill a folder instead, as with a file. What it holds already might be anybody's: raise
    WrongUsage unless the target is new or an empty folder."""
    place = target.resolve()
    if place.exists() and not (place.is_dir() and next(place.iterdir(), None) is None):
        raise WrongUsage(f"{target} exists and is no empty folder")
    unfinished = _unfinished(place)
    try:
        unfinished.mkdir(parents=True)
    except FileExistsError as error:
        raise _is_being_written(unfinished) from error
    try:
        with _named(target):
            yield unfinished
    except BaseException:
        shutil.rmtree(unfinished)
        raise
    unfinished.rename(place)


@contextmanager
def _named(target: Path) -> Iterator[None]:
    """Give the error of a full disk the name of what was written: a file that is open does not tell its."""
    try:
        yield
    except OSError as error:
        if error.filename is None and error.errno in NO_ROOM:
            error.filename = str(target)
        raise


def _unfinished(place: Path) -> Path:
    return place.with_name(f"{place.name}.part")


def _is_being_written(unfinished: Path) -> WrongUsage:
    return WrongUsage(f"{unfinished} exists: remove it if no other command is writing it")
