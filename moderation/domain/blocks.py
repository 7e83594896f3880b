"""Blocks against spam sign-ups: a network, or a domain of mail addresses, and what each of them covers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address, ip_network

from moderation.domain.errors import Malformed
from moderation.domain.letters import mail_address


class BlockKind(StrEnum):
    """What is blocked."""

    NETWORK = "network"
    DOMAIN = "domain"


@dataclass(frozen=True)
class Blocked:
    """A block in its one spelling."""

    kind: BlockKind
    value: str

    def covers(self, address: str, mail: str | None) -> bool:
        """Whether a request from this network address, or with this mail address, is meant."""
        if self.kind is BlockKind.DOMAIN:
            domain = (mail or "").rpartition("@")[2]
            return domain == self.value or domain.endswith(f".{self.value}")
        try:
            return ip_address(address) in ip_network(self.value)
        except ValueError:
            return False


def block_of(text: str) -> Blocked:
    """The block that the text spells: an address, a network like 192.0.2.0/24, or a domain like pills.example.

    Raises:
        Malformed: when it is neither.
    """
    try:
        return Blocked(BlockKind.NETWORK, str(ip_network(text.strip())))
    except ValueError:
        pass
    try:
        return Blocked(BlockKind.DOMAIN, mail_address(f"x@{text.strip()}").partition("@")[2])
    except Malformed as refusal:
        raise Malformed("Name a network like 192.0.2.0/24 or a mail domain like pills.example.") from refusal


def is_covered(blocks: Iterable[Blocked], address: str, mail: str | None) -> bool:
    """Whether any of the blocks covers a request from there."""
    return any(each.covers(address, mail) for each in blocks)
