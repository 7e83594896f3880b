"""Queueing what people are to be told, and taking it back when its cause was undone.

Every notice names its cause. An undo before it is due calls it off, so that nobody hears of a slip of the hand;
afterwards its reader is told that it was reversed. A notice that a later decision makes stale is called off by that
decision's own (``instead_of``), and stands again when that one is called off.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from moderation.domain.comments import Action, Status
from moderation.domain.findings import Verdict
from moderation.domain.notices import LEAVES_AFTER, News
from moderation.storage import decisions, notices
from moderation.storage.desk_tables import Notice
from moderation.use_cases.steps.ruling import reason_given

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.desk_tables import Appeal, Report, Sanction
    from moderation.storage.tables import Comment, Decision


@dataclass(frozen=True)
class Answered:
    """A manager's decision on a comment, with the reports and the appeal that it settled."""

    comment: Comment
    decision: Decision
    reports: Sequence[Report] = ()
    appeal: Appeal | None = None


@dataclass(frozen=True)
class Reversal:
    """What took an earlier cause back: its own cause, when, and what the reader should know of it."""

    cause: str
    at: datetime
    said: dict[str, Any]


def notify_decisions(session: Session, made: Sequence[Answered], now: datetime) -> None:
    """Queue what follows for authors and reporters from these decisions, and take back what an undo undid."""
    _notify_of_undone(session, [each for each in made if each.decision.action is Action.UNDO], now)
    deciding = [each for each in made if each.decision.action is not Action.UNDO]
    stale = _pending(session, deciding, now)
    queued: list[Notice] = []
    for each in deciding:
        told = _for_the_author(each, stale.get(each.comment.id, ()), now)
        queued += [told] if told else []
        queued += [_for_a_reporter(each, report, now) for report in each.reports if report.author_id]
    notices.add_notices(session, queued)


def notify_sanction(session: Session, sanction: Sanction, now: datetime) -> None:
    """Queue what the author is told of a new sanction."""
    until = sanction.ends_at
    said = {
        "kind": sanction.kind.value,
        "reason": sanction.reason,
        "until": f"{until.day} {until:%B %Y}" if until else None,
    }
    queued = _notice(News.SANCTIONED, sanction_cause(sanction), now, said, author_id=sanction.author_id)
    notices.add_notices(session, [queued])


def notify_sanction_ended(session: Session, sanction: Sanction, now: datetime) -> None:
    """Take back what the author was to be told of a sanction: called off in time, else told as reversed."""
    cause = sanction_cause(sanction)
    take_back(session, cause, Reversal(f"{cause} ended", now, {"about": "sanction"}))


def sanction_cause(sanction: Sanction) -> str:
    """How notices name a sanction as their cause."""
    return f"sanction {sanction.id}"


def take_back(session: Session, cause: str, reversal: Reversal) -> None:
    """Call off what is not due of this cause; tell everybody else whom it was told that it was reversed."""
    notices.add_notices(session, _taken_back(session, notices.caused_by(session, [cause]), reversal))


def _taken_back(session: Session, caused: Iterable[Notice], reversal: Reversal) -> list[Notice]:
    """What is to be told of what was told before; what was not yet is called off."""
    told: list[Notice] = []
    for notice in caused:
        if notice.called_off_at is not None:
            continue
        if notice.due_at > reversal.at:
            notice.called_off_at = reversal.at
            for stale in notices.notices_with(session, notice.said.get("instead_of", ())):
                stale.called_off_at = None
        else:
            told.append(_reversed(notice, reversal))
    return told


def _reversed(notice: Notice, reversal: Reversal) -> Notice:
    about = {"about": "report"} if notice.news is News.REPORT_SETTLED else {}
    return Notice(
        news=News.REVERSED,
        author_id=notice.author_id,
        account_id=notice.account_id,
        comment_id=notice.comment_id,
        cause=reversal.cause,
        said={**reversal.said, **about},
        made_at=reversal.at,
        due_at=reversal.at + LEAVES_AFTER,
    )


def _notify_of_undone(session: Session, undone: Sequence[Answered], now: datetime) -> None:
    caused: dict[str, list[Notice]] = {}
    for notice in notices.caused_by(session, [_cause(each.decision.undoes_id) for each in undone]):
        caused.setdefault(notice.cause, []).append(notice)
    told: list[Notice] = []
    for each in undone:
        found = caused.get(_cause(each.decision.undoes_id), [])
        if found:
            said = _stands_again(session, each.decision)
            told += _taken_back(session, found, Reversal(_cause(each.decision.id), now, said))
    notices.add_notices(session, told)


def _stands_again(session: Session, undo: Decision) -> dict[str, Any]:
    """What the author should know of how the comment stands after an undo."""
    if undo.after is not Status.REJECTED:
        return {"status": undo.after.value}
    history = decisions.history(session, undo.comment_id)
    earlier = [each for each in history if each.id < (undo.undoes_id or 0)]
    rejecting = next((each for each in earlier if each.action is Action.REJECT), None)
    return {"status": undo.after.value, **(_why(rejecting) if rejecting else {})}


def _pending(session: Session, made: Sequence[Answered], now: datetime) -> dict[str, list[Notice]]:
    """What these comments' authors are still to be told, and would be wrong after these decisions, by comment."""
    moved = {each.comment.id: each.comment.author_id for each in made if _moves(each.decision)}
    found: dict[str, list[Notice]] = {}
    for notice in notices.pending_about(session, list(moved), now):
        if notice.comment_id and notice.author_id == moved[notice.comment_id] and notice.news in _OF_STATUS:
            found.setdefault(notice.comment_id, []).append(notice)
    return found


_OF_STATUS = {News.REJECTED, News.PUBLISHED, News.REVERSED, News.APPEAL_SETTLED}


def _moves(decision: Decision) -> bool:
    return decision.before is not decision.after


def _for_the_author(each: Answered, stale: Sequence[Notice], now: datetime) -> Notice | None:
    """What the comment's author is told, if anything changes for them; it stands in for what is stale."""
    if each.comment.author.is_staff or not (_moves(each.decision) or each.appeal):
        return None
    for notice in stale:
        notice.called_off_at = now
    said = {
        "status": each.decision.after.value,
        **_why(each.decision),
        **({"upheld": each.appeal.upheld, "answer": each.appeal.answer} if each.appeal else {}),
        **({"instead_of": [notice.id for notice in stale]} if stale else {}),
    }
    news = _news(each, stale)
    author = each.comment.author_id
    return _notice(news, _cause(each.decision.id), now, said, author_id=author, comment_id=each.comment.id)


def _news(each: Answered, stale: Sequence[Notice]) -> News:
    if each.appeal is not None:
        return News.APPEAL_SETTLED
    if each.decision.after is Status.REJECTED:
        return News.REJECTED
    knew = not any(notice.news is News.REJECTED for notice in stale)
    turned = each.decision.before is Status.REJECTED and knew
    return News.REVERSED if turned or each.decision.after is Status.HELD else News.PUBLISHED


def _why(decision: Decision) -> dict[str, Any]:
    """Why it was rejected, in the words of its reason, or of the findings where there is none."""
    if decision.after is not Status.REJECTED:
        return {}
    reason = reason_given(decision)
    if reason is not None:
        return {"told": reason.told}
    told = dict.fromkeys(
        str(row["told"]) for row in decision.findings if row["verdict"] != Verdict.PUBLISH.value
    )
    return {"told": " ".join(told)}


def _for_a_reporter(each: Answered, report: Report, now: datetime) -> Notice:
    return _notice(
        News.REPORT_SETTLED,
        _cause(each.decision.id),
        now,
        {"upheld": report.upheld},
        author_id=report.author_id,
        comment_id=each.comment.id,
    )


def _cause(decision_id: int | None) -> str:
    return f"decision {decision_id}"


def _notice(
    news: News,
    cause: str,
    now: datetime,
    said: dict[str, Any],
    *,
    author_id: int | None,
    comment_id: str | None = None,
) -> Notice:
    return Notice(
        news=news,
        cause=cause,
        author_id=author_id,
        comment_id=comment_id,
        said=said,
        made_at=now,
        due_at=now + LEAVES_AFTER,
    )
