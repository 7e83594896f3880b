"""List where the comments come in that a manager works on, for narrowing a queue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.articles import along
from moderation.domain.callers import Area, Caller, require_manager
from moderation.storage import queue

if TYPE_CHECKING:
    from moderation.parts import Parts


@dataclass(frozen=True)
class Places:
    """The sites and sections, each with all below it and in the order of their paths, and the articles' languages."""

    areas: Sequence[tuple[Area, str]]
    languages: Sequence[str]


def list_places(parts: Parts, caller: Caller) -> Places:
    """Every site and section that the caller works on, each with its site's name, and the languages there.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
    """
    require_manager(caller)
    with parts.database.reading() as session:
        found = queue.places_of(session, caller.areas)
    areas = {(site, path): name for site, name, section, _ in found for path in ("", *along(section))}
    return Places(
        areas=[
            (Area(site, path), name)
            for (site, path), name in sorted(areas.items())
            if caller.works_on(site, path)
        ],
        languages=sorted({language for _, _, _, language in found if language}),
    )
