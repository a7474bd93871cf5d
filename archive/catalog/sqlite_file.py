"""The file of a catalog in SQLite: whether it is there, and how it is opened where it cannot be written."""

from __future__ import annotations

from os import W_OK, access
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from archive.errors import RecordingFailed

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
    Raises RecordingFailed where the log alone was left: what it holds can only be read by writing.
    """
    file = sqlite_file(url)
    if file is None or not file.is_file() or (access(file, W_OK) and access(file.parent, W_OK)):
        return None
    log = file.with_name(f"{file.name}-wal")
    is_logged = log.exists() and log.stat().st_size > 0
    if is_logged and not file.with_name(f"{file.name}-shm").exists():
        raise RecordingFailed(
            f"the catalog {file} was not closed ({log.name} holds its last rows), and nothing can be written "
            "where it lies: copy the collection to where it can"
        )
    unchanging = {} if is_logged else {"immutable": "1"}
    database = f"file:{quote(str(file.absolute()))}"
    return url.set(database=database, query={"uri": "true", "mode": "ro", **unchanging})


def shown(url: URL) -> str:
    """A catalog's URL as a person gave it."""
    if "immutable" not in url.query and url.query.get("mode") != "ro":
        return str(url)
    return f"{unquote((url.database or '').removeprefix('file:'))}, which can only be read,"
