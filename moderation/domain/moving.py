"""What comes along when comments move here: what another system tells of them, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Protocol

from moderation.domain.articles import LONGEST_ID, NOT_IN_AN_ID
from moderation.domain.comments import Status
from moderation.domain.findings import IMPORTED, Finding, Verdict

VERDICTS = {Status.PUBLISHED: Verdict.PUBLISH, Status.REJECTED: Verdict.REJECT}
"""What is found of a comment that stood so elsewhere; of others that they are held."""

NAMED = 20
"""How many of those that could not be brought along are named."""


@dataclass(frozen=True)
class ToldArticle:
    """An article as another system tells of it: its own id for it, the id that the site knows it by, and what it is."""

    id: str
    external_id: str
    title: str
    url: str | None = None
    text: str = ""
    section: str = ""
    is_open: bool = True
    published_at: datetime | None = None


@dataclass(frozen=True)
class ToldComment:
    """A comment as another system tells of it, in plain text.

    ``article`` and ``parent`` are that system's ids; ``author`` tells its authors apart; ``why`` says what it had
    against the comment, if anything.
    """

    id: str
    article: str
    author: str
    name: str
    text: str
    status: Status
    created_at: datetime
    parent: str | None = None
    why: str = ""


@dataclass(frozen=True)
class Unusable:
    """Something that cannot be brought along: where it stands, and why."""

    where: str
    why: str


@dataclass(frozen=True)
class Labelled:
    """A text with what it should have scored by attribute, 0 to 1; ``where`` it stands in its file."""

    where: str
    text: str
    labels: Mapping[str, float]
    id: str | None = None
    url: str | None = None
    language: str | None = None


Told = ToldArticle | ToldComment | Unusable
"""Whatever another system tells."""


@dataclass
class Round:
    """One going through of a source: how many comments moved, and how many wait for one that they answer.

    Where it ``uproots``, nobody waits any longer.
    """

    is_first: bool = False
    uproots: bool = False
    moved: int = 0
    waiting: int = 0


class Source(Protocol):
    """Another system's comments, which can be gone through again."""

    @property
    def name(self) -> str:
        """What the system is called."""
        ...

    def told(self) -> Iterator[Told]:
        """All that it tells, each article before its comments.

        Raises:
            Malformed: when it turns out to be nothing of the kind; what came before that stands.
        """
        ...


@dataclass
class Brought:
    """What was brought along: articles and authors that are new, comments by status, and those that were not.

    ``known`` were here already, ``uprooted`` answer a comment that is not there, and stand by themselves now.
    """

    articles: int = 0
    authors: int = 0
    known: int = 0
    uprooted: int = 0
    labels: int = 0
    comments: Counter[Status] = field(default_factory=Counter)
    against: Counter[str] = field(default_factory=Counter)
    unusable: Counter[str] = field(default_factory=Counter)
    named: list[Unusable] = field(default_factory=list)

    def leave(self, found: Unusable) -> None:
        """Count what cannot be brought along, and remember the first of them."""
        self.unusable[found.why] += 1
        if len(self.named) < NAMED:
            self.named.append(found)


@dataclass
class Restored:
    """What was brought along from a desk of ours: how many lines of each kind, how many were here already, and how many
    were left out, as the site keeps its own.
    """

    kept: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)


def stood(source: str, told: ToldComment) -> Finding:
    """The finding that a comment stood so elsewhere."""
    words = {Status.PUBLISHED: "Published", Status.HELD: "Waiting"}
    why = f" ({told.why})" if told.why else ""
    return Finding(
        code=IMPORTED,
        verdict=VERDICTS.get(told.status, Verdict.HOLD),
        text=f"{words.get(told.status, 'Not shown')} where it came from, {source}{why}",
        told="It stands as it did on the system that the site used before.",
    )


def site_id_of(said: str) -> str:
    """What another system calls an article, as an id of ours: ~ for what an id may not hold, and never too long."""
    external_id = NOT_IN_AN_ID.sub("~", said)
    if len(external_id) <= LONGEST_ID:
        return external_id
    return f"{external_id[: LONGEST_ID - 17]}~{sha256(said.encode()).hexdigest()[:16]}"


def guest(name: str, address: str) -> str:
    """What tells a guest from others: the name, and of a mail address so little that nobody can be found by it."""
    return f"guest:{name[:80]}~{sha256(address.strip().lower().encode()).hexdigest()[:4]}"
