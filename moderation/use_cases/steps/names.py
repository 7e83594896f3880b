"""Display names: what they may look like, and when two are the same to a reader's eye."""

from __future__ import annotations

from moderation.domain.errors import Malformed
from moderation.domain.folding import folded_text

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
