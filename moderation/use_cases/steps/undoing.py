"""What each deed changed: how that stands now, and how it is put back as it was before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from moderation.domain.acts import Deed, Done, touched_by
from moderation.domain.articles import Mode
from moderation.domain.callers import Caller, Role, require_role
from moderation.storage import articles, author_notes, sanctions
from moderation.use_cases.steps.changing import comment_within_reach
from moderation.use_cases.steps.moving import move, require_article
from moderation.use_cases.steps.rejecting import restore_earlier
from moderation.use_cases.steps.sanctioning import author_within_reach, require_reach
from moderation.use_cases.steps.telling import notify_featured, notify_sanction, notify_sanction_ended

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.desk_tables import Act
    from moderation.storage.tables import Comment

TOLD_BY: dict[Deed, str] = {
    Deed.FEATURE: "featured_at",
    Deed.MOVE: "article",
    Deed.THREAD: "mode",
    Deed.SANCTION: "stands",
    Deed.END_SANCTION: "stands",
    Deed.NOTE: "stands",
}
"""The deeds that can be undone, and which of the words that an act keeps tells how things stood."""


def featured(comment: Comment) -> dict[str, Any]:
    """Since when a comment is featured, as an act remembers it."""
    return {"featured_at": comment.featured_at.isoformat() if comment.featured_at else None}


def standing(known: Mapping[str, Any], *, stands: bool) -> dict[str, Any]:
    """What is known of a sanction or note and whether it stands, as an act remembers it."""
    return {**known, "stands": stands}


def done(act: Act) -> Done:
    """An act as far as undoing looks at it."""
    return Done(act.id, touched_by(act.deed, act.subject, act.after), act.undoes_id)


def role_to_undo(act: Act) -> Role:
    """The least role that may take the act back: that which it took."""
    return Role(act.after.get("role", Role.MANAGER))


@dataclass(frozen=True)
class Touched:
    """What an act changed, kept from others until this transaction ends: how it is ``now``, and what puts it back."""

    now: Any
    put_back: Callable[[datetime], None]


def touched(session: Session, caller: Caller, act: Act) -> Touched:
    """What the act changed.

    Raises:
        NotFound: when it is nothing that the caller works on.
        NotAllowed: when the caller's role does not reach.
    """
    require_role(caller, role_to_undo(act))
    return TOUCHED[act.deed](session, caller, act)


def _number(act: Act) -> str:
    return act.subject.partition(" ")[2]


def _featuring(session: Session, caller: Caller, act: Act) -> Touched:
    comment = comment_within_reach(session, caller, _number(act), to_change=True)

    def put_back(now: datetime) -> None:
        at = act.before["featured_at"]
        comment.featured_at = datetime.fromisoformat(at) if at else None
        comment.version += 1
        notify_featured(session, comment, now)

    return Touched(featured(comment)["featured_at"], put_back)


def _moving(session: Session, caller: Caller, act: Act) -> Touched:
    root = comment_within_reach(session, caller, _number(act), to_change=True)

    def put_back(now: datetime) -> None:
        article = articles.article_with(session, act.before["article"])
        assert article is not None, "no article is ever deleted"
        require_article(caller, article)
        move(session, root, article, now)

    return Touched(root.article_id, put_back)


def _thread(session: Session, caller: Caller, act: Act) -> Touched:
    article = articles.article_to_change_with(session, int(_number(act)))
    require_article(caller, article)

    def put_back(_now: datetime) -> None:
        article.mode = Mode(act.before["mode"]) if act.before["mode"] else None

    return Touched(article.mode, put_back)


def _sanction(session: Session, caller: Caller, act: Act) -> Touched:
    author_within_reach(session, caller, int(_number(act)), to_change=True)
    sanction = sanctions.sanction_now(session, act.after["sanction"])
    require_reach(caller, is_everywhere=sanction.is_everywhere)

    def put_back(now: datetime) -> None:
        sanction.ended_at = None if act.before["stands"] else now
        (notify_sanction if act.before["stands"] else notify_sanction_ended)(session, sanction, now)
        if act.after.get("batch") is not None:
            restore_earlier(session, caller, act.after["batch"], caller.account_id or 0, now)

    return Touched(sanction.ended_at is None, put_back)


def _note(session: Session, caller: Caller, act: Act) -> Touched:
    author_within_reach(session, caller, int(_number(act)), to_change=True)
    note_id = act.after["note"]
    return Touched(
        author_notes.is_there(session, note_id), lambda _now: author_notes.take_back(session, note_id)
    )


TOUCHED: dict[Deed, Callable[[Session, Caller, Act], Touched]] = {
    Deed.FEATURE: _featuring,
    Deed.MOVE: _moving,
    Deed.THREAD: _thread,
    Deed.SANCTION: _sanction,
    Deed.END_SANCTION: _sanction,
    Deed.NOTE: _note,
}
