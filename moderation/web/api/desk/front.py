"""The desk's front at the API: as whom a key acts, and with which parts, so that what it does says so."""

from __future__ import annotations

from typing import Any, cast

from flask import g

from moderation.domain.callers import Area, Caller
from moderation.parts import Parts
from moderation.use_cases.act_at_desk import act_at_desk
from moderation.web import callers
from moderation.web.api.parsing import ApiBlueprint

KEY: list[dict[str, list[Any]]] = [{"key": []}]
"""What shows at the document who may ask."""

READS = (401, 403, 404, 429)
WRITES = (401, 403, 404, 409, 413, 415, 429)
"""What reading and changing may be refused with, besides what every request may."""


def at_the_desk(name: str, description: str) -> ApiBlueprint:
    """A part of the desk; only keys that act as a manager get in, each request counted against their limit."""
    part = ApiBlueprint(name, __name__, url_prefix="/api/v1/desk", description=description)
    part.before_request(_let_in)
    return part


def manager() -> Caller:
    """Whom the key acts as."""
    return cast("Caller", g.manager)


def parts() -> Parts:
    """The parts, for what the key does."""
    return callers.parts().signed_by(callers.caller().key_id or 0)


def site() -> str:
    """The key's site."""
    return callers.caller().site or ""


def area_of(section: str | None) -> Area:
    """A section of the key's site, or all of it."""
    return Area(site(), section or "")


def _let_in() -> None:
    g.manager = act_at_desk(callers.parts(), callers.caller())
