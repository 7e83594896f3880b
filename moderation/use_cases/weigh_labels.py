"""Say what the labels count that come in with a key; those that count nothing are not learned from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.acts import Deed, subject_of
from moderation.domain.callers import OPERATOR, Caller, require_admin
from moderation.domain.errors import Malformed, NotFound
from moderation.storage import accounts
from moderation.storage.acts import Change, add_act

if TYPE_CHECKING:
    from moderation.parts import Parts


def weigh_labels(parts: Parts, which: str | int, weight: float, *, caller: Caller = OPERATOR) -> None:
    """Have each label that came or comes in with the key of this id, or the keys of this name, count so much of a
    manager's decision.

    Raises:
        NotSignedIn, NotAllowed: for all but administrators and the operator.
        Malformed: when the weight is not from 0 to 1.
        NotFound: when no key has this id or name.
    """
    admin_id = require_admin(caller)
    if not 0 <= weight <= 1:
        raise Malformed("A label counts from 0, for nothing, to 1, as much as a manager's decision.")
    with parts.database.writing() as session:
        keys = accounts.keys_called(session, which)
        if not keys:
            raise NotFound(f"No key is named {which}.", code="unknown_key")
        for key in keys:
            change = Change({"each_counts": _told(key.label_weight)}, {"each_counts": _told(weight)})
            key.label_weight = weight
            add_act(
                session,
                Deed.LABELS,
                subject_of("key", key.id),
                change,
                manager_id=admin_id,
                now=parts.now(),
                site_id=key.site_id,
            )


def _told(weight: float) -> str:
    return f"{weight * 100:g} %"
