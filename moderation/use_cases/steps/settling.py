"""Settling what was asked about a comment when a manager decides on it or its author takes it back, and opening it
again when that is undone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.acts import Deed, subject_of
from moderation.domain.appeals import may_settle
from moderation.domain.comments import Action
from moderation.domain.hooks import Happening
from moderation.storage import accounts, acts, appeals, decisions, reports
from moderation.use_cases.steps.announcing import announce
from moderation.use_cases.steps.noticing import Answered

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.desk_tables import Act, Appeal, Report
    from moderation.storage.tables import Comment, Decision

SETTLES = {Action.PUBLISH, Action.REJECT}
TAKES_BACK = {Action.WITHDRAW, Action.ERASE}


@dataclass(frozen=True)
class _Settling:
    """A manager's decision on a comment, as it settles what is open about it."""

    session: Session
    comment: Comment
    decision: Decision
    now: datetime

    def reports(self, settled: Sequence[Report]) -> None:
        """Rejecting upholds them."""
        upheld = self.decision.action is Action.REJECT
        for report in settled:
            report.settled_at, report.upheld = self.now, upheld
        ids = [report.id for report in settled]
        self._record(Deed.REPORT, acts.Change({"open": ids}, {"reports": ids, "upheld": upheld}))

    def appeal(self, appeal: Appeal, *, by_a_party: bool) -> None:
        """All but rejecting upholds it; kept and told apart is what was done by who had a part in the matter."""
        upheld = self.decision.action is not Action.REJECT
        appeal.settled_at, appeal.upheld, appeal.manager_id = self.now, upheld, self.decision.manager_id
        settled = {"appeal": appeal.id, "upheld": upheld, "by_a_party": by_a_party}
        self._record(Deed.APPEAL, acts.Change({"open": appeal.id}, settled))
        said = {**settled, "decision": self.decision.id}
        announce(self.session, self.comment, Happening.SETTLED, self.now, **said)

    def nothing_to_decide(self, settled: Sequence[Report | Appeal]) -> None:
        """The author took the comment back: nobody was right or wrong, and no manager did anything."""
        for each in settled:
            each.settled_at = self.now

    def wait_again(self) -> None:
        """What was settled when the author took the comment back, and by nobody, is open again."""
        for report in reports.settled_by_nobody(self.session, self.comment.id):
            report.settled_at = None
        for appeal in appeals.settled_by_nobody(self.session, self.comment.id):
            appeal.settled_at = None

    def undo(self, act: Act) -> None:
        """What the act settled is open again, and nothing else."""
        if act.deed is Deed.REPORT:
            for report in reports.reports_with(self.session, act.after["reports"]):
                report.settled_at = report.upheld = None
        else:
            appeal = appeals.appeal_with(self.session, act.after["appeal"])
            appeal.settled_at = appeal.upheld = appeal.manager_id = appeal.answer = None
        self._record(act.deed, acts.Change(act.after, act.before), undoes=act)

    def _record(self, deed: Deed, change: acts.Change, undoes: Act | None = None) -> None:
        acts.add_act(
            self.session,
            deed,
            _subject(self.comment.id),
            acts.Change(change.before, {**change.after, "decision": self.decision.id}),
            manager_id=self.decision.manager_id,
            now=self.now,
            site_id=self.comment.article.site_id,
            undoes=undoes,
        )


def settle(session: Session, made: Sequence[tuple[Comment, Decision]], now: datetime) -> list[Answered]:
    """Each decision of a manager, or of the comment's author, with the reports and the appeal that it settled.

    Rejecting upholds what readers reported, publishing upholds what the author appealed; each is recorded with the
    decision that did it. An undo opens exactly those again, and settles an appeal against what it takes back.
    Who had a part in what is appealed may change their mind; it is kept, and told, as that.
    """
    comment_ids = [comment.id for comment, _ in made]
    waiting = reports.open_reports(session, comment_ids), appeals.open_appeals(session, comment_ids)
    parties = _decided_by_a_party(session, made, waiting[1])
    undone = _settled_by(session, [decision for _, decision in made if decision.undoes_id is not None])
    answered = []
    for comment, decision in made:
        settling = _Settling(session, comment, decision, now)
        if decision.action is Action.UNDO:
            settled = undone.get(decision.undoes_id or 0, ())
            _undo(settling, settled, waiting[1].get(comment.id), by_a_party=decision.id in parties)
            answered.append(Answered(comment, decision))
        elif decision.action in SETTLES:
            found = waiting[0].get(comment.id, []), waiting[1].get(comment.id)
            _settle(settling, *found, by_a_party=decision.id in parties)
            answered.append(Answered(comment, decision, *found, by_a_party=decision.id in parties))
        elif decision.action in TAKES_BACK:
            reported, appeal = waiting[0].get(comment.id, []), waiting[1].get(comment.id)
            settling.nothing_to_decide([*reported, *([appeal] if appeal else [])])
            answered.append(Answered(comment, decision, reported))
        elif decision.action is Action.PUT_BACK:
            settling.wait_again()
            answered.append(Answered(comment, decision))
        else:
            answered.append(Answered(comment, decision))
    return answered


def _settle(
    settling: _Settling, open_reports: Sequence[Report], appeal: Appeal | None, *, by_a_party: bool
) -> None:
    if open_reports:
        settling.reports(open_reports)
    if appeal is not None:
        settling.appeal(appeal, by_a_party=by_a_party)


def _undo(settling: _Settling, settled: Sequence[Act], appeal: Appeal | None, *, by_a_party: bool) -> None:
    for act in settled:
        settling.undo(act)
    if appeal is not None and appeal.decision_id == settling.decision.undoes_id:
        settling.appeal(appeal, by_a_party=by_a_party)


def _decided_by_a_party(
    session: Session, made: Sequence[tuple[Comment, Decision]], waiting: Mapping[str, Appeal]
) -> set[int]:
    """Which of these decisions were made by somebody who may not settle the comment's appeal: they had a part in it."""
    histories = decisions.histories(session, list(waiting)) if waiting else {}
    found = set()
    for comment, decision in made:
        if (appeal := waiting.get(comment.id)) and decision.manager_id is not None:
            role = accounts.account_with(session, decision.manager_id).role
            before = [each.manager_id for each in histories[comment.id] if each.id < decision.id]
            earlier = {each for each in before if each is not None}
            if not may_settle(role, decision.manager_id, appeal.decision.manager_id, earlier):
                found.add(decision.id)
    return found


def _settled_by(session: Session, undos: Sequence[Decision]) -> dict[int, list[Act]]:
    """What the decisions settled that these undo, by the undone decision."""
    found: dict[int, list[Act]] = {}
    subjects = [_subject(undo.comment_id) for undo in undos]
    for act in acts.acts_of(session, (Deed.REPORT, Deed.APPEAL), subjects):
        if act.undoes_id is None:
            found.setdefault(int(act.after["decision"]), []).append(act)
    return found


def _subject(comment_id: str) -> str:
    """Not the comment itself, so that its own acts, which can be undone one by one, stay apart from these."""
    return subject_of("asks", comment_id)
