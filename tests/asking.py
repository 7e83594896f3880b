"""Readers who ask: reports and appeals in one line, and what the tables say of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from moderation.domain.acts import Deed
from moderation.domain.appeals import Ground
from moderation.domain.callers import Caller, NamedAuthor
from moderation.domain.comments import Action
from moderation.domain.decisions import Choice
from moderation.parts import Parts
from moderation.storage.desk_tables import Act, Appeal, Notice, Report
from moderation.storage.hook_tables import Delivery
from moderation.use_cases.appeal_decision import Appealed, NewAppeal, appeal_decision
from moderation.use_cases.decide_comment import decide_comment
from moderation.use_cases.list_notices import Whose, list_notices
from moderation.use_cases.report_comment import NewReport, Reported, report_comment
from moderation.use_cases.review_comment import review_comment
from tests.making import NOON, at

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


def a_report(parts: Parts, machine: Caller, comment: str, who: str = "rita", **said: Any) -> Reported:
    """Rita's report of a comment, as the site's machine sends it."""
    ground = said.pop("ground", Ground.COURTESY)
    new = NewReport(machine.site or "", comment, ground, author=NamedAuthor(who, who.title()), **said)
    return report_comment(parts, machine, new)


def an_appeal(parts: Parts, machine: Caller, comment: str, note: str = "I quoted it.") -> Appealed:
    """Ada's appeal, as the site's machine sends it."""
    return appeal_decision(
        parts, machine, NewAppeal(machine.site or "", comment, note, NamedAuthor("ada", "Ada"))
    )


def decided(
    parts: Parts, manager: Caller, comment: str, action: Action, reason: str | None = "insult"
) -> int:
    """A manager's decision on a comment as it stands now."""
    version = review_comment(parts, manager, comment).version
    return decide_comment(
        parts, manager, comment, version, Choice(action, reason if action is Action.REJECT else None)
    )


def told(parts: Parts, machine: Caller, after: timedelta, who: str = "ada") -> list[str]:
    """The news that somebody knows so long after noon, the latest first."""
    later = at(parts, NOON + after)
    return [each.news.value for each in list_notices(later, machine, Whose(machine.site or "", who)).notices]


def rows(parts: Parts, table: type[Report | Appeal | Notice | Delivery]) -> list[dict[str, Any]]:
    """Every row of a table, as it stands."""
    with parts.database.reading() as session:
        return [
            {column.name: getattr(row, column.name) for column in table.__table__.columns}
            for row in session.scalars(select(table).order_by(table.id))
        ]


def settlings(parts: Parts) -> list[dict[str, Any]]:
    """What the acts keep of appeals that were settled."""
    with parts.database.reading() as session:
        return [dict(act.after) for act in session.scalars(select(Act).where(Act.deed == Deed.APPEAL))]
