"""Display names: what they may look like, and when two are the same to a reader's eye."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.errors import Malformed
from moderation.domain.folding import folded_text
from moderation.domain.reader_names import fault_of
from moderation.storage import accounts, sites

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LONGEST = 40


def checked_name(name: str) -> tuple[str, str]:
    """The name with its white space tidied, and folded, so that look-alikes meet.

    Raises:
        Malformed: when nothing visible is left, or it is too long.
    """
    tidy = " ".join(name.split())
    folded = folded_text(tidy).replace(" ", "")
    if not folded or len(tidy) > LONGEST or not tidy.isprintable():
        complaint = f"Choose a name of 1 to {LONGEST} visible characters."
        raise Malformed(complaint, fields={"name": [complaint]})
    return tidy, folded


def check_reader_name(session: Session, name: str) -> None:
    """Go on when a reader may be called so.

    Raises:
        Malformed: when the name passes for somebody at the desk, or for one of the publications.
    """
    publications = [site.name for site in sites.all_sites(session)]
    complaint = fault_of(name, publications, [each.name for each in accounts.managers(session)])
    if complaint is not None:
        raise Malformed(complaint, fields={"name": [complaint]})
