"""Read the audit: what was done at the desk, by whom, when and why, latest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from moderation.domain.acts import Deed, Question
from moderation.domain.callers import Caller, Role, require_role
from moderation.domain.comments import Action
from moderation.domain.errors import Malformed
from moderation.storage import acts, audit, desk_accounts
from moderation.use_cases.steps.ruling import reason_given

if TYPE_CHECKING:
    from moderation.parts import Parts
    from moderation.storage.desk_tables import Act
    from moderation.storage.tables import Article, Decision


@dataclass(frozen=True)
class Entry:
    """One line of the audit. Nobody (``by``) is the command line; ``subject`` is called ``name`` where it has one, and
    ``key_id`` is the key through which it was done, if it was one.
    """

    at: datetime
    by: str | None
    what: Deed | Action
    subject: str
    name: str | None
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    reason: str | None
    note: str | None
    is_undo: bool
    key_id: int | None
    place: tuple[datetime, str]

    @property
    def comment(self) -> str | None:
        """The comment that it was done to, if it was one."""
        kind, _, number = self.subject.partition(" ")
        return number if kind == "comment" else None


@dataclass(frozen=True)
class AuditPage:
    """A page of the audit; ``next`` is the place to go on after, ``people`` all who could have done something
    in what the caller works on.
    """

    entries: Sequence[Entry]
    next: tuple[datetime, str] | None
    people: Sequence[tuple[int, str]]


def read_audit(
    parts: Parts,
    caller: Caller,
    question: Question,
    *,
    after: tuple[datetime, str] | None = None,
    limit: int = 50,
) -> AuditPage:
    """A page of all that was done in what the caller works on.

    Raises:
        NotSignedIn, NotAllowed: for all but senior community managers.
        Malformed: when there is no such place to go on after.
    """
    account_id = require_role(caller, Role.SENIOR)
    sight = audit.Sight(caller.areas, account_id)
    place = _read(after) if after else None
    with parts.database.reading() as session:
        done = audit.acts(session, sight, question, place, limit + 1)
        decided = audit.decisions(session, sight, question, place, limit + 1)
        names = audit.names_of(session, [act.subject for act in done])
        notes = acts.notes_of(session, done)
        people = [(account.id, account.name) for account in desk_accounts.beside(session, caller.areas)]
    both = [
        *(_of_act(act, names, notes.get(act.id)) for act in done),
        *(_of_decision(decision, article) for decision, article in decided),
    ]
    both.sort(
        key=lambda entry: entry.at, reverse=True
    )  # stable: acts stay before decisions of the same moment
    page = both[:limit]
    return AuditPage(page, page[-1].place if len(both) > limit else None, people)


def _of_act(act: Act, names: Mapping[str, str], note: str | None) -> Entry:
    return Entry(
        at=act.acted_at,
        by=act.manager.name if act.manager else None,
        what=act.deed,
        subject=act.subject,
        name=names.get(act.subject),
        before=act.before,
        after=act.after,
        reason=None,
        note=note,
        is_undo=act.undoes_id is not None,
        key_id=act.key_id,
        place=(act.acted_at, f"{audit.ACT} {act.id}"),
    )


def _of_decision(decision: Decision, article: Article) -> Entry:
    reason = reason_given(decision)
    return Entry(
        at=decision.decided_at,
        by=decision.manager.name if decision.manager else None,
        what=decision.action,
        subject=f"comment {decision.comment_id}",
        name=article.title,
        before={"status": decision.before.value},
        after={"status": decision.after.value},
        reason=reason.label if reason else decision.reason,
        note=decision.note,
        is_undo=decision.undoes_id is not None,
        key_id=decision.key_id,
        place=(decision.decided_at, f"{audit.DECISION} {decision.id}"),
    )


def _read(after: tuple[datetime, str]) -> audit.Place:
    at, (kind, _, number) = after[0], after[1].partition(" ")
    if kind not in {audit.ACT, audit.DECISION} or not (number.isdecimal() and len(number) < 19):
        raise Malformed("There is no such place in the audit.", fields={"after": ["No such place."]})
    return at, kind, int(number)
