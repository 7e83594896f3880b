"""Refusing who signs up, or writes as a guest, from a network or with a mail domain that is blocked; and who blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.blocks import is_covered
from moderation.domain.callers import Caller, Role, require_role
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


def require_everywhere(caller: Caller) -> int | None:
    """The account id of who may block, for blocks count on every site; None for the operator at the command line.

    Raises:
        NotSignedIn, NotAllowed: for all but senior community managers who work on every site.
    """
    if caller.is_operator:
        return None
    account_id = require_role(caller, Role.SENIOR)
    if caller.areas:
        raise NotAllowed("Only who works on every site may do this for all of them.", code="out_of_reach")
    return account_id
