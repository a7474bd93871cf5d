"""Files and folders that take their name when they are whole: what was broken off is never taken for it."""

from __future__ import annotations

import errno
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from archive.errors import WrongUsage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
    with _beside(target, Path.touch, Path.unlink) as unfinished:
        yield unfinished


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """Where to fill a folder instead, as with a file. What it holds already might be anybody's: raise
    WrongUsage unless the target is new or an empty folder."""
    place = target.resolve()
    if place.exists() and not (place.is_dir() and next(place.iterdir(), None) is None):
        raise WrongUsage(f"{target} exists and is no empty folder")
    place.parent.mkdir(parents=True, exist_ok=True)
    with _beside(target, Path.mkdir, shutil.rmtree) as unfinished:
        yield unfinished


@contextmanager
def _beside(target: Path, make: Callable[..., None], remove: Callable[[Path], object]) -> Iterator[Path]:
    place = target.resolve()
    unfinished = place.with_name(f"{place.name}.part")
    try:
        make(unfinished, exist_ok=False)
    except FileExistsError as error:
        raise WrongUsage(f"{unfinished} exists: remove it if no other command is writing it") from error
    try:
        with _named(target):
            yield unfinished
    except BaseException:
        remove(unfinished)
        raise
    unfinished.replace(place)


@contextmanager
def _named(target: Path) -> Iterator[None]:
    """Give the error of a full disk the name of what was written: a file that is open does not tell its."""
    try:
        yield
    except OSError as error:
        if error.filename is None and error.errno in NO_ROOM:
            error.filename = str(target)
        raise
