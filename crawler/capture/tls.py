"""TLS as an archive wants it: every server is spoken to, and what its certificate is worth is written down.

A certificate is judged by a real handshake that verifies it against the system's authorities. Where that is
refused, a second connection verifies nothing and the refusal's reason stands in the record. HTTP/1.1 is the
only protocol offered, because a WARC record has no byte-exact form for another.
"""

from __future__ import annotations

import ssl
from functools import cache

_OP_LEGACY_SERVER_CONNECT = 0x4  # `ssl` has a name for it from Python 3.12 on


@cache
def verifying_context() -> ssl.SSLContext:
    """A context that trusts the system's authorities, whose reading takes long enough to do it once."""
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    return context


@cache
def accepting_context() -> ssl.SSLContext:
    """A context for servers that the verifying one refuses, old protocols and weak keys included."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.options |= _OP_LEGACY_SERVER_CONNECT
    context.set_alpn_protocols(["http/1.1"])
    return context


def refusal(fault: ssl.SSLError) -> str:
    """Why a verifying handshake failed, in OpenSSL's words."""
    if isinstance(fault, ssl.SSLCertVerificationError):
        return f"certificate not valid: {fault.verify_message}"
    return f"not accepted at first: {fault.reason or fault}"


def tls_facts(session: ssl.SSLObject, verdict: str) -> str:
    """Protocol, cipher and what the certificate is worth, as a record tells them."""
    cipher = session.cipher()
    return f"{session.version()} {cipher[0] if cipher else '?'}; {verdict}"
