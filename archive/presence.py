"""Who is at work on a collection: one file a process, under a lock that falls when the process dies.

So what a crawl that was killed, or could not give its leases back, had leased comes back at once on the same
machine; on another one, or over a network file system without locks, it comes back when the lease runs out.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FOLDER = "workers"


@contextmanager
def present(root: Path) -> Iterator[str]:
    """Be at work on the collection at `root` under a name of one's own, until the block ends."""
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{os.uname().nodename}-{os.getpid()}-{uuid4().hex[:8]}"
    path = folder / name
    with _locked(path):
        try:
            yield name
        finally:
            path.unlink(missing_ok=True)


def gone(root: Path, workers: Iterable[str]) -> list[str]:
    """Those of the workers that are at work no longer: their files are not locked, or not there.

    Files that dead workers left are cleared away.
    """
    files = {path for path in (root / FOLDER).glob("*") if not _cleared(path)}
    return [name for name in workers if _is_of_this_machine(name) and root / FOLDER / name not in files]


def _locked(path: Path) -> BinaryIO:
    """The file, made and locked; again where `gone` cleared it away between the two."""
    while True:
        file = path.open("ab")
        fcntl.flock(file.fileno(), fcntl.LOCK_EX)
        if path.exists():
            return file
        file.close()


def _cleared(path: Path) -> bool:
    if not _is_of_this_machine(path.name):
        return False
    try:
        with path.open("rb") as file:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
    except BlockingIOError:
        return False
    except FileNotFoundError:
        pass
    return True


def _is_of_this_machine(name: str) -> bool:
    return name.startswith(f"{os.uname().nodename}-")
