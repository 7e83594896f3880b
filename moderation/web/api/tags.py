"""Answers that are not sent again to who has them (ETag), and listings that need not be made again for everybody."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from flask import Response, request

AGAIN_S = 5.0
"""How long a listing is kept though its mark stays the same: it does not tell of an author's new name."""

MOST = 256
"""How many listings a process keeps; the one that was asked for longest ago makes room."""


def tagged(response: Response) -> Response:
    """The answer with a tag, or 304 without a body for who knows that tag; only what was read, and only JSON."""
    if request.method != "GET" or response.status_code != 200 or not response.is_json:
        return response
    if response.get_etag() == (None, None):
        response.add_etag()
    response.headers["Cache-Control"] = (
        "private, no-cache"  # ask again each time; that is what the tag is for
    )
    response.vary.update(("Authorization", "Cookie"))
    response.make_conditional(request)
    return response


@dataclass(frozen=True)
class _Kept:
    mark: str
    made_at: float
    body: bytes
    tag: str


class KeptListings:
    """Listings as they were sent to readers who see what everybody sees, each with the mark it was made at.

    Usable from many threads, of which two may make the same at once.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()

    def answer(self, asked: Hashable, mark: str, make: Callable[[], Response]) -> Response:
        """What was asked for: as it is kept if nothing has changed since, else made now."""
        now = time.monotonic()
        with self._lock:
            kept = self._kept.get(asked)
            if kept is not None:
                self._kept.move_to_end(asked)
        if kept is None or kept.mark != mark or now - kept.made_at > AGAIN_S:
            kept = self._made(mark, now, make())
            self._keep(asked, kept)
        response = Response(kept.body, mimetype="application/json")
        response.set_etag(kept.tag)
        return response

    def _made(self, mark: str, now: float, made: Response) -> _Kept:
        made.add_etag()
        return _Kept(mark, now, made.get_data(), made.get_etag()[0] or "")

    def _keep(self, asked: Hashable, kept: _Kept) -> None:
        with self._lock:
            self._kept[asked] = kept
            if len(self._kept) > MOST:
                self._kept.popitem(last=False)
