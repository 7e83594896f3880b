"""Section paths, as a person writes them."""

from __future__ import annotations

from moderation.domain.articles import SEPARATOR
from moderation.domain.errors import Malformed

MOST, LONGEST = 5, 100
"""How many sections a path may have, and how long each name: as many as an article may name."""


def section_path(written: str) -> str:
    """The path as articles have it, from ``Home/World`` or ``Home / World``.

    Raises:
        Malformed: when it names no section, or one without a name.
    """
    names = [name.strip() for name in written.split("/")]
    fits = len(names) <= MOST and all(0 < len(name) <= LONGEST for name in names)
    if not fits or not written.isprintable():
        complaint = 'Name the section by its path, like "Home / World".'
        raise Malformed(complaint, fields={"section": [complaint]})
    return SEPARATOR.join(names)
