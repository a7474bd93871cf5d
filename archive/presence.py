"""Who is at work on a collection: one file a process, under a lock that falls when the process dies.

So what a killed crawl had leased comes back at once on the same machine; on another one, or over a network
file system without locks, it comes back when the lease runs out.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDER = "workers"


@contextmanager
def present(root: Path) -> Iterator[str]:
    """Be at work on the collection at `root` under a name of one's own, until the block ends."""
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{os.uname().nodename}-{os.getpid()}-{uuid4().hex[:8]}"
    path = folder / name
    with path.open("xb") as file:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX)
        try:
            yield name
        finally:
            path.unlink(missing_ok=True)


def gone(root: Path) -> list[str]:
    """The names of those who left without a word. Each is told once."""
    return [path.name for path in sorted((root / FOLDER).glob("*")) if _is_unheld(path)]


def _is_unheld(path: Path) -> bool:
    if not path.name.startswith(f"{os.uname().nodename}-"):
        return False
    try:
        with path.open("rb") as file:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
    except (BlockingIOError, FileNotFoundError):
        return False
    return True
