"""Record that another model was put in service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.acts import Deed, subject_of
from moderation.storage.acts import Change, add_act

if TYPE_CHECKING:
    from moderation.parts import Parts


def record_model(parts: Parts, before: str, after: str) -> None:
    """Keep for the record that the operator had the model ``after`` take the place of the model ``before``."""
    with parts.database.writing() as session:
        change = Change({"model": before}, {"model": after})
        add_act(session, Deed.MODEL, subject_of("model", after), change, manager_id=None, now=parts.now())
