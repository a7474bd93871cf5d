"""The file of a catalog in SQLite: whether it is there, and how it is opened where it cannot be written."""

from __future__ import annotations

from os import W_OK, access
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from sqlalchemy import URL


def sqlite_file(url: URL) -> Path | None:
    """The file that a URL names; None of other databases, of one in memory, and of a SQLite URI."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database.startswith((":", "file:")):
        return None
    return Path(url.database)


def url_to_read(url: URL) -> URL | None:
    """The URL that opens a file which cannot be written, as on a read-only medium; None where it can be.

    SQLite makes files beside a catalog with a write-ahead log even to read it, unless it is told that nobody
    changes the file, or one who writes keeps them there (https://www.sqlite.org/wal.html, section 6).
    """
    file = sqlite_file(url)
    if file is None or not file.is_file() or (access(file, W_OK) and access(file.parent, W_OK)):
        return None
    log = file.with_name(f"{file.name}-wal")
    unchanging = {} if log.exists() and log.stat().st_size else {"immutable": "1"}
    database = f"file:{quote(str(file.absolute()))}"
    return url.set(database=database, query={"uri": "true", "mode": "ro", **unchanging})
