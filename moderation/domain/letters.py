"""Letters by mail: whom they may go to, what one holds when it leaves, and the promise of whoever carries it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from moderation.domain.errors import Malformed

LONGEST_ADDRESS = 254
LONGEST_LINE = 200
"""How long a subject or a sender's name may be."""

_LOCAL = re.compile(r"(?=.{1,64}\Z)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])?")


class LetterKind(StrEnum):
    """What a letter is about."""

    CONFIRM = "confirm"
    RESET = "reset"
    MOVED = "moved"
    DIGEST = "digest"
    NOTICE = "notice"


@dataclass(frozen=True)
class Outgoing:
    """A letter as it leaves: ``number`` tells it from every other, ``sender_name`` is the publication's name.

    ``unsubscribe`` is the address at which one click ends such letters, where they can be ended.
    """

    number: int
    kind: LetterKind
    made_at: datetime
    to: str
    sender_name: str
    subject: str
    text: str
    unsubscribe: str | None = None


class NotSent(Exception):  # noqa: N818 - named by what is refused
    """A letter did not leave; the message says why, for the operator, and never to whom it should have gone.

    ``is_passing`` tells that it may go better in a while.
    """

    def __init__(self, why: str, *, is_passing: bool) -> None:
        super().__init__(why)
        self.is_passing = is_passing


class Mail(Protocol):
    """Whatever carries letters."""

    def send(self, letter: Outgoing) -> None:
        """Hand the letter on.

        Raises:
            NotSent: when nobody took it.
        """
        ...


class NoMail:
    """No way to send letters: they wait."""

    def send(self, letter: Outgoing) -> None:
        """Refuse.

        Raises:
            NotSent: always.
        """
        raise NotSent("letters are not carried here", is_passing=True)


def mail_address(text: str) -> str:
    """The one spelling of a mail address: in small letters, its domain as the DNS writes it.

    Raises:
        Malformed: when nothing could be sent there. What stands in quotes, though allowed, is nobody's.
    """
    local, at, domain = text.strip().rpartition("@")
    try:
        name = domain.lower().encode("idna").decode()
    except UnicodeError:
        name = ""
    address = f"{local.lower()}@{name}"
    if not (at and _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(name) and len(address) <= LONGEST_ADDRESS):
        complaint = "Write an address like ada@example.org."
        raise Malformed(complaint, fields={"address": [complaint]})
    return address


def one_line(text: str) -> str:
    """The text as a header may carry it: in one line, nothing invisible, not too long."""
    return "".join(each if each.isprintable() else " " for each in " ".join(text.split()))[:LONGEST_LINE]
