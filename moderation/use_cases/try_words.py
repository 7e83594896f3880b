"""Try watched words on the comments of the last days: which they would have caught, and by which word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from moderation.domain.callers import Area, Caller, require_manager
from moderation.domain.comments import Action
from moderation.domain.rules import Rules
from moderation.domain.watched_words import words_in
from moderation.storage import replays, sites
from moderation.use_cases.steps.replaying import gather
from moderation.use_cases.steps.rulemaking import within_reach

if TYPE_CHECKING:
    from moderation.domain.replay import Judged
    from moderation.parts import Parts

SHOWN = 20


@dataclass(frozen=True)
class Caught:
    """A comment with a listed word in it: the words, whether one of them is banned, and what a manager had done."""

    id: str
    text: str
    words: Sequence[str]
    is_banned: bool
    decided: Action | None


@dataclass(frozen=True)
class Catch:
    """How many comments of the last days the lists would have caught, by word, the commonest first; and the latest.

    Counts stand for all ``total`` comments, of which ``looked_at`` were read.
    """

    days: int
    total: int
    looked_at: int
    count: int
    by_word: Sequence[tuple[str, int]]
    latest: Sequence[Caught]


def try_words(parts: Parts, caller: Caller, place: Area, lists: Any, *, days: int = 7) -> Catch:
    """What banned and held words would have caught; ``lists`` are overrides with word lists, other rules do not matter.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
        NotFound: when there is no such site, or the caller does not work on all of the place.
        Malformed: when a list will not do, named in ``fields``.
    """
    require_manager(caller)
    place = within_reach(caller, place)
    rules = Rules().overridden(lists)
    with parts.database.reading() as session:
        site = sites.site_named(session, place.site)
        gathered = gather(session, site, place.section_path, days=days, now=parts.now())
        found = list(_caught(gathered.comments, rules))
        latest = found[: -SHOWN - 1 : -1]
        decided = replays.decided_by_managers(session, [comment.id for comment, _, _ in latest])
    words = Counter(word for _, banned, held in found for word in {*banned, *held})
    return Catch(
        days=days,
        total=gathered.total,
        looked_at=len(gathered.comments),
        count=round(len(found) * gathered.scale),
        by_word=[(word, round(count * gathered.scale)) for word, count in words.most_common(SHOWN)],
        latest=[
            Caught(comment.id, comment.text, [*banned, *held], bool(banned), decided.get(comment.id))
            for comment, banned, held in latest
        ],
    )


def _caught(comments: Sequence[Judged], rules: Rules) -> Iterator[tuple[Judged, list[str], list[str]]]:
    """Each comment by a reader that contains a listed word, with its banned and its held words."""
    for comment in comments:
        banned, held = (
            words_in(comment.text, listed, rules.allowed_words)
            for listed in (rules.banned_words, rules.held_words)
        )
        if (banned or held) and not comment.is_staff:
            yield comment, banned, held
