"""What the use-cases of batches share: which range is meant, taking hold of its comments, and showing some of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from moderation.domain.batches import MOST_AT_ONCE
from moderation.domain.comments import Status
from moderation.domain.decisions import Choice
from moderation.domain.errors import Conflict, Malformed
from moderation.storage import batches, comments
from moderation.use_cases.steps.deciding import decide_many

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.domain.callers import Caller
    from moderation.storage.tables import Batch


@dataclass(frozen=True)
class Glimpse:
    """A comment as it is shown among many: what it says, where, by whom, and how it scores."""

    id: str
    version: int
    text: str
    author: str
    article_title: str
    status: Status
    created_at: datetime
    score: float | None


@dataclass(frozen=True)
class Made:
    """A batch that was made: its number, and on how many comments."""

    id: int
    size: int


def glimpses(
    session: Session, caller: Caller, comment_ids: Sequence[str], attribute: str | None
) -> list[Glimpse]:
    """These comments in this order, without those that the caller does not work on."""
    there = comments.comments_with(session, comment_ids)
    texts = comments.texts_of(session, comment_ids)
    shown = (there[each] for each in comment_ids if each in there)
    return [
        Glimpse(
            comment.id,
            comment.version,
            texts[comment.id].text,
            comment.author.name,
            comment.article.title,
            comment.status,
            comment.created_at,
            texts[comment.id].scores.get(attribute) if attribute else None,
        )
        for comment in shown
        if caller.works_on(comment.article.site.slug, comment.article.section_path)
    ]


def decide_as_seen(
    session: Session,
    caller: Caller,
    manager_id: int,
    seen: Mapping[str, int],
    choice: Choice,
    *,
    asked: Mapping[str, Any],
    now: datetime,
) -> Batch:
    """The new batch on exactly these comments at these versions, kept from others until this transaction ends.

    Raises:
        Malformed: when they are none, or too many.
        Conflict: when one of them changed since, or is none that the caller works on.
    """
    check_size(seen)
    changed = changed_since(seen, batches.versions_of(session, caller.areas, list(seen)))
    if changed:
        raise Conflict(
            f"{_counted(len(changed))} changed since you looked. Nothing was done; look again.",
            code="batch_changed",
        )
    grounds = batches.Grounds(manager_id, choice.reason, choice.note)
    return decide_many(session, list(seen), choice.action, asked=asked, grounds=grounds, now=now)


def check_size(chosen: Iterable[object]) -> None:
    """Refuse to act on nothing, or on more than can be answered for.

    Raises:
        Malformed: when they are none, or too many.
    """
    number = len(list(chosen))
    if number == 0:
        raise Malformed("No comment is chosen.", fields={"chosen": ["Choose at least one."]})
    if number > MOST_AT_ONCE:
        complaint = f"These are {number:,} comments; at most {MOST_AT_ONCE:,} can be decided on at once."
        raise Malformed(complaint, fields={"chosen": ["Choose a smaller range."]})


def changed_since(seen: Mapping[str, int], now: Mapping[str, int]) -> list[str]:
    """Those of the comments that are no longer as they were seen."""
    return [comment_id for comment_id, version in seen.items() if now.get(comment_id) != version]


def _counted(number: int) -> str:
    return "1 comment" if number == 1 else f"{number:,} comments"
