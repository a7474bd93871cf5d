"""Where things lie: a collection's folders and WARC files, and the locks that keep crawls apart.

A file is `NAME.open` while it is written and `NAME` ever after; a row that says NAME is true of both.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from archive.errors import WrongUsage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OPEN = ".open"
PACKAGE_SUFFIX = ".wacz"
WARC_SUFFIXES = (".warc", ".warc.gz", ".warc.zst", ".wet.gz")


def warcs_folder(collection: Path) -> Path:
    return collection / "warcs"


def manifest_path(collection: Path) -> Path:
    return collection / "manifest.jsonl"


def closed_warcs(collection: Path) -> list[Path]:
    return sorted(path for path in warcs_folder(collection).glob("*") if path.name.endswith(WARC_SUFFIXES))


def open_warcs(collection: Path) -> list[Path]:
    return sorted(warcs_folder(collection).glob("*" + OPEN))


def all_warcs(collection: Path) -> list[Path]:
    """Closed and unfinished, in order of name, which is that of time within one crawl."""
    return sorted([*closed_warcs(collection), *open_warcs(collection)], key=lambda path: path.name)


def warc_path(root: Path, name: str) -> Path:
    """The file that a capture's `warc` names.

    `root` is a collection, a package (.wacz: the path leads into it) or one WARC file, itself the answer.
    Raise WrongUsage where there is none.
    """
    if root.suffix == PACKAGE_SUFFIX:
        return root / "archive" / name
    if root.is_file() or root.name.endswith(WARC_SUFFIXES):  # the latter may lie inside a package
        return root
    if "/" in name or name.startswith("."):
        raise WrongUsage(f"{name!r} is not the name of a WARC file")
    closed = warcs_folder(root) / name
    # An unfinished file may be closed between two looks, so the closed name is asked again at the end.
    for path in (closed, closed.with_name(name + OPEN), closed):
        if path.exists():
            return path
    raise WrongUsage(f"{closed} is missing")


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder alone among all processes of this machine; others wait."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def try_to_hold(file: BinaryIO) -> bool:
    """Mark a file as being written until it is closed or its process dies; False where another holds it.

    flock, not lockf: a POSIX lock would fall as soon as this process reads the file and closes that handle.
    """
    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def being_written(collection: Path) -> set[str]:
    """The final names of the files that a living process holds."""
    if not warcs_folder(collection).is_dir():
        return set()
    # Under the folder's lock, so that who makes or heals a file never meets this look at it.
    with locked(warcs_folder(collection)):
        return {path.name.removesuffix(OPEN) for path in open_warcs(collection) if _is_held(path)}


def as_it_is_called_now(path: Path) -> Path:
    """The path, or that of the same file if it was closed since."""
    return path if path.exists() else path.with_name(path.name.removesuffix(OPEN))


def _is_held(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return not try_to_hold(file)
    except OSError:
        # A checker names what cannot be opened; nobody is writing to it.
        return False


def sync_folder(folder: Path) -> None:
    """Make a rename or a new name in the folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
