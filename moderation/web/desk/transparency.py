"""The transparency report: what was restricted, why, by whom and what was asked back, as a page to print and as CSV."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from moderation.domain.appeals import GROUND_LABELS
from moderation.domain.callers import require_manager
from moderation.domain.errors import Malformed
from moderation.use_cases.offer_search import offer_search
from moderation.use_cases.report_transparency import report_transparency
from moderation.web.callers import caller, parts
from moderation.web.desk import lengths
from moderation.web.desk.showing import room_page
from moderation.web.desk.spreadsheets import as_file

if TYPE_CHECKING:
    from moderation.use_cases.report_transparency import Transparency

transparency = Blueprint("transparency", __name__, url_prefix="/transparency")


@transparency.before_request
def let_in() -> None:
    """Refuse all but community managers."""
    require_manager(caller())


@transparency.get("")
def look() -> ResponseReturnValue:
    """The report as a page; this month's when no days were chosen."""
    sites = offer_search(parts(), caller()).sites
    chosen = request.args.get("site", "")
    return room_page(
        "transparency.html",
        "Insight",
        found=_found(),
        chosen=chosen,
        sites=sites,
        site_name=dict(sites).get(chosen),
        lengths=lengths,
        grounds=GROUND_LABELS,
    )


@transparency.get("/report.csv")
def spreadsheet() -> ResponseReturnValue:
    """The same figures as a file."""
    found = _found()
    site = request.args.get("site", "")
    return as_file(_rows(found), f"transparency-{site or 'all'}-{found.first}-{found.last}")


def _found() -> Transparency:
    today = parts().now().date()
    first, last = _day("from", today.replace(day=1)), _day("to", today)
    site = request.args.get("site", "").replace("\x00", "")
    return report_transparency(parts(), caller(), first, last, site or None)


def _day(name: str, otherwise: date) -> date:
    said = request.args.get(name)
    try:
        return date.fromisoformat(said) if said else otherwise
    except ValueError as error:
        raise Malformed("There is no such day.", fields={name: ["A day, like 2026-11-28."]}) from error


def _rows(found: Transparency) -> Iterator[tuple[object, ...]]:
    """One figure a line: what it belongs to, what it is of, what it counts, and the number."""
    yield "part", "of", "what", "number"
    yield "period", "", "first day", found.first
    yield "period", "", "last day", found.last
    yield "comments", "", "submitted", found.submitted
    yield "decisions", "automatic check", "held", found.held_by_check
    yield "decisions", "automatic check", "rejected", found.rejected_by_check
    yield "decisions", "managers", "rejected, objected to automatically before", found.rejected_detected
    yield "decisions", "managers", "rejected, found by people", found.rejected_undetected
    yield "decisions", "managers", "approved", found.approved
    yield "decisions", "managers", "approved of what the automatic check objected to", found.checked.hits
    for rule in found.by_rule:
        yield "rules", rule.rule, "held", rule.held
        yield "rules", rule.rule, "rejected", rule.rejected
    for reason in found.by_reason:
        yield "reasons", reason.reason, "objected to automatically before", reason.detected
        yield "reasons", reason.reason, "found by people", reason.undetected
    for what, seconds in vars(found.waits).items():
        yield "median time in seconds", what, "waited", "" if seconds is None else round(seconds)
    for ground, asked in found.reports.items():
        yield from (("reports", ground.value, what, getattr(asked, what)) for what in OUTCOMES)
    yield from (("appeals", "", what, getattr(found.appeals, what)) for what in OUTCOMES)
    for kind, number in found.sanctions.items():
        yield "sanctions", kind.value, "begun", number


OUTCOMES = ("made", "upheld", "refused", "taken_back", "open")
"""What becomes of reports and appeals."""
