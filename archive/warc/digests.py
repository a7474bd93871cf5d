"""Digests as WARC fields spell them: `sha1:` and upper-case base 32, what CDX indexes and replay compare."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ALGORITHMS = frozenset({"md5", "sha1", "sha256", "sha384", "sha512"})


def is_of_nothing(field: str) -> bool:
    """Whether a stated digest is that of no bytes at all."""
    claim = DigestClaim(field)
    return claim.known and claim.holds()


class Digesting(Protocol):
    def update(self, data: bytes, /) -> None: ...


def passing(pieces: Iterable[bytes], digest: Digesting) -> Iterator[bytes]:
    """The pieces as they are; the digest is fed with what is taken of them."""
    for piece in pieces:
        digest.update(piece)
        yield piece


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


class DigestClaim:
    """A digest that a field states, to be held against the bytes it is stated of.

    Foreign files write other algorithms, hexadecimal digits and lower case.
    """

    def __init__(self, field: str) -> None:
        algorithm, _, value = field.partition(":")
        self._value = value.strip().upper().rstrip("=")
        name = algorithm.strip().lower().replace("-", "")
        self.known = name in _ALGORITHMS
        self._computed = hashlib.new(name if self.known else "sha1", usedforsecurity=False)

    def update(self, data: bytes) -> None:
        self._computed.update(data)

    def holds(self) -> bool:
        raw = self._computed.digest()
        return self._value in {raw.hex().upper(), base64.b32encode(raw).decode("ascii").rstrip("=")}
