"""Refusing who signs up, or writes as a guest, from a network or with a mail domain that is blocked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.blocks import is_covered
from moderation.domain.errors import NotAllowed
from moderation.storage import blocks

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def refuse_blocked(session: Session, address: str, mail: str | None) -> None:
    """Go on when nothing blocks this network address or mail address.

    Raises:
        NotAllowed: when something does; which of the two is not said.
    """
    if is_covered(blocks.all_blocks(session), address, mail):
        raise NotAllowed("New readers are not taken in from here. Write to the publication.", code="blocked")
