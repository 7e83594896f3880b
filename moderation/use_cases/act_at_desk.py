"""Say as whom a key acts at the desk, and count the request against the key's limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_manager, require_scope
from moderation.domain.errors import NotAllowed
from moderation.use_cases.steps.allowing import allow_ahead

if TYPE_CHECKING:
    from moderation.parts import Parts


def act_at_desk(parts: Parts, caller: Caller) -> Caller:
    """The account that the key acts as, with its role, and with what it works on of the key's site.

    Raises:
        NotSignedIn: without a key.
        NotAllowed: when the key is none for the desk, or its account may not work there, or on nothing of its site.
        TooMany: when the key asked as often as it may for now.
    """
    require_scope(caller, "desk", caller.site or "")
    if caller.acts_as is None:
        raise NotAllowed("Whom this key acts as does not work on its site.", code="scope_missing")
    require_manager(caller.acts_as)
    allow_ahead(parts, caller, "desk")
    return caller.acts_as
