"""Say what the labels count that come in with a key; those that count nothing are not learned from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.errors import Malformed, NotFound
from moderation.storage import accounts

if TYPE_CHECKING:
    from moderation.parts import Parts


def weigh_labels(parts: Parts, key: str, weight: float) -> None:
    """Have each label that came or comes in with the keys of this name count so much of a manager's decision.

    Raises:
        Malformed: when the weight is not from 0 to 1.
        NotFound: when no key has this name.
    """
    if not 0 <= weight <= 1:
        raise Malformed("A label counts from 0, for nothing, to 1, as much as a manager's decision.")
    with parts.database.writing() as session:
        if accounts.weigh_keys(session, key, weight) == 0:
            raise NotFound(f"No key is named {key}.", code="unknown_key")
