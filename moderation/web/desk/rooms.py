"""The rooms of the desk, as its menu names them, and whose role opens which."""

from __future__ import annotations

from dataclasses import dataclass

from moderation.domain.callers import Caller, Role


@dataclass(frozen=True)
class Room:
    """A room: the blueprint or page that its link leads to (``endpoint``), its name, and the least role that enters;
    ``everywhere`` opens it to those alone who work on every site.
    """

    endpoint: str
    name: str
    role: Role = Role.MANAGER
    everywhere: bool = False


ROOMS = (
    Room("desk.queue", "Queue"),
    Room("desk.batching.survey", "Batch"),
    Room("desk.search.look", "Search"),
    Room("desk.rules.show", "Rules"),
    Room("desk.insight.look", "Insight"),
    Room("desk.people.everybody", "People", Role.ADMIN),
    Room("desk.blocking.blocks", "Blocks", Role.SENIOR, everywhere=True),
    Room("desk.audit.entries", "Audit", Role.SENIOR),
)
"""Every room, most used first."""


def rooms_for(caller: Caller) -> list[Room]:
    """The rooms that this caller may enter."""
    return [
        room for room in ROOMS if caller.role.reaches(room.role) and not (room.everywhere and caller.areas)
    ]
