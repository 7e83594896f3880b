"""What authors and reporters are told of managers' decisions, and reporters of what an author took back.

A notice that a later decision makes stale is called off by that decision's own (``instead_of``), and stands again when
that one is called off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from moderation.domain.comments import BY_AUTHOR, Action, Status
from moderation.domain.findings import Verdict
from moderation.domain.notices import LEAVES_AFTER, News
from moderation.storage import decisions, notices
from moderation.storage.desk_tables import Notice
from moderation.use_cases.steps.notifying import tell_outcome
from moderation.use_cases.steps.ruling import reason_given
from moderation.use_cases.steps.telling import Reversal, notice_of, taken_back

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.desk_tables import Appeal, Report
    from moderation.storage.tables import Comment, Decision


@dataclass(frozen=True)
class Answered:
    """A decision of a manager or of the comment's author, with the reports and the appeal that it settled.

    ``by_a_party`` says that who decided had a part in what is appealed: no other eyes saw it.
    """

    comment: Comment
    decision: Decision
    reports: Sequence[Report] = ()
    appeal: Appeal | None = None
    by_a_party: bool = False


def notify_decisions(session: Session, made: Sequence[Answered], now: datetime) -> None:
    """Queue what follows for authors and reporters from these decisions, and take back what an undo undid."""
    _notify_of_undone(session, [each for each in made if each.decision.action in _TAKES_BACK], now)
    deciding = [each for each in made if each.decision.action not in _TAKES_BACK]
    stale = _pending(session, deciding, now)
    queued: list[Notice] = []
    for each in deciding:
        told = _for_the_author(each, stale.get(each.comment.id, ()), now)
        queued += [told] if told else []
        queued += [_for_a_reporter(each, report, now) for report in each.reports if report.author_id]
        for report in each.reports:
            if report.notifier is not None:
                tell_outcome(session, report, now + LEAVES_AFTER)
    notices.add_notices(session, queued)


_TAKES_BACK = {Action.UNDO, Action.PUT_BACK}


def _notify_of_undone(session: Session, undone: Sequence[Answered], now: datetime) -> None:
    caused: dict[str, list[Notice]] = {}
    for notice in notices.caused_by(session, [_cause(each.decision.undoes_id) for each in undone]):
        caused.setdefault(notice.cause, []).append(notice)
    again = [each.comment.id for each in undone if each.decision.after is Status.REJECTED]
    histories = decisions.histories(session, again) if again else {}
    told: list[Notice] = []
    for each in undone:
        found = caused.get(_cause(each.decision.undoes_id), [])
        if found:
            said = _stands_again(each.decision, histories.get(each.comment.id, ()))
            told += taken_back(session, found, Reversal(_cause(each.decision.id), now, said))
    notices.add_notices(session, told)


def _stands_again(undo: Decision, history: Sequence[Decision]) -> dict[str, Any]:
    """What the author should know of how the comment stands after an undo."""
    if undo.after is not Status.REJECTED:
        return {"status": undo.after.value}
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
    if each.decision.action in BY_AUTHOR:
        return None  # who did it knows
    said = {
        "status": each.decision.after.value,
        **_why(each.decision),
        **({"upheld": each.appeal.upheld, "answer": each.appeal.answer} if each.appeal else {}),
        **({"instead_of": [notice.id for notice in stale]} if stale else {}),
    }
    news = _news(each, stale)
    author = each.comment.author_id
    return notice_of(news, _cause(each.decision.id), now, said, author_id=author, comment_id=each.comment.id)


def _news(each: Answered, stale: Sequence[Notice]) -> News:
    if each.appeal is not None and not each.by_a_party:
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
    return notice_of(
        News.REPORT_SETTLED,
        _cause(each.decision.id),
        now,
        {"upheld": report.upheld},
        author_id=report.author_id,
        comment_id=each.comment.id,
    )


def _cause(decision_id: int | None) -> str:
    return f"decision {decision_id}"
