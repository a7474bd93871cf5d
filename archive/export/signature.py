"""Signing a package with a key of one's own, as wacz-auth 0.1.0 describes its anonymous signatures.

It proves who packed the archive, to whoever knows the key; not what a server once said, and not when.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from archive.errors import UnreadableInput

if TYPE_CHECKING:
    from pathlib import Path

_CURVE = ec.SECP384R1
_HALF = 48
_ALGORITHM = ec.ECDSA(hashes.SHA256())


def signing_key(path: Path) -> ec.EllipticCurvePrivateKey:
    """The P-384 key in a PEM file without a password; where there is none, a new one for its owner's eyes."""
    if not path.exists():
        made = ec.generate_private_key(_CURVE())
        path.touch(mode=0o600)
        path.write_bytes(
            made.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        return made
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError) as error:
        raise UnreadableInput(str(path), f"no private key without a password: {error}") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, _CURVE):
        raise UnreadableInput(str(path), "the key is not one of the curve P-384")
    return key


def signed(text: str, key: ec.EllipticCurvePrivateKey) -> dict[str, str]:
    """The signature over `text` (r and s, 48 bytes each) and the public key (SPKI), both in base 64."""
    r, s = decode_dss_signature(key.sign(text.encode(), _ALGORITHM))
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    raw = r.to_bytes(_HALF) + s.to_bytes(_HALF)
    return {"signature": base64.b64encode(raw).decode(), "publicKey": base64.b64encode(public).decode()}


def signature_holds(text: str, signature: str, public_key: str) -> bool:
    """Whether the holder of the public key signed `text`."""
    try:
        raw = base64.b64decode(signature, validate=True)
        key = serialization.load_der_public_key(base64.b64decode(public_key, validate=True))
    except ValueError:
        return False
    if not isinstance(key, ec.EllipticCurvePublicKey) or len(raw) != 2 * _HALF:
        return False
    der = encode_dss_signature(int.from_bytes(raw[:_HALF]), int.from_bytes(raw[_HALF:]))
    try:
        key.verify(der, text.encode(), _ALGORITHM)
    except InvalidSignature:
        return False
    return True
