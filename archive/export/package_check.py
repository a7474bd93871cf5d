"""A package held against its own list: is every file in it, and as it was packed and signed?"""

from __future__ import annotations

import hashlib
import json
import zipfile
from typing import TYPE_CHECKING, cast

from archive.errors import UnreadableInput
from archive.export.index_check import index_findings
from archive.export.signature import signature_holds
from archive.warc.sources import ZIP_ERRORS
from archive.warc.verification.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archive.model import Json
    from archive.warc.verification.finding import Fault, Note

_DESCRIPTION = "datapackage.json"
_PROOF = "datapackage-digest.json"
_JSON_LIMIT = 64_000_000


def package_findings(path: Path) -> Iterator[Finding]:
    """What is wrong with the package and its index; its WARC files are to be checked as files."""
    try:
        with zipfile.ZipFile(path) as package:
            yield from _findings(package, path.name)
        yield from index_findings(path)
    except UnreadableInput as error:
        yield _finding(path.name, "unreadable", error.reason)
    except ZIP_ERRORS as error:
        yield _finding(path.name, "damaged", f"the zip file cannot be read: {error}")


def _findings(package: zipfile.ZipFile, name: str) -> Iterator[Finding]:
    # A name may be empty in a damaged list, which ZipInfo.is_dir() does not expect.
    present = {path for path in package.namelist() if not path.endswith("/")}
    for needed in sorted({_DESCRIPTION, _PROOF} - present):
        yield _finding(name, "file-missing", needed)
    listed = _listed(_json(package, _DESCRIPTION))
    for path, (digest, size) in listed.items():
        if path not in present:
            yield _finding(name, "file-missing", path)
        else:
            yield from _file_findings(package, path, (digest, size), name)
    for extra in sorted(present - listed.keys() - {_DESCRIPTION, _PROOF}):
        yield _finding(name, "file-unlisted", extra)
    if _DESCRIPTION in present and _PROOF in present:
        yield from _proof_findings(_json(package, _PROOF), _hashed(package, _DESCRIPTION)[0], name)


def _file_findings(
    package: zipfile.ZipFile, path: str, stated: tuple[str, int], name: str
) -> Iterator[Finding]:
    try:
        if stated != _hashed(package, path):
            yield _finding(name, "file-changed", f"{path} is not the one listed")
    except ZIP_ERRORS as error:
        yield _finding(name, "damaged", f"{path} cannot be read: {error}")


def _proof_findings(proof: dict[str, Json], digest: str, name: str) -> Iterator[Finding]:
    if proof.get("hash") != digest:
        yield _finding(name, "file-changed", f"{_DESCRIPTION} is not the one that {_PROOF} names")
    signed = proof.get("signedData")
    if not isinstance(signed, dict):
        yield _finding(name, "unsigned", "nobody signed it, so nothing vouches for its list of files")
        return
    if "publicKey" not in signed:
        what = "it is signed for a domain, which cannot be checked without the network"
        yield _finding(name, "unsigned", what)
        return
    signature, key = str(signed.get("signature")), str(signed["publicKey"])
    if signed.get("hash") != digest or not signature_holds(digest, signature, key):
        yield _finding(name, "signature", f"it is not the signature of {_DESCRIPTION}")


def _listed(description: dict[str, Json]) -> dict[str, tuple[str, int]]:
    """Hash and size of each file that the description lists."""
    resources = description.get("resources")
    entries = resources if isinstance(resources, list) else []
    return {
        str(entry["path"]): (str(entry.get("hash")), size)
        for entry in entries
        if isinstance(entry, dict) and "path" in entry and isinstance(size := entry.get("bytes"), int)
    }


def _json(package: zipfile.ZipFile, path: str) -> dict[str, Json]:
    """An object; empty where there is no readable one, which its hash then tells."""
    try:
        with package.open(path) as file:
            value = json.loads(file.read(_JSON_LIMIT))
    except (KeyError, ValueError, RecursionError):
        return {}
    return cast("dict[str, Json]", value) if isinstance(value, dict) else {}


def _hashed(package: zipfile.ZipFile, path: str) -> tuple[str, int]:
    sha256, size = hashlib.sha256(), 0
    with package.open(path) as file:
        while piece := file.read(1 << 20):
            sha256.update(piece)
            size += len(piece)
    return f"sha256:{sha256.hexdigest()}", size


def _finding(file: str, code: Fault | Note, what: str) -> Finding:
    return Finding(file=file, offset=None, record_id=None, code=code, what=what)
