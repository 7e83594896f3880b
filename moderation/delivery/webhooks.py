"""Handing messages to hooks: judged and bounded as a fetch is, never following where an answer points."""

from __future__ import annotations

import ssl
import time
from collections.abc import Sequence
from http.client import HTTPException

from urllib3.exceptions import HTTPError

from moderation.domain.addresses import web_address
from moderation.domain.hooks import Message, Unsent
from moderation.domain.pages import NotFetched
from moderation.reading.connect import Resolve, connected, judged_addresses, resolve
from moderation.reading.networks import Network

SECONDS = 10.0
"""How long all of it may take: looking up, connecting, and the first line of the answer."""

AGENT = "comment-desk (webhooks)"


class HttpHooks:
    """Posts to public addresses; ``allowed`` are networks that may be reached though not public."""

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

    def send(self, message: Message) -> int:
        """The status that was answered; nothing else of the answer is read.

        Raises:
            Unsent: when nothing was, or the address may not be reached.
        """
        deadline = time.monotonic() + self._seconds
        try:
            status = self._answered(message, deadline)
        except NotFetched as why:
            raise Unsent(str(why)) from why
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            raise Unsent(self._why(error, deadline)) from error
        if time.monotonic() >= deadline:  # what was cut off may look like an answer
            raise Unsent(self._late())
        return status

    def _answered(self, message: Message, deadline: float) -> int:
        place = web_address(message.url)
        addresses = judged_addresses(place, self._allowed, self._ask, deadline - time.monotonic())
        with connected(place, addresses, self._tls, deadline) as connection:
            headers = {
                "Host": place.authority,
                "User-Agent": AGENT,
                "Content-Type": "application/json",
                **message.headers(),
            }
            connection.request(
                "POST", place.target, body=message.body, headers=headers, preload_content=False
            )
            response = connection.getresponse()
            response.close()
            return int(response.status)

    def _why(self, error: Exception, deadline: float) -> str:
        return self._late() if time.monotonic() >= deadline else f"it broke off ({type(error).__name__})"

    def _late(self) -> str:
        return f"it took longer than {self._seconds:g} seconds"
