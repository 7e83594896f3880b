"""Connecting to a host: its name resolved once, each address judged, and nothing connected to but what was judged."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from moderation.domain.addresses import WebAddress
from moderation.domain.pages import NotFetched
from moderation.reading.networks import Network, why_not_public

Resolve = Callable[[str, int], Sequence[str]]
"""The addresses of a host, as the DNS answers now."""

AGENT = "comment-desk (reads articles for their comments)"


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a host, as this machine resolves it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def judged_addresses(
    place: WebAddress, allowed: Sequence[Network], ask: Resolve, seconds: float
) -> list[str]:
    """The addresses of the place's host, all of which may be connected to.

    Raises:
        NotFetched: when there are none, not in time, or one of them is not public.
    """
    addresses = _resolved_in_time(place, ask, seconds)
    for address in addresses:
        fault = why_not_public(address, allowed)
        if fault is not None:
            raise NotFetched(f"{place.host} is at {address}, which is {fault}", is_inner=True)
    return addresses


def _resolved_in_time(place: WebAddress, ask: Resolve, seconds: float) -> list[str]:
    """What the resolver answers; it knows no time limit of its own, so it is left alone when it takes too long."""
    answers: list[str] = []

    def look_up() -> None:
        with suppress(OSError, UnicodeError):
            answers.extend(ask(place.host.strip("[]"), place.port))

    looking = threading.Thread(target=look_up, daemon=True)
    looking.start()
    looking.join(max(0.0, seconds))
    if not answers:
        raise NotFetched(f"{place.host} has no address that could be looked up", is_passing=True)
    return list(answers)


@cache
def _trusting() -> ssl.SSLContext:
    """Trust in whom this machine trusts; read at the first connection, for it takes long to read."""
    return ssl.create_default_context()


@contextmanager
def connected(
    place: WebAddress, addresses: Sequence[str], tls: ssl.SSLContext | None, deadline: float
) -> Iterator[HTTPConnection]:
    """A connection to the first of the addresses that answers, for as long as the block runs, but no longer.

    Host, server name and certificate are the place's; the network address is the one that was judged. Whom this
    machine trusts is trusted, unless ``tls`` says otherwise.

    Raises:
        NotFetched: when none answers, or its certificate is not the host's.
    """
    connection = _first_that_answers(place, addresses, tls or _trusting(), deadline)
    cutting = threading.Timer(max(0.0, deadline - time.monotonic()), _cut, [connection.sock])
    cutting.daemon = True
    cutting.start()
    try:
        yield connection
    finally:
        cutting.cancel()
        connection.close()


def _first_that_answers(
    place: WebAddress, addresses: Sequence[str], tls: ssl.SSLContext, deadline: float
) -> HTTPConnection:
    why = "none of its addresses was tried"
    for address in addresses:
        left = deadline - time.monotonic()
        if left <= 0:
            break
        connection = _connection(place, address, tls, left)
        try:
            connection.connect()
        except ssl.SSLError as error:
            connection.close()
            raise NotFetched(f"{place.host} does not speak TLS as it should ({error.reason})") from error
        except (HTTPError, OSError) as error:
            connection.close()
            why = type(error).__name__
        else:
            return connection
    raise NotFetched(f"{place.host} could not be reached ({why})", is_passing=True)


def _connection(place: WebAddress, address: str, tls: ssl.SSLContext, seconds: float) -> HTTPConnection:
    if place.scheme == "http":
        return HTTPConnection(address, place.port, timeout=seconds)
    name = place.host.strip("[]")
    return HTTPSConnection(address, place.port, timeout=seconds, ssl_context=tls, server_hostname=name)


def _cut(wire: socket.socket) -> None:
    """End what is being read: a time limit for each read alone would let a trickle go on for ever."""
    with suppress(OSError):
        socket.socket.shutdown(wire, socket.SHUT_RDWR)
