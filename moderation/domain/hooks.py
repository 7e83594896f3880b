"""Webhooks: what a site's own service may be told of, how a message is signed, and when one is tried again.

As the Standard Webhooks specification has it: three headers, and HMAC-SHA256 over id, time and body.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol


class Happening(StrEnum):
    """What a hook may be told of; the part before the point is what it happened to."""

    SUBMITTED = "comment.submitted"
    PUBLISHED = "comment.published"
    HELD = "comment.held"
    REJECTED = "comment.rejected"
    EDITED = "comment.edited"
    WITHDRAWN = "comment.withdrawn"
    DECIDED = "comment.decided"
    UNDONE = "comment.undone"
    REPORTED = "report.filed"
    APPEALED = "appeal.filed"
    SETTLED = "appeal.settled"
    WAITED = "wait.exceeded"


IN_WORDS: dict[Happening, str] = {
    Happening.SUBMITTED: "a comment came in",
    Happening.PUBLISHED: "a comment began to show",
    Happening.HELD: "a comment waits for a community manager",
    Happening.REJECTED: "a comment was rejected",
    Happening.EDITED: "an author changed their comment",
    Happening.WITHDRAWN: "an author took their comment back",
    Happening.DECIDED: "a manager decided on a comment",
    Happening.UNDONE: "a manager took a decision back",
    Happening.REPORTED: "somebody reported a comment",
    Happening.APPEALED: "an author appealed",
    Happening.SETTLED: "an appeal was answered",
    Happening.WAITED: "a comment has waited longer than the site wants",
}
"""Everything a hook may be told of, in words."""

PREFIX = "whsec_"
SECRET_BYTES = 32

ROTATION = timedelta(hours=24)
"""How long messages are signed with the secret before as well, once it was rotated."""

WAITS = tuple(timedelta(seconds=each) for each in (5, 30, 300, 1800, 7200, 18_000, 36_000, 36_000, 36_000))
"""How long to wait after each try, at least; after the last one the message is given up: a day and a half in all."""

JITTER_PERCENT = 20

PAUSES = (0, 0, 5, 15, 60, 300)
"""For how many seconds a hook is left alone after that many failures in a row."""


@dataclass(frozen=True)
class Message:
    """One message to a hook: its id (the same at each try), where to, when it is sent, what it says, its secrets."""

    id: str
    url: str
    sent_at: datetime
    body: bytes
    secrets: Sequence[str]

    def headers(self) -> dict[str, str]:
        """The three headers by which a receiver knows that it is ours, whole and not old."""
        seconds = int(self.sent_at.timestamp())
        signed = b".".join((self.id.encode(), str(seconds).encode(), self.body))
        return {
            "webhook-id": self.id,
            "webhook-timestamp": str(seconds),
            "webhook-signature": " ".join(signature(secret, signed) for secret in self.secrets),
        }


class Unsent(Exception):  # noqa: N818 - named by what did not happen
    """A message did not arrive anywhere; the message says why, for the operator."""


class Hooks(Protocol):
    """Whatever can hand a message to an address, which is judged as every address that we fetch from."""

    def send(self, message: Message) -> int:
        """The status that was answered.

        Raises:
            Unsent: when nothing was, or the address may not be reached.
        """
        ...


@dataclass(frozen=True)
class NoHooks:
    """What a command is handed that sends nothing."""

    def send(self, message: Message) -> int:
        """Never an answer."""
        raise Unsent(f"nothing is sent here ({message.id})")


def secret_of(random: bytes) -> str:
    """A secret as it is shown and kept."""
    return PREFIX + base64.b64encode(random).decode()


def signature(secret: str, signed: bytes) -> str:
    """What proves that somebody who knows the secret wrote this."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def body_of(happening: str, at: datetime, said: Mapping[str, Any]) -> bytes:
    """What a message says."""
    told = {"type": happening, "timestamp": at.isoformat(timespec="milliseconds"), "data": said}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def next_try_after(attempts: int) -> timedelta | None:
    """How long to wait at least after that many tries; None when there were enough."""
    return WAITS[attempts - 1] if attempts <= len(WAITS) else None


def pause_after(failures: int) -> timedelta:
    """For how long a hook is left alone after so many failures in a row."""
    return timedelta(seconds=PAUSES[min(failures, len(PAUSES) - 1)])
