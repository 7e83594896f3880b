"""What readers may be called: nothing that passes for somebody at the desk, or for the publication itself."""

from __future__ import annotations

import re
from collections.abc import Collection

from moderation.domain.folding import folded_text

NEVER_INSIDE = frozenset(
    "admin admins administrator administrators moderator moderators staff official".split()
)
"""Words that make any name pass for somebody who decides."""

NEVER_ALONE = frozenset("editor editors manager managers moderation system support webmaster root".split())
"""Words that do so only by themselves: somebody may be called Joan Root."""

_DRAWN_ALIKE = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("l", "i"), ("1", "i"), ("0", "o"))


def fault_of(name: str, publications: Collection[str], staff: Collection[str]) -> str | None:
    """Why a reader cannot have this name beside these publications and names of staff; None when they can."""
    words = re.findall(r"\w+", folded_text(name))
    if "@" in name or "://" in name:
        return "A name is no address. Choose one that others may see."
    if NEVER_INSIDE & set(words) or skeleton(name) in NEVER_ALONE:
        return "This name would pass for somebody who works here. Choose another."
    if any(_stands_in(re.findall(r"\w+", folded_text(each)), words) for each in publications):
        return "This name would pass for the publication itself. Choose another."
    if skeleton(name) in {skeleton(each) for each in staff}:
        return "This name, or one that looks like it, is taken."
    return None


def skeleton(name: str) -> str:
    """What is left of a name when all that looks alike is one: without case, disguise, spaces and signs."""
    plain = "".join(re.findall(r"\w+", folded_text(name))).replace("_", "")
    for drawn, like in _DRAWN_ALIKE:
        plain = plain.replace(drawn, like)
    return plain


def _stands_in(looked_for: list[str], words: list[str]) -> bool:
    size = len(looked_for)
    return size > 0 and any(words[at : at + size] == looked_for for at in range(len(words) - size + 1))
