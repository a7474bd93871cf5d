"""Digests as WARC fields spell them: `sha1:` and upper-case base 32, what CDX indexes and replay compare."""

from __future__ import annotations

import base64
import hashlib

EMPTY_DIGEST = "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"


class RunningDigest:
    """The SHA-1 of what was fed so far."""

    def __init__(self) -> None:
        self._sha1 = hashlib.sha1(usedforsecurity=False)

    def update(self, data: bytes) -> None:
        self._sha1.update(data)

    def __str__(self) -> str:
        return "sha1:" + base64.b32encode(self._sha1.digest()).decode("ascii")


def digest_of(data: bytes) -> str:
    digest = RunningDigest()
    digest.update(data)
    return str(digest)


def same_digest(claimed: str, computed: bytes) -> bool | None:
    """Whether a field's value is the digest of `computed`; None where its algorithm is unknown here.

    Foreign files write other algorithms, hexadecimal digits and lower case.
    """
    algorithm, _, value = claimed.partition(":")
    algorithm = algorithm.strip().lower().replace("-", "")
    if algorithm not in {"md5", "sha1", "sha256", "sha384", "sha512"}:
        return None
    raw = hashlib.new(algorithm, computed, usedforsecurity=False).digest()
    spelled = {raw.hex().upper(), base64.b32encode(raw).decode("ascii").rstrip("=")}
    return value.strip().upper().rstrip("=") in spelled
