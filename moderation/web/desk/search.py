"""Searching: one field, folded filters, results in rows, searches that were kept, and the results as a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from moderation.domain.articles import SEPARATOR
from moderation.domain.attributes import ATTRIBUTES
from moderation.domain.callers import require_manager
from moderation.domain.errors import Malformed
from moderation.domain.searching import AUTOMATIC
from moderation.use_cases.export_comments import Row, export_comments
from moderation.use_cases.offer_search import offer_search
from moderation.use_cases.remove_filter import remove_filter
from moderation.use_cases.save_filter import save_filter
from moderation.use_cases.search_comments import search_comments
from moderation.web.callers import caller, parts
from moderation.web.desk.forms import number, words
from moderation.web.desk.messages import tell
from moderation.web.desk.showing import room_page
from moderation.web.desk.spreadsheets import as_file
from moderation.web.desk.words import decider, done, percent
from moderation.web.errors import status_of

if TYPE_CHECKING:
    from moderation.use_cases.search_comments import Results

search = Blueprint("search", __name__, url_prefix="/search")

COLUMNS = (
    "id", "created", "site", "article", "section", "author", "status", "text", "scores",
    "last decision", "reason", "by", "note",
)  # fmt: skip


@search.before_request
def let_in() -> None:
    """Refuse all but community managers, before a word of a form is read."""
    require_manager(caller())


@search.get("")
def look() -> ResponseReturnValue:
    """The form, and what it finds once something is looked for."""
    return _page(request.args.to_dict())


@search.post("/export")
def export() -> ResponseReturnValue:
    """All that the search finds, as a file."""
    try:
        rows = export_comments(parts(), caller(), request.form.to_dict())
    except Malformed as refusal:
        return _page(request.form.to_dict(), refusal=refusal)
    return as_file(_cells(rows), f"comments-{parts().now():%Y-%m-%d}")


@search.post("/keep")
def keep() -> ResponseReturnValue:
    """Keep a search by a name."""
    said, name = request.form.to_dict(), words("name")
    try:
        save_filter(parts(), caller(), name, said)
    except Malformed as refusal:
        return _page(said, refusal=refusal)
    tell(f"Kept this search as “{' '.join(name.split())}”.")
    asked: dict[str, Any] = {
        field: value for field, value in said.items() if value and field not in {"csrf_token", "name"}
    }
    return redirect(url_for(".look", **asked), 303)


@search.post("/forget")
def forget() -> ResponseReturnValue:
    """Keep a search no longer."""
    remove_filter(parts(), caller(), number("id"))
    tell("That search is kept no longer.")
    return redirect(url_for(".look"), 303)


def _page(said: Mapping[str, str], *, refusal: Malformed | None = None) -> Response:
    """The form with what was said in it, and what is found by it unless it cannot be searched for."""
    offer = offer_search(parts(), caller())
    results, complaints = None, dict(refusal.fields) if refusal else {}
    try:
        results = _results(said)
    except Malformed as other:
        refusal = refusal or other
        complaints = {**other.fields, **complaints}
    return room_page(
        "search.html",
        "Search",
        status=status_of(refusal) if refusal else 200,
        said=said,
        results=results,
        complaints=complaints,
        offer=offer,
        sections=[(path, path.replace(SEPARATOR, " › ")) for path in offer.sections],
        deciders=[(AUTOMATIC, "The automatic check"), *offer.deciders],
        chosen_reasons=list(offer.reasons.items()),
        chosen_attributes=[(each.name, each.label) for each in ATTRIBUTES.values()],
        more=_address(results, after=results.next) if results and results.next else None,
        here=_address(results) if results else None,
        opened=bool(complaints.keys() - {"q", "name"} or any(said.get(each) for each in _FOLDED)),
    )


_FOLDED = (
    "author",
    "article",
    "site",
    "section",
    "language",
    "status",
    "reason",
    "by",
    "attribute",
    "from",
    "to",
)
"""The fields that lie behind "Filters"."""


def _results(said: Mapping[str, str]) -> Results | None:
    after = said.get("after", "").replace("\x00", "")
    found = search_comments(parts(), caller(), said, after=after or None)
    return found if found.asked else None


def _address(results: Results, **place: Any) -> str:
    asked: dict[str, Any] = {**results.asked, **place}
    return url_for(".look", **asked)


def _cells(rows: Iterator[Row]) -> Iterator[Sequence[object]]:
    yield COLUMNS
    for row in rows:
        decision = row.decision
        yield (
            row.id,
            row.created_at.isoformat(timespec="seconds"),
            row.site,
            row.article,
            row.section,
            row.author,
            row.status.value,
            row.text,
            "; ".join(f"{name} {percent(score)}" for name, score in row.scores.items()),
            done(decision) if decision else "",
            decision.reason if decision else "",
            decider(decision) if decision else "",
            decision.note if decision else "",
        )
