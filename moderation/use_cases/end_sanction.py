"""End a sanction before its time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.acts import Deed, subject_of
from moderation.domain.callers import Caller, require_manager, require_role
from moderation.domain.errors import Conflict
from moderation.storage import acts, sanctions
from moderation.use_cases.steps.sanctioning import author_within_reach, is_over, require_reach, role_to_end
from moderation.use_cases.steps.telling import notify_sanction_ended
from moderation.use_cases.steps.undoing import standing

if TYPE_CHECKING:
    from moderation.parts import Parts


def end_sanction(parts: Parts, caller: Caller, sanction_id: int) -> int:
    """The id of the act; whoever may make such a sanction may end it. What it rejected stays rejected.

    Raises:
        NotSignedIn, NotAllowed: for those whose role does not reach.
        NotFound: when there is no such sanction, or its author wrote nothing that the caller works on.
        Conflict: when it has ended already.
    """
    require_manager(caller)
    now = parts.now()
    with parts.database.writing() as session:
        author_id = sanctions.sanction_with(session, sanction_id).author_id
        author, site = author_within_reach(session, caller, author_id, to_change=True)
        sanction = sanctions.sanction_now(session, sanction_id)
        require_reach(caller, is_everywhere=sanction.is_everywhere)
        role = role_to_end(sanction)
        manager_id = require_role(caller, role)
        if is_over(sanction, now):
            raise Conflict("This has ended already.")
        sanction.ended_at = now
        notify_sanction_ended(session, sanction, now)
        said = {"sanction": sanction.id, "kind": sanction.kind, "role": role}
        change = acts.Change(standing(said, stands=True), standing(said, stands=False))
        subject = subject_of("author", author.id)
        return acts.add_act(
            session, Deed.END_SANCTION, subject, change, manager_id=manager_id, now=now, site_id=site.id
        ).id
