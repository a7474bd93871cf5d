"""Certificates to throw away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.crawler.capture.server import serving_context

if TYPE_CHECKING:
    import ssl
    from pathlib import Path


def certificate(folder: Path, name: str, *, valid_until: datetime) -> Path:
    """A PEM file with a self-signed certificate for `name` and 127.0.0.1, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(valid_until)
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(name), x509.IPAddress(IPv4Address("127.0.0.1"))]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{name}-{valid_until:%Y}.pem"
    file.write_bytes(
        made.public_bytes(Encoding.PEM) + key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    return file


@pytest.fixture(scope="session")
def certificate_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    far = datetime.now(UTC) + timedelta(days=3650)
    return certificate(tmp_path_factory.mktemp("tls"), "original.example", valid_until=far)


@pytest.fixture(scope="session")
def tls(certificate_file: Path) -> ssl.SSLContext:
    return serving_context(certificate_file)


@pytest.fixture(scope="session")
def expired_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    past = datetime(2021, 1, 1, tzinfo=UTC)
    return certificate(tmp_path_factory.mktemp("tls"), "expired.example", valid_until=past)
