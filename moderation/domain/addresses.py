"""Addresses on the web: the one spelling of each that is looked at, and whether a site has listed its host."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address

from moderation.domain.errors import Malformed
from moderation.domain.pages import NotFetched

LONGEST = 2000
PORTS = {"http": 80, "https": 443}
"""The ports that a host is reached at unless its site lists it with another."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(//)?")
_AUTHORITY = re.compile(r"(?P<host>[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::(?P<port>[1-9][0-9]{0,4}))?")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"(?=.{{1,253}}\Z)(?:{_LABEL}\.)*[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])?")
"""A name in the DNS. Its last label begins with a letter: nothing that a resolver takes for a number is a name."""


@dataclass(frozen=True)
class WebAddress:
    """An address taken apart: what is asked (``target``) of which host, at which port."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def place(self) -> str:
        """The host as a site lists it, with its port where that is not one of the usual."""
        return self.host if self.port in PORTS.values() else f"{self.host}:{self.port}"

    @property
    def authority(self) -> str:
        """The host with its port, where that is not the scheme's own."""
        return self.host if self.port == PORTS[self.scheme] else f"{self.host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"


def web_address(text: str) -> WebAddress:
    """The address that the text spells, in the one spelling that we take.

    Raises:
        NotFetched: when it spells none that could be fetched, and why.
    """
    if len(text) > LONGEST:
        raise NotFetched(f"the address is longer than {LONGEST:,} characters")
    if not text.isprintable() or " " in text or "\\" in text:
        raise NotFetched("the address holds a space, a backslash or something invisible")
    scheme = _SCHEME.match(text)
    if scheme is None or scheme[1].lower() not in PORTS or not scheme[2]:
        raise NotFetched("only http:// and https:// addresses are fetched")
    rest = text[scheme.end() :].partition("#")[0]
    authority = re.split(r"[/?]", rest, maxsplit=1)[0]
    if "@" in authority:
        raise NotFetched("the address carries a name or password")
    host, port = _host_and_port(authority.lower())
    target = f"/{rest[len(authority) :].removeprefix('/')}"
    address = WebAddress(scheme[1].lower(), host, port or PORTS[scheme[1].lower()], _in_ascii(target))
    if len(str(address)) > LONGEST:
        raise NotFetched(f"the address is longer than {LONGEST:,} characters when it is spelt in ASCII")
    return address


def listed_host(text: str) -> str:
    """A host as a site lists it: a name or an address, with a port only where it is not one of the usual.

    Raises:
        Malformed: when it is none.
    """
    if "/" in text:
        raise Malformed(
            f"{text} cannot be listed: a host stands alone, without http:// before it or a path behind."
        )
    try:
        host, port = _host_and_port(text.strip().lower())
    except NotFetched as no_host:
        raise Malformed(f"{text} cannot be listed: {no_host}.") from no_host
    return host if port in {None, *PORTS.values()} else f"{host}:{port}"


def origin_place(origin: str) -> str | None:
    """The host of a page's origin, as a site lists it; None when it is spelt otherwise than browsers do."""
    try:
        address = web_address(origin)
    except NotFetched:
        return None
    return address.place if f"{origin}/" == str(address) else None


def refuse_unlisted(address: WebAddress, hosts: Collection[str]) -> None:
    """Refuse an address whose host the site has not listed.

    Raises:
        NotFetched: when it has not.
    """
    if address.place not in hosts:
        raise NotFetched(f"{address.place} is not among the hosts that the site has listed")


def _host_and_port(authority: str) -> tuple[str, int | None]:
    found = _AUTHORITY.fullmatch(authority)
    if found is None or not _is_plain(found["host"]) or int(found["port"] or 1) > 65_535:
        raise NotFetched("the host is not plainly spelt: a name in ASCII, or an address in its usual form")
    return found["host"], int(found["port"]) if found["port"] else None


def _is_plain(host: str) -> bool:
    """Whether this is a name, or an address in the only spelling that nothing else could read differently."""
    if _NAME.fullmatch(host):
        return True
    try:
        if host.startswith("["):
            return f"[{IPv6Address(host[1:-1])}]" == host
        return str(IPv4Address(host)) == host
    except AddressValueError:
        return False


def _in_ascii(target: str) -> str:
    return "".join(
        sign if sign.isascii() else "".join(f"%{byte:02X}" for byte in sign.encode()) for sign in target
    )
