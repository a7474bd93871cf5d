"""A package of WARC files, index and list of pages in one zip file (WACZ 1.1.1), to be replayed and checked.

Files go from disk to disk in pieces, each hashed as it passes. WARC files lie in it uncompressed, so that a
reader can seek; the package takes its name only when it is whole.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
from dataclasses import dataclass, field
from datetime import UTC
from io import SEEK_END, BytesIO
from typing import TYPE_CHECKING

from archive.errors import WrongUsage
from archive.export.signature import signed
from archive.export.whole import whole_file
from archive.warc.index import write_cdxj

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from pathlib import Path
    from typing import BinaryIO

    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

    from archive.errors import BrokenRecord
    from archive.model import Json

WACZ_VERSION = "1.1.1"
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class PackagedPage:
    """A page to begin reading at. `noarchive` is its own wish, which whoever opens the package is told."""

    record_id: str
    url: str
    captured_at: datetime
    title: str | None = None
    noarchive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageInfo:
    """What the package says of itself."""

    title: str
    description: str
    software: str
    created: datetime


@dataclass(slots=True)
class _Package:
    """The zip file being written, and what its data package will list."""

    zip: zipfile.ZipFile
    created: datetime
    resources: list[Json] = field(default_factory=list)

    def add(self, path: str, source: BinaryIO, *, seekable: bool) -> str:
        """Copy a file in, list it, and give its hash."""
        info = zipfile.ZipInfo(path, self.created.timetuple()[:6])
        info.compress_type = zipfile.ZIP_STORED if seekable else zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        sha256, size = hashlib.sha256(), 0
        # Told its size, zipfile writes a ZIP64 field only where it must; ReplayWeb.page 2.5.3 takes that of
        # a smaller file for the file's first bytes.
        info.file_size = source.seek(0, SEEK_END)
        source.seek(0)
        with self.zip.open(info, "w") as target:
            while piece := source.read(_PIECE):
                target.write(piece)
                sha256.update(piece)
                size += len(piece)
        digest = f"sha256:{sha256.hexdigest()}"
        self.resources.append({"name": path.rpartition("/")[2], "path": path, "hash": digest, "bytes": size})
        return digest


def write_wacz(
    out: Path,
    warcs: Sequence[Path],
    pages: Iterable[PackagedPage],
    info: PackageInfo,
    *,
    key: EllipticCurvePrivateKey | None = None,
) -> list[BrokenRecord]:
    """Pack closed WARC files; give the damage in them that the index leaves out.

    Raise WrongUsage where `out` exists, another process is writing it, or two files bear one name.
    """
    if out.exists():
        raise WrongUsage(f"{out} exists")
    if len({path.name for path in warcs}) != len(warcs):
        raise WrongUsage("two of the WARC files have the same name")
    with whole_file(out) as unfinished, zipfile.ZipFile(unfinished, "w") as archive:
        package = _Package(archive, info.created)
        damage = _add_files(package, warcs, pages)
        _add_descriptions(package, info, key)
    return damage


def _add_files(package: _Package, warcs: Sequence[Path], pages: Iterable[PackagedPage]) -> list[BrokenRecord]:
    for path in warcs:
        with path.open("rb") as source:
            package.add(f"archive/{path.name}", source, seekable=True)
    with tempfile.TemporaryFile() as index:
        damage = write_cdxj(warcs, index)
        index.seek(0)
        package.add("indexes/index.cdxj", index, seekable=False)
    with tempfile.TemporaryFile() as listed:
        listed.write(_line({"format": "json-pages-1.0", "id": "pages", "title": "Pages"}))
        listed.writelines(_line(_page(page)) for page in pages)
        listed.seek(0)
        package.add("pages/pages.jsonl", listed, seekable=False)
    return damage


def _page(page: PackagedPage) -> dict[str, Json]:
    entry: dict[str, Json] = {
        "id": page.record_id,
        "url": page.url,
        "ts": _time(page.captured_at),
        "title": page.title or page.url,
    }
    return {**entry, "noarchive": True} if page.noarchive else entry


def _add_descriptions(package: _Package, info: PackageInfo, key: EllipticCurvePrivateKey | None) -> None:
    """The list of all files with their hashes, then that list's own hash, signed if there is a key."""
    about: dict[str, Json] = {
        "profile": "data-package",
        "wacz_version": WACZ_VERSION,
        "title": info.title,
        "description": info.description,
        "created": _time(info.created),
        "software": info.software,
        "resources": package.resources,
    }
    digest = package.add("datapackage.json", BytesIO(_line(about, indent=2)), seekable=False)
    proof: dict[str, Json] = {"path": "datapackage.json", "hash": digest}
    if key is not None:
        proof["signedData"] = {
            "hash": digest,
            "created": _time(info.created),
            "software": info.software,
            **signed(digest, key),
        }
    package.add("datapackage-digest.json", BytesIO(_line(proof, indent=2)), seekable=False)


def _time(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _line(value: dict[str, Json], indent: int | None = None) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=indent).encode("utf-8", "backslashreplace") + b"\n"
