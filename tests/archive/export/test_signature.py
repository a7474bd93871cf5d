"""A signature holds for its text and key alone, and the key is its owner's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from archive.errors import UnreadableInput
from archive.export.signature import signature_holds, signed, signing_key

if TYPE_CHECKING:
    from pathlib import Path


def test_signature_holds_for_its_text_and_key_alone(tmp_path: Path) -> None:
    one, other = (signed("sha256:00", signing_key(tmp_path / name)) for name in ("a.pem", "b.pem"))
    assert signature_holds("sha256:00", one["signature"], one["publicKey"])
    assert not signature_holds("sha256:01", one["signature"], one["publicKey"])
    assert not signature_holds("sha256:00", one["signature"], other["publicKey"])


def test_key_of_another_curve_is_named(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    path.write_bytes(
        ec.generate_private_key(ec.SECP256R1()).private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    with pytest.raises(UnreadableInput, match="P-384"):
        signing_key(path)


def test_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    first, again = signing_key(path), signing_key(path)
    assert first.private_numbers() == again.private_numbers()
    assert path.stat().st_mode & 0o077 == 0


def test_unusable_key_is_named(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    path.write_text("no key")
    with pytest.raises(UnreadableInput, match=r"key\.pem"):
        signing_key(path)


@pytest.mark.parametrize("garbage", ["", "AAAA", "ÅÄÖ", "A" * 128])
def test_garbage_is_no_signature(garbage: str) -> None:
    assert not signature_holds("sha256:00", garbage, garbage)
