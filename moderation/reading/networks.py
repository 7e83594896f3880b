"""Which addresses of the internet are not public, and what each of them is instead."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network

_PUBLIC_IPV6 = IPv6Network("2000::/3")
"""All of IPv6 that has been given out for the public internet; what lies outside it is refused unnamed."""

_NOT_PUBLIC: dict[Network, str] = {
    ip_network(network): what
    for network, what in (
        ("0.0.0.0/8", "this host itself"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared by a provider's customers"),
        ("127.0.0.0/8", "loopback"),
        ("168.63.129.16/32", "a cloud's own services"),
        ("169.254.0.0/16", "link-local, as a cloud's metadata are"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "kept for protocols"),
        ("192.0.2.0/24", "for documentation"),
        ("192.88.99.0/24", "a relay to IPv6"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "for benchmarks"),
        ("198.51.100.0/24", "for documentation"),
        ("203.0.113.0/24", "for documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("::/128", "this host itself"),
        ("::1/128", "loopback"),
        ("::/96", "IPv4 in disguise"),
        ("::ffff:0:0/96", "IPv4 in disguise"),
        ("::ffff:0:0:0/96", "IPv4 in disguise"),
        ("64:ff9b::/96", "IPv4 behind a translator (NAT64)"),
        ("64:ff9b:1::/48", "IPv4 behind a translator (NAT64)"),
        ("2001::/32", "IPv4 in a tunnel (Teredo)"),
        ("2001::/23", "kept for protocols"),
        ("2001:db8::/32", "for documentation"),
        ("2002::/16", "IPv4 in a tunnel (6to4)"),
        ("3fff::/20", "for documentation"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "private"),
        ("ff00::/8", "multicast"),
    )
}
"""The narrower network stands before the wider: the first that holds an address names it."""


def why_not_public(address: str, allowed: Iterable[Network] = ()) -> str | None:
    """What the address is instead of public; None when it is public, or in a network that is allowed all the same."""
    found = ip_address(address)
    if any(found in network for network in allowed):
        return None
    return next((what for network, what in _NOT_PUBLIC.items() if found in network), _unnamed(found))


def _unnamed(address: IPv4Address | IPv6Address) -> str | None:
    """What Python's own list knows of an address that ours does not name."""
    given_out = address.version == 4 or address in _PUBLIC_IPV6
    return None if address.is_global and given_out else "not public"
