"""Who it is that writes, reports or appeals, and what managers see of what is asked about a comment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.appeals import GROUND_LABELS, Ground, may_settle
from moderation.domain.callers import Caller, NamedAuthor, require_scope
from moderation.domain.comments import Status
from moderation.domain.errors import Malformed, NotFound, NotSignedIn
from moderation.storage import accounts, authors, comments, identities
from moderation.use_cases.steps.names import checked_name

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.account_tables import Site
    from moderation.storage.desk_tables import Appeal, Report
    from moderation.storage.tables import Author, Comment, Decision


@dataclass(frozen=True)
class OpenReport:
    """A report that waits: on which ground, what was written, what it weighs, and by whom.

    Without an account that is None, and ``says`` is who they say they are, unproven.
    """

    ground: Ground
    label: str
    note: str | None
    weight: float
    by: str | None
    made_at: datetime
    says: str = ""

    @property
    def standing(self) -> str:
        """What is known of who reports, in a few words; nothing of somebody new, or right half the time."""
        if self.by is None:
            return "without an account: holds nothing by itself"
        if self.weight > USUALLY:
            return "usually right"
        return "usually wrong" if self.weight < 2 - USUALLY else ""


USUALLY = 1.3
"""From this weight on (two of three reports were right) a reader is told of as usually right."""


@dataclass(frozen=True)
class OpenAppeal:
    """An appeal that waits: what the author wrote, against whose decision (None: the automatic check's), and who has
    decided on the comment so far; ``staff`` is who works on it.
    """

    id: int
    note: str
    made_at: datetime
    decision: int
    against: int | None
    deciders: frozenset[int]
    staff: Sequence[Caller]

    def may_be_answered_by(self, caller: Caller) -> bool:
        """Whether the caller had no part in what is appealed."""
        return may_settle(caller.role, caller.account_id or 0, self.against, self.deciders)

    @property
    def has_nobody(self) -> bool:
        """Whether all who work on the comment had a part in it, so that none of them may answer."""
        return not any(map(self.may_be_answered_by, self.staff))


@dataclass(frozen=True)
class Asks:
    """What is asked about a comment and not answered yet; reports of the weight ``hold_at`` would hold it."""

    reports: Sequence[OpenReport]
    hold_at: float
    appeal: OpenAppeal | None

    @property
    def weight(self) -> float:
        """What the open reports weigh together."""
        return sum(report.weight for report in self.reports)


def asks_of(
    found: Sequence[Report],
    appeal: Appeal | None,
    history: Sequence[Decision],
    hold_at: float,
    staff: Sequence[Caller],
) -> Asks:
    """What is open about a comment on which this was decided so far, and these work; reports of that weight hold it."""
    return Asks(
        reports=[
            OpenReport(
                report.ground,
                GROUND_LABELS[report.ground],
                report.note,
                report.weight,
                report.author.name if report.author else None,
                report.made_at,
                " · ".join(filter(None, (report.notifier.name, report.notifier.mail_address)))
                if report.notifier
                else "",
            )
            for report in found
        ],
        hold_at=hold_at if found else 0.0,
        appeal=OpenAppeal(
            appeal.id,
            appeal.note,
            appeal.made_at,
            appeal.decision_id,
            appeal.decision.manager_id,
            frozenset(each.manager_id for each in history if each.manager_id is not None),
            staff,
        )
        if appeal
        else None,
    )


def check_asker(caller: Caller, site: str, named: NamedAuthor | None) -> None:
    """Refuse who may not speak here: a key speaks for authors that it names, an account for itself.

    Raises:
        NotSignedIn, NotAllowed, Malformed: when nobody, or the wrong one, is asking.
    """
    if caller.key_id is not None:
        require_scope(caller, "comments", site)
        if named is None:
            raise Malformed("A key says who is asking.", fields={"author": ["Name the author."]})
    elif not caller.is_reader:
        raise NotSignedIn("Sign in first.")
    elif named is not None:
        raise Malformed("Only a key of the site may name authors.", fields={"author": ["Leave this out."]})


def asker_on(
    session: Session, caller: Caller, site: Site, named: NamedAuthor | None, now: datetime
) -> Author:
    """The author on this site who is asking, made now if they never wrote here."""
    if named is not None:
        name, _ = checked_name(named.name)
        return authors.author_of_identity(session, site, named.id, name, now)
    if caller.author_id is not None:
        return identities.author_numbered(session, caller.author_id)
    return authors.author_of_account(
        session, site, accounts.account_with(session, caller.account_id or 0), now
    )


def comment_of(session: Session, site: str, comment_id: str) -> Comment:
    """A comment of this site, kept from others until this transaction ends.

    Raises:
        NotFound: when the site has no such comment.
    """
    comment = comments.comment_with(session, comment_id, to_change=True)
    if comment.article.site.slug != site:
        raise NotFound("There is no such comment.", code="unknown_comment")
    return comment


def seen_comment(session: Session, site: str, comment_id: str, own: Sequence[int]) -> Comment:
    """A comment of this site that is published, or by these authors, whose it is to see.

    Raises:
        NotFound: when there is none.
    """
    comment = comments.comment_with(session, comment_id)
    shows = comment.status is Status.PUBLISHED or comment.author_id in own
    if comment.article.site.slug != site or not shows:
        raise NotFound("There is no such comment.", code="unknown_comment")
    return comment
