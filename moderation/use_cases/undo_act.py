"""Take back what was done at the desk, for as long as nobody built on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.acts import did, last_standing, touched_by
from moderation.domain.callers import Caller, require_manager
from moderation.domain.errors import Conflict, Malformed
from moderation.storage import acts
from moderation.use_cases.steps.undoing import TOLD_BY, done, touched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderation.parts import Parts
    from moderation.storage.desk_tables import Act


def undo_act(parts: Parts, caller: Caller, act_id: int) -> int:
    """The id of the act that undoes; what was acted on is again exactly as it was before.

    Raises:
        NotSignedIn, NotAllowed: for those who could not have done it.
        NotFound: when there is no such act, or it was done to nothing that the caller works on.
        Malformed: when such a deed cannot be undone, or it is an undo itself.
        Conflict: when somebody built on it; the message tells who did what since.
    """
    manager_id = require_manager(caller)
    now = parts.now()
    with parts.database.writing() as session:
        act = acts.act_with(session, act_id)
        if act.deed not in TOLD_BY or act.undoes_id is not None:
            raise Malformed("This cannot be undone.", code="not_undoable")
        thing = touched(session, caller, act)
        since = acts.acts_on(session, act.subject)
        told_by = TOLD_BY[act.deed]
        touches = touched_by(act.deed, act.subject, act.after)
        if last_standing(map(done, since), touches) != act.id or thing.now != act.after[told_by]:
            raise Conflict(_what_happened(act, since))
        thing.put_back(now)
        return acts.add_act(
            session,
            act.deed,
            act.subject,
            acts.Change(act.after, act.before),
            manager_id=manager_id,
            now=now,
            site_id=act.site_id,
            undoes=act,
        ).id


def _what_happened(act: Act, acts_on_it: Sequence[Act]) -> str:
    """Who did what since, in words."""
    touches = touched_by(act.deed, act.subject, act.after)
    later = [each for each in acts_on_it if each.id > act.id and done(each).touches == touches]
    by = next((each for each in later if each.undoes_id == act.id), later[0] if later else None)
    if by is None:
        return "This can no longer be undone: it changed since."
    who, at = by.manager.name if by.manager else "The command line", f"{by.acted_at:%H:%M} UTC"
    if by.undoes_id == act.id:
        return f"{who} undid this at {at} already."
    return f"This can no longer be undone: {who} {did(by.deed, by.after)} at {at}."
