"""Approve or reject the comments that a manager picked, as one batch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_manager
from moderation.domain.decisions import Choice, check_choice
from moderation.use_cases.steps.batching import Made, decide_as_seen

if TYPE_CHECKING:
    from moderation.parts import Parts


def decide_picked(parts: Parts, caller: Caller, picked: Mapping[str, int], choice: Choice) -> Made:
    """The batch; ``picked`` are the comments' versions as the manager saw them, by id.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
        Malformed: when the choice is none, or no comment or too many are picked.
        Conflict: when one of them changed since; nothing is done then.
    """
    manager_id = require_manager(caller)
    check_choice(choice)
    with parts.database.writing() as session:
        return decide_as_seen(
            session, caller, manager_id, picked, choice, asked={"picked": len(picked)}, now=parts.now()
        )
