"""What a use-case is handed: where things are remembered, who scores, who reads outside, what time it is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from moderation.domain.hooks import Hooks, NoHooks
from moderation.domain.letters import Mail, NoMail
from moderation.domain.pages import NoOutside, Outside
from moderation.domain.scores import Others, Scorer
from moderation.domain.signatures import SigningSecret
from moderation.storage.database import Database


@dataclass(frozen=True)
class Limits:
    """How often a caller may do what, and for how long a browser stays signed in and repeats are found."""

    comments_per_minute: int = 10
    sign_ins_per_minute: int = 10
    sign_ups_per_hour: int = 20
    sign_in_hours: int = 336
    repeats_days: int = 30
    pages_per_hour: int = 30


@dataclass(frozen=True)
class _Kept:
    """What was read of a site's articles, for which scorer, and when."""

    others: Others
    made_by: str
    read_at: datetime


class Neighbours:
    """The leads of a few sites' articles, kept for a minute, so that not every comment has all of them read again.

    There are as many sites at most; the one that was read longest ago makes room. Usable from many threads, of which
    two may read the same at once.
    """

    MOST_SITES = 16
    KEPT_FOR = timedelta(seconds=60)

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[int, _Kept] = {}

    def of(self, site_id: int, made_by: str, now: datetime, read: Callable[[], Others]) -> Others:
        """The site's articles as this scorer sees them, which ``read`` reads where nothing fresh is kept."""
        kept = self._kept.get(site_id)
        if kept and kept.made_by == made_by and now - kept.read_at < self.KEPT_FOR:
            return kept.others
        others = read()
        with self._lock:
            self._kept.pop(site_id, None)  # so that it goes to the end of the line
            self._kept[site_id] = _Kept(others, made_by, now)
            if len(self._kept) > self.MOST_SITES:
                del self._kept[next(iter(self._kept))]
        return others


class Prepaid:
    """Uses of keys that this process has had granted ahead, so that not each of them is written down.

    Usable from many threads; only what belongs to the latest window of a bucket is kept.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._left: dict[str, tuple[int, int]] = {}

    def spend(self, bucket: str, window: int, count: int) -> bool:
        """Whether so many uses of this window were left, which they now are no more."""
        with self._lock:
            of, left = self._left.get(bucket, (window, 0))
            if of != window or left < count:
                return False
            self._left[bucket] = (window, left - count)
            return True

    def put(self, bucket: str, window: int, count: int) -> None:
        """Keep so many more uses of this window."""
        with self._lock:
            of, left = self._left.get(bucket, (window, 0))
            self._left[bucket] = (window, count + (left if of == window else 0))


def clock() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Parts:
    """The parts of the house that use-cases work with; made once, in the front hall.

    ``demands_factor`` says that nobody works at the desk without a second factor; ``public_url`` is where readers reach
    us, for links in letters (never taken from a request, whose sender could name another host);
    ``demands_address`` has readers give a mail address when they sign up.
    """

    database: Database
    scorer: Scorer
    limits: Limits = Limits()
    outside: Outside = NoOutside()
    mail: Mail = NoMail()
    public_url: str = "http://127.0.0.1:8000"
    hooks: Hooks = NoHooks()
    demands_factor: bool = False
    demands_address: bool = False
    signers: tuple[SigningSecret, ...] = ()
    now: Callable[[], datetime] = clock
    neighbours: Neighbours = field(default_factory=Neighbours, compare=False)
    prepaid: Prepaid = field(default_factory=Prepaid, compare=False)

    def signed_by(self, key_id: int) -> Parts:
        """The same parts, for what a key does: all that is decided or done with them says which key it was."""
        return replace(self, database=self.database.signed_by(key_id))
