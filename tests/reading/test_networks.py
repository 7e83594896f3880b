"""No address is taken for public that is not, however it is written; each is told by name, and can be allowed."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

import pytest

from moderation.reading.networks import why_not_public

NOT_PUBLIC = {
    "0.0.0.0": "this host itself",  # noqa: S104 - not listened on
    "10.1.2.3": "private",
    "100.64.0.1": "shared by a provider's customers",
    "100.100.100.200": "shared by a provider's customers",
    "127.0.0.1": "loopback",
    "168.63.129.16": "a cloud's own services",
    "169.254.169.254": "link-local, as a cloud's metadata are",
    "172.16.0.1": "private",
    "172.31.255.255": "private",
    "192.0.0.192": "kept for protocols",
    "192.0.2.1": "for documentation",
    "192.88.99.1": "a relay to IPv6",
    "192.168.1.1": "private",
    "198.18.0.1": "for benchmarks",
    "224.0.0.1": "multicast",
    "239.255.255.250": "multicast",
    "240.0.0.1": "reserved",
    "255.255.255.255": "reserved",
    "::": "this host itself",
    "::1": "loopback",
    "::127.0.0.1": "IPv4 in disguise",
    "::ffff:127.0.0.1": "IPv4 in disguise",
    "::ffff:8.8.8.8": "IPv4 in disguise",
    "::ffff:0:127.0.0.1": "IPv4 in disguise",
    "64:ff9b::7f00:1": "IPv4 behind a translator (NAT64)",
    "64:ff9b:1::a00:1": "IPv4 behind a translator (NAT64)",
    "100::1": "not public",
    "2001::1": "IPv4 in a tunnel (Teredo)",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2": "IPv4 in a tunnel (Teredo)",
    "2001:20::1": "kept for protocols",
    "2001:db8::1": "for documentation",
    "2002:7f00:1::": "IPv4 in a tunnel (6to4)",
    "3fff::1": "for documentation",
    "4000::1": "not public",
    "5f00::1": "not public",
    "fc00::1": "private",
    "fd00:ec2::254": "private",
    "fe80::1": "link-local",
    "fe80::1%eth0": "link-local",
    "fec0::1": "private",
    "ff02::1": "multicast",
}


@pytest.mark.parametrize(("address", "what"), NOT_PUBLIC.items())
def test_what_is_not_public_is_told_by_name(address: str, what: str) -> None:
    assert why_not_public(address) == what


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_what_is_not_public_can_be_allowed(address: str) -> None:
    plain = ip_address(address.partition("%")[0])

    assert why_not_public(str(plain), [ip_network(plain)]) is None


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "8.8.8.8", "172.32.0.1", "100.128.0.1", "93.184.215.14", "2606:4700::1111", "2a00:1450::1"],
)
def test_public_addresses_are_public(address: str) -> None:
    assert why_not_public(address) is None
