"""Whatever a server does, fetching ends: in time, with no more than there is room for, and with a reason."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler

import pytest

from moderation.domain.pages import NotFetched
from moderation.reading.fetch import Fetcher
from tests.newsroom import LOOPBACK, Newsroom, answers, redirects_to

MOST = 100_000
SECONDS = 0.5
SOON = 3.0
"""Far less than any of these servers would go on, and enough for a slow machine."""


def reason(address: str, host: str) -> str:
    began = time.monotonic()
    with pytest.raises(NotFetched) as refused:
        Fetcher(LOOPBACK, seconds=SECONDS).fetch(address, [host], MOST)
    assert time.monotonic() - began < SOON
    return str(refused.value)


def dripping(*first: bytes) -> Callable[[socket.socket], None]:
    """Says these bytes at once, and from then on one byte now and again."""

    def talk(line: socket.socket) -> None:
        line.recv(65_536)
        line.sendall(b"".join(first))
        for _ in range(600):
            line.sendall(b"x")
            time.sleep(0.05)

    return talk


@contextmanager
def talking(talk: Callable[[socket.socket], None]) -> Iterator[str]:
    """The host of a server that talks so to whoever connects first."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with suppress(OSError):
                line, _ = listening.accept()
                with line:
                    talk(line)

        threading.Thread(target=serve, daemon=True).start()
        yield f"127.0.0.1:{listening.getsockname()[1]}"


@pytest.mark.parametrize(
    "talk",
    [
        dripping(),
        dripping(b"HTTP/1.1 200 OK\r\nX-Slow: "),
        dripping(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"),
        dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n"),
        dripping(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n"),
        lambda _line: time.sleep(30),
    ],
    ids=["status line", "headers", "body", "counted body", "chunk", "silence"],
)
def test_a_slow_page_is_given_up_in_time(talk: Callable[[socket.socket], None]) -> None:
    with talking(talk) as host:
        assert reason(f"http://{host}/", host) == "it took longer than 0.5 seconds"


@pytest.mark.parametrize(
    "talk", [dripping(b"\x16\x03\x03\x40\x00"), lambda _line: time.sleep(30)], ids=["record", "silence"]
)
def test_a_slow_handshake_is_given_up_in_time(talk: Callable[[socket.socket], None]) -> None:
    with talking(talk) as host:
        assert "could not be reached (TimeoutError)" in reason(f"https://{host}/", host)


def test_redirects_share_one_time_limit(newsroom: Newsroom) -> None:
    def slow(asking: BaseHTTPRequestHandler) -> None:
        time.sleep(SECONDS * 0.6)
        redirects_to("/")(asking)

    newsroom.paths["/"] = slow

    assert "took longer" in reason(newsroom.address(), newsroom.host)


def test_a_name_that_is_looked_up_for_ever_is_given_up_in_time() -> None:
    def never(host: str, port: int) -> Sequence[str]:
        time.sleep(30)
        return []

    began = time.monotonic()
    with pytest.raises(NotFetched, match="no address"):
        Fetcher(LOOPBACK, ask=never, seconds=SECONDS).fetch("http://news.example/", ["news.example"], MOST)

    assert time.monotonic() - began < SOON


def test_an_endless_page_is_cut(newsroom: Newsroom) -> None:
    def endless(asking: BaseHTTPRequestHandler) -> None:
        asking.send_response(200)
        asking.end_headers()
        with suppress(OSError):
            while True:
                asking.wfile.write(b"x" * 65_536)

    newsroom.paths["/"] = endless

    assert reason(newsroom.address(), newsroom.host) == "it is larger than 100,000 bytes"


def test_a_page_that_is_just_small_enough_is_taken(newsroom: Newsroom) -> None:
    newsroom.paths["/"] = answers("x" * MOST)
    newsroom.paths["/packed"] = answers(gzip.compress(b"y" * MOST), headers={"Content-Encoding": "gzip"})
    fetcher = Fetcher(LOOPBACK)

    assert fetcher.fetch(newsroom.address(), [newsroom.host], MOST).content == b"x" * MOST
    assert fetcher.fetch(newsroom.address("/packed"), [newsroom.host], MOST).content == b"y" * MOST


@pytest.mark.parametrize(
    ("body", "packing", "why"),
    [
        (b"x" * (MOST + 1), "identity", "larger than 100,000 bytes"),
        (gzip.compress(b"\0" * 50_000_000), "gzip", "larger than 100,000 bytes when unpacked"),
        (b"no gzip", "gzip", "and is not"),
        (gzip.compress(b"half of it is missing" * 99)[:-20], "gzip", "breaks off"),
        (b"whatever", "br", "packed in a way that we do not know"),
        (b"whatever", "gzip, gzip", "packed in a way that we do not know"),
    ],
    ids=["large", "bomb", "garbage", "cut", "brotli", "twice"],
)
def test_what_is_too_large_or_packed_strangely_is_refused(
    newsroom: Newsroom, body: bytes, packing: str, why: str
) -> None:
    newsroom.paths["/"] = answers(body, headers={"Content-Encoding": packing})

    assert why in reason(newsroom.address(), newsroom.host)


@pytest.mark.parametrize(
    ("status", "is_passing"), [(404, False), (403, False), (429, True), (500, True), (503, True)]
)
def test_a_page_that_is_not_there_is_told_by_its_status(
    newsroom: Newsroom, status: int, *, is_passing: bool
) -> None:
    newsroom.paths["/"] = answers("sorry", status=status)

    with pytest.raises(NotFetched, match=f"it answered {status}") as refused:
        Fetcher(LOOPBACK).fetch(newsroom.address(), [newsroom.host], MOST)

    assert refused.value.is_passing is is_passing


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\x00\xff\x00\xff\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 2000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nA: " + b"b" * 200_000 + b"\r\n\r\n",
    ],
    ids=["nothing", "garbage", "too short", "bad chunk", "many headers", "long header"],
)
def test_a_server_that_makes_no_sense_is_told_so(said: bytes) -> None:
    def talk(line: socket.socket) -> None:
        line.recv(65_536)
        with suppress(OSError):
            line.sendall(said)

    with talking(talk) as host:
        assert "it broke off" in reason(f"http://{host}/", host)


def test_nobody_listening_is_told(newsroom: Newsroom) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closing:
        host = f"127.0.0.1:{closing.getsockname()[1]}"

    assert "could not be reached" in reason(f"http://{host}/", host)
