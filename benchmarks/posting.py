"""Posts JSON, or asks, over several connections: at a steady rate whatever comes back, or as fast as it is answered."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import count
from urllib.parse import urlsplit


@dataclass
class Posted:
    """How long each answer took, in seconds since it was due to be sent; and how many were no success, by what."""

    seconds: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    took_s: float = 0.0

    @property
    def per_s(self) -> float:
        """Answers a second."""
        return len(self.seconds) / self.took_s

    def percentile_ms(self, percent: float) -> float:
        """The latency in milliseconds that so many percent of the answers stayed below (nearest rank)."""
        ordered = sorted(self.seconds)
        return ordered[max(0, -int(-len(ordered) * percent // 100) - 1)] * 1000


def nothing_more(_: bytes) -> Mapping[str, str]:
    """No headers."""
    return {}


def posted(
    url: str,
    path: str,
    bodies: Sequence[bytes],
    *,
    seconds: float,
    connections: int,
    rate: float | None = None,
    headers: Callable[[bytes], Mapping[str, str]] = nothing_more,
) -> Posted:
    """What came of posting the bodies, with what headers each has, in turn for so long; an empty one is a GET."""
    found = Posted()
    numbers, counting, begun = count(), threading.Lock(), time.perf_counter()

    def send_all() -> None:
        connection = HTTPConnection(urlsplit(url).netloc, timeout=30)
        while True:
            with counting:
                number = next(numbers)
            due = begun + number / rate if rate else time.perf_counter()
            if due - begun >= seconds:
                break
            time.sleep(max(0.0, due - time.perf_counter()))
            error = _posted(
                connection, path, bodies[number % len(bodies)], headers(bodies[number % len(bodies)])
            )
            with counting:
                found.seconds.append(time.perf_counter() - due)
                found.errors.update([error] if error else [])
        connection.close()

    threads = [threading.Thread(target=send_all) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found.took_s = time.perf_counter() - begun
    return found


def _posted(connection: HTTPConnection, path: str, body: bytes, headers: Mapping[str, str]) -> str | None:
    """What went wrong, if anything did."""
    try:
        sent = {"Content-Type": "application/json", **headers} if body else dict(headers)
        connection.request("POST" if body else "GET", path, body or None, sent)
        answer = connection.getresponse()
        answer.read()
    except (OSError, HTTPException) as error:
        connection.close()
        return type(error).__name__
    return None if answer.status in {200, 201, 204} else str(answer.status)
