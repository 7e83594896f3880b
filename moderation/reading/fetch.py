"""Fetching so that nobody can make us reach what they should not, wait for long, or take more than we have room for."""

from __future__ import annotations

import re
import ssl
import time
import zlib
from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import urljoin

from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from moderation.domain.addresses import WebAddress, refuse_unlisted, web_address
from moderation.domain.pages import NotFetched
from moderation.reading.connect import AGENT, Resolve, connected, judged_addresses, resolve
from moderation.reading.networks import Network

SECONDS = 10.0
"""How long all of it may take: looking up, connecting, every redirect, and the last byte."""

MOST_REDIRECTS = 4
REDIRECTS = {301, 302, 303, 307, 308}
CHUNK = 64 * 1024
_KIND = re.compile(r"[a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+-]{1,100}")
"""A kind of content: refusals name it, and whatever else a server says has no place on an operator's terminal."""


@dataclass(frozen=True)
class Fetched:
    """What an address answered, as what kind of content (empty if it named none), in which encoding if it said so."""

    content: bytes
    kind: str
    charset: str | None


class Fetcher:
    """Fetches from listed hosts at public addresses; ``allowed`` are networks that may be reached though not public."""

    def __init__(
        self,
        allowed: Sequence[Network] = (),
        *,
        ask: Resolve = resolve,
        tls: ssl.SSLContext | None = None,
        seconds: float = SECONDS,
    ) -> None:
        self._allowed = allowed
        self._ask = ask
        self._tls = tls
        self._seconds = seconds

    def fetch(self, address: str, hosts: Collection[str], most: int) -> Fetched:
        """What the address answers, at most so many bytes, after redirects that are each judged like the first.

        Raises:
            NotFetched: when it may not be fetched, or could not be, and why.
        """
        deadline = time.monotonic() + self._seconds
        place = web_address(address)
        for _ in range(MOST_REDIRECTS + 1):
            refuse_unlisted(place, hosts)
            answer = self._asked(place, most, deadline)
            if isinstance(answer, Fetched):
                return answer
            place = _sent_to(place, answer)
        raise NotFetched(f"it redirects more than {MOST_REDIRECTS} times")

    def _asked(self, place: WebAddress, most: int, deadline: float) -> Fetched | str:
        """What the place answers, or where it sends us."""
        addresses = judged_addresses(place, self._allowed, self._ask, deadline - time.monotonic())
        try:
            with connected(place, addresses, self._tls, deadline) as connection:
                headers = {"Host": place.authority, "User-Agent": AGENT, "Accept-Encoding": "gzip"}
                connection.request(
                    "GET", place.target, headers=headers, preload_content=False, decode_content=False
                )
                with closing(connection.getresponse()) as response:
                    answer = _answer(response, most)
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            self._refuse_late(deadline)
            raise NotFetched(f"it broke off ({type(error).__name__})", is_passing=True) from error
        self._refuse_late(deadline)  # what was cut off may look like a whole answer
        return answer

    def _refuse_late(self, deadline: float) -> None:
        if time.monotonic() >= deadline:
            raise NotFetched(f"it took longer than {self._seconds:g} seconds", is_passing=True)


def _sent_to(place: WebAddress, location: str) -> WebAddress:
    """Where a redirect from the place leads.

    Raises:
        NotFetched: when that is nowhere that could be fetched, and why.
    """
    try:
        return web_address(urljoin(str(place), location))
    except ValueError as error:
        raise NotFetched("it redirects to what is no address") from error


def _answer(response: BaseHTTPResponse, most: int) -> Fetched | str:
    location = response.headers.get("Location")
    if response.status in REDIRECTS and location:
        return location
    if response.status != 200:
        is_passing = response.status == 429 or response.status >= 500
        raise NotFetched(f"it answered {response.status}", is_passing=is_passing)
    body = _body(response, most)
    kind, _, rest = response.headers.get("Content-Type", "").partition(";")
    charset = rest.partition("charset=")[2].partition(";")[0].strip(" \"'") or None
    named = _KIND.fullmatch(kind.strip().lower())
    return Fetched(body, named[0] if named else "", charset)


def _body(response: BaseHTTPResponse, most: int) -> bytes:
    """All of the body as it is meant, no larger than ``most`` on the wire and unpacked."""
    packed = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packed not in {"identity", "gzip", "x-gzip", ""}:
        raise NotFetched("it is packed in a way that we do not know")
    body = bytearray()
    while chunk := response.read(CHUNK, decode_content=False):
        body += chunk
        if len(body) > most:
            raise NotFetched(f"it is larger than {most:,} bytes")
    return unpacked(bytes(body), most) if "gzip" in packed else bytes(body)


def unpacked(body: bytes, most: int) -> bytes:
    """What was packed by gzip, never unpacking more than there is room for.

    Raises:
        NotFetched: when it is larger than ``most``, not packed by gzip, or not whole.
    """
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        content = unpacking.decompress(body, most + 1)
    except zlib.error as error:
        raise NotFetched("it says that it is packed by gzip, and is not") from error
    if len(content) > most:
        raise NotFetched(f"it is larger than {most:,} bytes when unpacked")
    if not unpacking.eof:
        raise NotFetched("what is packed by gzip breaks off", is_passing=True)
    return content
