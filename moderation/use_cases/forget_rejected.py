"""Take away the texts of comments that were rejected longer ago than their site keeps them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.acts import Deed, subject_of
from moderation.domain.promises import rejected_kept
from moderation.storage import acts, kept_texts, sites, waits, words
from moderation.use_cases.steps.repeating import numbers_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.account_tables import Site

AT_ONCE = 1000
"""How many comments of a site lose their text in one run, so that nobody who writes meanwhile waits long."""


def forget_rejected(parts: Parts) -> int:
    """How many comments lost their text: what they said is gone, that they were there still counts.

    Each site's run is recorded with the last decision it came to, where the next run goes on.
    """
    now = parts.now()
    with parts.database.reading() as session:
        everywhere = sites.all_sites(session)
    forgotten = 0
    for site in everywhere:
        kept = rejected_kept(sites.rules_of(site))
        if kept is not None:
            with parts.database.writing() as session:
                waits.lock_site(session, site)
                forgotten += _forget(session, site, now - kept, now)
    return forgotten


def _forget(session: Session, site: Site, until: datetime, now: datetime) -> int:
    subject = subject_of("site", site.id)
    came_to = kept_texts.last_run(session, subject)
    due = kept_texts.rejected_until(session, site.id, until, after=came_to, limit=AT_ONCE)
    if not due:
        return 0
    for revision in kept_texts.revisions_of(session, [each.comment_id for each in due]):
        kept_texts.take_away(session, revision, numbers_of(revision))
    words.let_go(session)
    change = acts.Change({"decision": came_to}, {"decision": due[-1].decision_id, "comments": len(due)})
    acts.add_act(session, Deed.FORGET, subject, change, manager_id=None, now=now, site_id=site.id)
    return len(due)
