"""Show an author's record to whoever decides about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.acts import subject_of
from moderation.domain.callers import Caller, require_manager
from moderation.domain.comments import Status
from moderation.domain.sanctions import Kind
from moderation.storage import acts, author_notes, author_record, sanctions, sites
from moderation.storage.areas import within
from moderation.storage.author_record import Reports
from moderation.use_cases.steps.listing import ListedComment, listed
from moderation.use_cases.steps.past_acts import PastAct, past_acts
from moderation.use_cases.steps.sanctioning import author_within_reach, is_over, role_to_end

if TYPE_CHECKING:
    from moderation.domain.rules import Canned
    from moderation.parts import Parts
    from moderation.storage.desk_tables import Sanction

PAGE = 20
"""How many comments, and how many acts, are shown at a time."""


@dataclass(frozen=True)
class ShownSanction:
    """A sanction, past or present; ``may_end`` when it counts now and the reader's role reaches."""

    id: int
    kind: Kind
    reason: str
    by: str | None
    begins_at: datetime
    ends_at: datetime | None
    ended_at: datetime | None
    acknowledged_at: datetime | None
    is_everywhere: bool
    is_in_force: bool
    may_end: bool


@dataclass(frozen=True)
class ShownNote:
    """What a colleague wrote about an author."""

    text: str
    by: str
    written_at: datetime


@dataclass(frozen=True)
class AuthorPage:
    """An author's record, as far as the caller works on what they wrote.

    ``seen`` goes back with a sanction; ``next`` is the comment to go on after, None at the end; ``canned`` are the
    site's texts for what authors read.
    """

    id: int
    name: str
    site: str
    site_name: str
    is_staff: bool
    has_account: bool
    since: datetime
    counts: Mapping[Status, int]
    reports: Reports
    sanctions: Sequence[ShownSanction]
    notes: Sequence[ShownNote]
    acts: Sequence[PastAct]
    comments: Sequence[ListedComment]
    next: str | None
    seen: int
    canned: Sequence[Canned]

    @property
    def total(self) -> int:
        """How many comments they ever wrote there."""
        return sum(self.counts.values())

    @property
    def rejected_share(self) -> float | None:
        """Which share of what was decided is rejected; None when nothing was."""
        decided = self.counts[Status.PUBLISHED] + self.counts[Status.REJECTED]
        return self.counts[Status.REJECTED] / decided if decided else None


def show_author(parts: Parts, caller: Caller, author_id: int, *, after: str | None = None) -> AuthorPage:
    """The author's record.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
        NotFound: when there is no such author, or none who wrote anything that the caller works on.
    """
    require_manager(caller)
    now = parts.now()
    with parts.database.reading() as session:
        author, site = author_within_reach(session, caller, author_id)
        theirs, subject = author_record.by(author), subject_of("author", author.id)
        found = author_record.comments_where(session, theirs, caller.areas, after=after, limit=PAGE + 1)
        around = acts.acts_around(session, subject, theirs, within(caller.areas), PAGE)
        latest = acts.latest_on(session, subject)
        return AuthorPage(
            id=author.id,
            name=author.name,
            site=site.slug,
            site_name=site.name,
            is_staff=author.is_staff,
            has_account=author.account_id is not None,
            since=author.created_at,
            counts=author_record.counts_where(session, theirs, caller.areas),
            reports=author_record.reports_by(session, author, caller.areas),
            sanctions=[_shown(each, caller, now) for each in sanctions.sanctions_on(session, author)],
            notes=[
                ShownNote(note.text, note.manager.name, note.written_at)
                for note in author_notes.notes_on(session, author)
            ],
            acts=past_acts(session, caller, around),
            comments=listed(session, found[:PAGE]),
            next=found[PAGE - 1].id if len(found) > PAGE else None,
            seen=latest.id if latest else 0,
            canned=sites.rules_of(site).canned,
        )


def _shown(sanction: Sanction, caller: Caller, now: datetime) -> ShownSanction:
    counts = not is_over(sanction, now) and not (sanction.kind is Kind.WARN and sanction.acknowledged_at)
    return ShownSanction(
        id=sanction.id,
        kind=sanction.kind,
        reason=sanction.reason,
        by=sanction.manager.name if sanction.manager else None,
        begins_at=sanction.begins_at,
        ends_at=sanction.ends_at,
        ended_at=sanction.ended_at,
        acknowledged_at=sanction.acknowledged_at,
        is_everywhere=sanction.is_everywhere,
        is_in_force=counts,
        may_end=counts and caller.role.reaches(role_to_end(sanction)),
    )
