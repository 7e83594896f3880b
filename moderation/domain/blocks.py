"""Blocks against spam sign-ups: a network, or a domain of mail addresses, and what each of them covers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from moderation.domain.errors import Malformed
from moderation.domain.letters import mail_address


class BlockKind(StrEnum):
    """What is blocked."""

    NETWORK = "network"
    DOMAIN = "domain"


SHORTEST = {4: 8, 6: 16}
"""The widest network that may be blocked, by the version of its addresses."""


@dataclass(frozen=True)
class Blocked:
    """A block in its one spelling."""

    kind: BlockKind
    value: str
    made_at: datetime | None = field(default=None, compare=False)

    def covers(self, address: str, mail: str | None) -> bool:
        """Whether a request from this network address, or with this mail address, is meant."""
        if self.kind is BlockKind.DOMAIN:
            domain = (mail or "").rpartition("@")[2]
            return domain == self.value or domain.endswith(f".{self.value}")
        try:
            whence = ip_address(address)
            plain = whence.ipv4_mapped if isinstance(whence, IPv6Address) else None
            return (plain or whence) in ip_network(
                self.value
            )  # one socket for both versions tells ::ffff:192.0.2.1
        except ValueError:
            return False


def block_of(text: str) -> Blocked:
    """The block that the text spells: an address, a network like 192.0.2.0/24, or a domain like pills.example.

    Raises:
        Malformed: when it is neither, or so wide that nearly nobody would be let in.
    """
    network = _network(text.strip())
    if network is not None:
        if network.prefixlen < SHORTEST[network.version]:
            raise Malformed(f"{network} is a good part of the internet. Name narrower networks.")
        return Blocked(BlockKind.NETWORK, str(network))
    try:
        return Blocked(BlockKind.DOMAIN, mail_address(f"x@{text.strip()}").partition("@")[2])
    except Malformed as refusal:
        raise Malformed("Name a network like 192.0.2.0/24 or a mail domain like pills.example.") from refusal


def _network(text: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(text)
    except ValueError:
        return None


def is_covered(blocks: Iterable[Blocked], address: str, mail: str | None) -> bool:
    """Whether any of the blocks covers a request from there."""
    return any(each.covers(address, mail) for each in blocks)
