"""What the use-cases of batches share: deciding on exactly what was seen, and showing some of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Sized
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from moderation.domain.batches import MOST_AT_ONCE
from moderation.domain.comments import Action, Status
from moderation.domain.decisions import Choice, reason_of
from moderation.domain.errors import Conflict, Malformed
from moderation.storage import appeals, batches, comments, places
from moderation.use_cases.steps.deciding import decide_many
from moderation.use_cases.steps.ruling import kept_with, reasons_at

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.domain.callers import Caller


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
    """A batch that was made: its number, on how many comments, and the label of the reason if it rejected them."""

    id: int
    size: int
    reason: str | None


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
) -> Made:
    """The new batch on exactly these comments at these versions, kept from others until this transaction ends.

    Raises:
        Malformed: when they are none or too many, the reason is not known in all of their places, or it would deny
            appeals, which is done one by one.
        Conflict: when one of them changed since, or is none that the caller works on.
    """
    _check_size(seen)
    changed = _changed_since(seen, batches.versions_of(session, caller.areas, list(seen)))
    if changed:
        raise Conflict(
            f"{_counted(len(changed))} changed since you looked. Nothing was done; look again.",
            code="batch_changed",
        )
    _check_appeals(session, list(seen), choice)
    reason = reason_of(choice, reasons_at(session, places.articles_of(session, list(seen))))
    grounds = batches.Grounds(manager_id, reason.code if reason else None, choice.note, kept_with(reason))
    batch = decide_many(session, list(seen), choice.action, asked=asked, grounds=grounds, now=now)
    return Made(batch.id, batch.size, reason.label if reason else None)


def _check_appeals(session: Session, comment_ids: Sequence[str], choice: Choice) -> None:
    """An appeal is denied by somebody who had no part in the decision, and with an answer."""
    if choice.action is not Action.REJECT:
        return
    appealed = appeals.open_appeals(session, comment_ids).values()
    number = sum(appeal.decision.after is Status.REJECTED for appeal in appealed)
    if number:
        complaint = f"{_counted(number)} here {'is' if number == 1 else 'are'} appealed. Answer each appeal by itself."
        raise Malformed(complaint, fields={"action": [complaint]}, code="appealed")


def _check_size(chosen: Sized) -> None:
    """Refuse to act on nothing, or on more than can be answered for."""
    number = len(chosen)
    if number == 0:
        raise Malformed("No comment is chosen.", fields={"chosen": ["Choose at least one."]})
    if number > MOST_AT_ONCE:
        complaint = f"These are {number:,} comments; at most {MOST_AT_ONCE:,} can be decided on at once."
        raise Malformed(complaint, fields={"chosen": ["Choose a smaller range."]})


def _changed_since(seen: Mapping[str, int], now: Mapping[str, int]) -> list[str]:
    """Those of the comments that are no longer as they were seen."""
    return [comment_id for comment_id, version in seen.items() if now.get(comment_id) != version]


def _counted(number: int) -> str:
    return "1 comment" if number == 1 else f"{number:,} comments"
