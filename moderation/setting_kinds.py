"""The kinds of settings: each reads what was written, or says in a ValueError how to write it."""

from __future__ import annotations

import re
from collections.abc import Callable
from ipaddress import IPv4Network, IPv6Network, ip_network
from urllib.parse import urlsplit


def switch(word: str) -> bool:
    """Reads yes or no."""
    if word.lower() not in {"0", "1", "true", "false", "yes", "no"}:
        raise ValueError("say 1 or 0")
    return word.lower() in {"1", "true", "yes"}


def one_of(*words: str) -> Callable[[str], str]:
    """Reads one of these words."""

    def read(text: str) -> str:
        if text not in words:
            raise ValueError(f"say {' or '.join(words)}")
        return text

    return read


def number(least: int, most: int) -> Callable[[str], int]:
    """Reads a whole number within these bounds."""

    def read(text: str) -> int:
        if not (text.isdecimal() and len(text) < 12 and least <= int(text) <= most):
            raise ValueError(f"say a whole number from {least} to {most}")
        return int(text)

    return read


def database(address: str) -> str:
    """Reads the address of a database that we can use; what is wrong is told without its password."""
    kind = address.partition("://")[0]
    if address and kind not in {"sqlite", "postgresql", "postgresql+psycopg"}:
        raise ValueError("say postgresql://user:password@host/database")
    _ = urlsplit(address).port  # raises when it is no number
    return address


def signers(text: str) -> tuple[tuple[str, str], ...]:
    """Reads sites and their secrets, as in ``site=secret``, that commas part."""
    pairs = [each.strip().partition("=") for each in text.split(",") if each.strip()]
    if not all(site.strip() and secret.strip() for site, _, secret in pairs):
        raise ValueError("say site=secret, or several parted by commas")
    return tuple((site.strip(), secret.strip()) for site, _, secret in pairs)


def networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Reads networks that commas part."""
    return tuple(ip_network(each.strip()) for each in text.split(",") if each.strip())


def mail_server(address: str) -> str:
    """Reads where letters are handed in; what is wrong is told without its password."""
    there = urlsplit(address)
    if address and not (there.scheme in {"smtp", "smtps"} and there.hostname):
        raise ValueError("say smtp://user:password@host:587 or smtps://user:password@host")
    _ = there.port  # raises when it is no number
    return address


def sender(address: str) -> str:
    """Reads the mail address that letters come from."""
    if not re.fullmatch(r"[!-~]+@[A-Za-z0-9.-]+", address) or re.search(r'[<>,;:"\\()]', address):
        raise ValueError("say comments@example.org")
    return address


def public_address(address: str) -> str:
    """Reads where this service is reached from outside, which ends without a slash."""
    there = urlsplit(address)
    if address and not (there.scheme in {"http", "https"} and there.hostname and not there.query):
        raise ValueError("say https://comments.example.org")
    return address.rstrip("/")
