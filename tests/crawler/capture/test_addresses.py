"""Only the public web is connected to, however an address is written."""

import asyncio

import pytest

from crawler.capture.addresses import checked_addresses, forbidden_address
from crawler.capture.unanswered import Unanswered


@pytest.mark.parametrize(
    "ip",
    [
        "0.0.0.0",  # noqa: S104 - not bound to, refused
        "0.1.2.3",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::a00:1",
        "100::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",  # Teredo of 192.0.2.45
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "no address",
        "127.1",
        "0x7f.0.0.1",
    ],
)
def test_addresses_outside_the_public_web_are_refused_with_a_reason(ip: str) -> None:
    assert forbidden_address(ip)


@pytest.mark.parametrize(
    "ip", ["1.1.1.1", "113.160.0.1", "2606:4700::1111", "2001:ee0::1", "64:ff9b::101:101"]
)
def test_public_addresses_are_allowed(ip: str) -> None:
    assert forbidden_address(ip) is None


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1", "2130706433", "0x7f000001", "::1"])
def test_a_name_is_judged_by_what_it_resolves_to(host: str) -> None:
    with pytest.raises(Unanswered) as refused:
        asyncio.run(checked_addresses(host, 80, private_allowed=False))
    assert refused.value.kind == "unsafe"


def test_private_addresses_can_be_allowed() -> None:
    assert asyncio.run(checked_addresses("127.0.0.1", 80, private_allowed=True)) == [("127.0.0.1", 80)]


@pytest.mark.parametrize("host", ["nosuch.invalid", "a..b", "x" * 64 + ".example"])
def test_a_name_without_address_is_a_dns_outcome(host: str) -> None:
    with pytest.raises(Unanswered) as refused:
        asyncio.run(checked_addresses(host, 80, private_allowed=False))
    assert refused.value.kind == "dns"
