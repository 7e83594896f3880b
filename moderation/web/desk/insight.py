"""Insight: what came in, what became of it, how fast, and whether thresholds and model are right; drawn and told."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from moderation.domain.articles import SEPARATOR
from moderation.domain.callers import Role, require_manager
from moderation.domain.periods import LENGTHS, Place
from moderation.use_cases.offer_search import offer_search
from moderation.use_cases.show_insight import show_insight
from moderation.web.callers import caller, parts
from moderation.web.desk import charts, lengths
from moderation.web.desk.showing import room_page

insight = Blueprint("insight", __name__, url_prefix="/insight")

USUAL = 7
"""How many days are looked back when nothing was chosen."""


@insight.before_request
def let_in() -> None:
    """Refuse all but community managers."""
    require_manager(caller())


@insight.get("")
def look() -> ResponseReturnValue:
    """The figures of the last days, in a site and section if they were chosen."""
    said = request.args.get("days", str(USUAL))
    days = int(said) if said in map(str, LENGTHS) else 0
    place = chosen_place()
    found = show_insight(parts(), caller(), days, place)
    columns, ceiling = charts.columns(found.days)
    offer = offer_search(parts(), caller())
    return room_page(
        "insight.html",
        "Insight",
        found=found,
        place=place,
        days=days,
        choices=LENGTHS,
        sites=offer.sites,
        sections=[(path, path.replace(SEPARATOR, " › ")) for path in offer.sections],
        columns=columns,
        ceiling=ceiling,
        heights=charts.heights,
        lengths=lengths,
        may_see_labels=caller().role.reaches(Role.ADMIN),
    )


def chosen_place() -> Place:
    """The site and section that the address names."""
    site, section = (request.args.get(name, "").replace("\x00", "") or None for name in ("site", "section"))
    return Place(site, section)
