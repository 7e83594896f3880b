"""A running service as ``moderation replay`` sees it: asked through a pool of connections until it answers."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import urllib3

from moderation.commands.replay_lines import Line, NotALine

PATIENCE_S = 60.0
"""How long a request is tried again after its first failure."""
FIRST_PAUSE_S = 0.05
LONGEST_PAUSE_S = 2.0
TIMEOUT = urllib3.Timeout(connect=5, read=30)


class NoAnswer(Exception):  # noqa: N818 - named by what there is not
    """Nobody is there (``is_gone``), or the service cannot answer now and asks to wait ``wait_s`` seconds."""

    def __init__(self, why: str, *, is_gone: bool = False, wait_s: float = 0.0) -> None:
        super().__init__(why)
        self.is_gone = is_gone
        self.wait_s = wait_s


@dataclass(frozen=True)
class Answer:
    """What the service said in the end, how many seconds that took, and how often it had been asked in vain."""

    status: int
    said: Any
    seconds: float
    retries: int = 0

    @property
    def refusal(self) -> str:
        """Why it was turned down, in few words: "422 Some fields are not right. text: Shorter than …"."""
        said = self.said if isinstance(self.said, Mapping) else {}
        complaints = (
            f"{name}: {_first(found)}" for name, found in sorted((said.get("errors") or {}).items())
        )
        return " ".join([str(self.status), str(said.get("detail", "")), *complaints]).strip()


class Service:
    """A site at a running service, and the key that opens it."""

    def __init__(self, url: str, site: str, key: str, connections: int = 1) -> None:
        self.address = f"{url.rstrip('/')}/api/v1/sites/{quote(site, safe='')}"
        self.headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        self.pool = urllib3.PoolManager(maxsize=connections, block=True, retries=False, timeout=TIMEOUT)

    def put_article(self, article: Mapping[str, Any]) -> Answer:
        """Put an article as it is described now."""
        said = {"title": article["title"], "text": article.get("text") or ""}
        return self.ask("PUT", f"articles/{quote(article['id'], safe='')}", said)

    def post_comment(self, line: Line, key: str) -> Answer:
        """Post a line's comment; it is kept once for this key, however often it is sent."""
        place = f"articles/{quote(line.article['id'], safe='')}/comments"
        return self.ask("POST", place, {"text": line.text, "author": line.author}, key=key)

    def count_stored(self, prefix: str, patience_s: float = PATIENCE_S) -> Answer:
        """How many comments are kept under Idempotency-Keys that begin so."""
        return self.ask("GET", f"submissions?prefix={quote(prefix, safe='')}", None, patience_s=patience_s)

    def ask(
        self, method: str, place: str, said: Any, *, key: str | None = None, patience_s: float = PATIENCE_S
    ) -> Answer:
        """The first real answer; lost connections, 5xx and 429 are tried again, backing off.

        Raises:
            NoAnswer: when there was none in all that time.
            NotALine: when no body can be made of what is to be said.
        """
        body = None if said is None else _body(said)
        headers = self.headers if key is None else {**self.headers, "Idempotency-Key": key}
        give_up_at, retries = None, 0
        while True:
            try:
                return self._ask_once(method, place, body, headers, retries)
            except NoAnswer as failure:
                pause_s = max(_pause_s(retries), failure.wait_s)
                give_up_at = give_up_at or time.monotonic() + patience_s
                if time.monotonic() + pause_s > give_up_at:
                    raise
                time.sleep(pause_s)
                retries += 1

    def _ask_once(
        self, method: str, place: str, body: bytes | None, headers: Mapping[str, str], retries: int
    ) -> Answer:
        asked = time.perf_counter()
        try:
            response = self.pool.request(method, f"{self.address}/{place}", body=body, headers=headers)
        except urllib3.exceptions.HTTPError as error:
            raise NoAnswer(f"no connection ({type(error).__name__})", is_gone=True) from error
        seconds = time.perf_counter() - asked
        if response.status >= 500 or response.status == 429:
            wait = response.headers.get("Retry-After", "")
            raise NoAnswer(f"it answers {response.status}", wait_s=float(wait) if wait.isdecimal() else 0.0)
        return Answer(response.status, _said(response.data), seconds, retries)


def _pause_s(retries: int) -> float:
    """How long to wait before trying again: doubling, and never all connections at the same moment."""
    doubled = FIRST_PAUSE_S * (1 << min(retries, 10))
    return min(doubled, LONGEST_PAUSE_S) * random.uniform(0.5, 1)  # noqa: S311 - no secret


def _body(said: Any) -> bytes:
    try:
        return json.dumps(said).encode()
    except RecursionError:
        raise NotALine("nested too deeply") from None


def _said(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


def _first(found: Any) -> str:
    """The first complaint about a field, however deep it lies."""
    while isinstance(found, Mapping | list):
        inner = list(found.values()) if isinstance(found, Mapping) else found
        found = inner[0] if inner else ""
    return str(found)
