"""Which addresses a host has, and which of them must not be connected to.

Renderings and redirects are untrusted, and so is DNS: only global unicast addresses are the public web. What
was checked is what is connected to; a name is never looked up twice.
"""

from __future__ import annotations

import asyncio
import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING

from crawler.capture.unanswered import Unanswered

if TYPE_CHECKING:
    from collections.abc import Sequence

Address = tuple[str, int]

_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
_IPV4_COMPATIBLE = IPv6Network("::/96")
_SITE_LOCAL = IPv6Network("fec0::/10")
# Relays and special assignments that no Python calls private in every version this runs on.
_RESERVED_IPV4 = tuple(map(ip_network, ("0.0.0.0/8", "192.0.0.0/24", "192.88.99.0/24", "100.64.0.0/10")))


def forbidden_address(ip: str) -> str | None:
    """Why `ip` is not on the public web, or None if it is.

    An IPv6 address that carries an IPv4 address (mapped, compatible, 6to4, Teredo, NAT64) is judged by that
    one, which a translator would reach. A zone (`fe80::1%eth0`) and an unreadable address are refused.
    """
    try:
        address = ip_address(ip)
    except ValueError:
        return "not an address"
    if isinstance(address, IPv6Address):
        return _forbidden_ipv6(address)
    return _forbidden_ipv4(address)


async def checked_addresses(host: str, port: int, *, private_allowed: bool) -> list[Address]:
    """The addresses of `host` that may be connected to, in the order in which to try them.

    Raises Unanswered: `dns` where there is none, `unsafe` where all of them are forbidden.
    """
    addresses = await _addresses(host, port)
    if private_allowed:
        return addresses
    reasons = {address: forbidden_address(address[0]) for address in addresses}
    public = [address for address in addresses if reasons[address] is None]
    if not public:
        ip, reason = addresses[0][0], reasons[addresses[0]]
        raise Unanswered("unsafe", f"{host} is {reason}" if host == ip else f"{host} is {ip}, {reason}")
    return public


def is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


async def _addresses(host: str, port: int) -> list[Address]:
    if is_address(host):
        return [(host, port)]
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as fault:
        raise Unanswered("dns", f"{host}: {fault.strerror}") from fault
    except UnicodeError as fault:  # a label is empty or too long
        raise Unanswered("dns", f"{host}: {fault}") from fault
    addresses = list(dict.fromkeys((str(info[4][0]), port) for info in found))
    if not addresses:
        raise Unanswered("dns", f"{host}: no address")
    return _interleaved(addresses)


def _interleaved(addresses: Sequence[Address]) -> list[Address]:
    """The two families in turn, the resolver's first choice first (RFC 8305, section 4)."""
    first_is_ipv6 = ":" in addresses[0][0]
    ranks = {True: 0, False: 0}
    ranked = []
    for address in addresses:
        preferred = (":" in address[0]) == first_is_ipv6
        ranked.append((ranks[preferred], not preferred, address))
        ranks[preferred] += 1
    return [address for _rank, _family, address in sorted(ranked, key=lambda entry: entry[:2])]


def _forbidden_ipv4(address: IPv4Address) -> str | None:
    kinds = {
        "unspecified": address.is_unspecified,
        "loopback": address.is_loopback,
        "link-local": address.is_link_local,
        "multicast": address.is_multicast,
        "private": address.is_private,
        "reserved": address.is_reserved or any(address in network for network in _RESERVED_IPV4),
        "not global": not address.is_global,
    }
    return next((kind for kind, holds in kinds.items() if holds), None)


def _forbidden_ipv6(address: IPv6Address) -> str | None:
    if address.scope_id is not None:
        return "link-local"
    embedded = _embedded_ipv4(address)
    if embedded is not None and not (address.is_loopback or address.is_unspecified):
        reason = _forbidden_ipv4(embedded)
        return f"{reason} {embedded} inside IPv6" if reason else None
    kinds = {
        "unspecified": address.is_unspecified,
        "loopback": address.is_loopback,
        "link-local": address.is_link_local,
        "multicast": address.is_multicast,
        "private": address.is_private or address in _SITE_LOCAL,
        "reserved": address.is_reserved,
        "not global": not address.is_global,
    }
    return next((kind for kind, holds in kinds.items() if holds), None)


def _embedded_ipv4(address: IPv6Address) -> IPv4Address | None:
    if any(address in network for network in (*_NAT64, _IPV4_COMPATIBLE)):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)
