"""The rules: read by every manager, tried on what came in lately, and changed by those who are senior."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from moderation.domain.attributes import ATTRIBUTES, label_of
from moderation.domain.callers import Area, Role, require_manager, require_role
from moderation.domain.decisions import REASONS
from moderation.domain.errors import Conflict, Malformed, NotFound, Refused
from moderation.domain.rule_words import differences
from moderation.use_cases.change_rules import change_rules
from moderation.use_cases.list_rule_changes import list_rule_changes
from moderation.use_cases.list_rule_places import list_rule_places
from moderation.use_cases.read_rules import read_rules
from moderation.use_cases.revert_rules import revert_rules
from moderation.use_cases.simulate_rules import simulate_rules
from moderation.use_cases.try_words import try_words
from moderation.web.callers import caller, parts
from moderation.web.desk import rules_words
from moderation.web.desk.forms import number, words
from moderation.web.desk.messages import tell
from moderation.web.desk.rules_form import Typed, refuse_unowned, said_by, typed_from, typed_in
from moderation.web.desk.showing import room_page
from moderation.web.errors import status_of

if TYPE_CHECKING:
    from moderation.use_cases.read_rules import RulesHere

rules = Blueprint("rules", __name__, url_prefix="/rules")

Doing = Callable[[Area, Typed, dict[str, Any]], ResponseReturnValue]


@rules.before_request
def let_in() -> None:
    """Refuse whoever may not do this, before a word of a form is read."""
    if request.method == "POST":
        changes = request.endpoint in {"desk.rules.save", "desk.rules.revert"}
        require_role(caller(), Role.SENIOR if changes else Role.MANAGER)


def with_the_form(does: Doing) -> Callable[[], ResponseReturnValue]:
    """The route, given the place and what the form says of its rules; what it refuses is answered with the form."""

    @wraps(does)
    def route() -> ResponseReturnValue:
        place, typed = _place(), typed_in(request.form)
        try:
            if place.section_path:
                refuse_unowned(typed)
            return does(place, typed, said_by(typed, of_section=bool(place.section_path)))
        except (Conflict, Malformed) as refusal:
            return _rules_page(place, typed, refusal=refusal)

    return route


@rules.get("")
def show() -> ResponseReturnValue:
    """The rules of a site or section, in a form."""
    require_manager(caller())
    return _rules_page(_place())


@rules.post("/try")
@with_the_form
def try_out(place: Area, typed: Typed, said: dict[str, Any]) -> ResponseReturnValue:
    """What the last 30 days would have been under the rules in the form; nothing is changed."""
    simulated = simulate_rules(parts(), caller(), place, said)
    return _rules_page(place, typed, simulated=simulated, proposed=said)


@rules.post("/words")
@with_the_form
def try_lists(place: Area, typed: Typed, said: dict[str, Any]) -> ResponseReturnValue:
    """Which comments of the last week the words in the form would have caught; nothing is changed."""
    return _rules_page(place, typed, catch=try_words(parts(), caller(), place, said))


@rules.post("")
@with_the_form
def save(place: Area, _typed: Typed, said: dict[str, Any]) -> ResponseReturnValue:
    """Have the place say what is in the form."""
    note = words("note").strip() or None
    change_rules(parts(), caller(), place, number("seen"), said, note=note)
    tell("Saved. The next comment is judged by these rules.")
    return redirect(url_for(".show", place=_written(place)), 303)


@rules.get("/history")
def history() -> ResponseReturnValue:
    """How the rules of a place came to be what they are."""
    return _history_page(_place())


@rules.post("/revert")
def revert() -> ResponseReturnValue:
    """Have the place say again what an earlier version said."""
    place, earlier = _place(), number("number")
    try:
        revert_rules(parts(), caller(), place, number("seen"), earlier)
    except (Conflict, Malformed) as refusal:
        return _history_page(place, refusal=refusal)
    tell(f"The rules say again what they said in version {earlier}.")
    return redirect(url_for(".show", place=_written(place)), 303)


def _place() -> Area:
    """The site or section in the address; the first that there is where none is named.

    Raises:
        NotFound: when there is none that the caller works on.
    """
    site, _, section = request.args.get("place", "").replace("\x00", "").partition("/")
    if site:
        return Area(site, section)
    places = list_rule_places(parts(), caller())
    if not places:
        raise NotFound("There is no site yet whose rules you could read.")
    return Area(places[0].site, places[0].section_path)


def _written(place: Area) -> str:
    """A place as the address names it: the site alone, or with the section's path behind it."""
    return f"{place.site}/{place.section_path}" if place.section_path else place.site


def _rules_page(
    place: Area, typed: Typed | None = None, *, refusal: Refused | None = None, **results: Any
) -> Response:
    here = read_rules(parts(), caller(), place)
    typed = typed or typed_from(here.said)
    proposed = results.get("proposed", here.said)
    return _page(
        "rules.html",
        here.place,
        refusal,
        here=here,
        typed=typed,
        complaints=_complaints(refusal) if isinstance(refusal, Malformed) else here.unusable,
        note=request.form.get("note", ""),
        attributes=_attributes(here),
        all_attributes={name: label_of(name) for name in ATTRIBUTES},
        usual_reasons=list(REASONS.values()),
        tried=differences(here.said, proposed),
        thresholds={**here.model, **here.around.thresholds, **proposed.get("thresholds", {})},
        **results,
    )


def _complaints(refusal: Malformed) -> dict[str, list[str]]:
    """What is wrong, by rule; thresholds are per cent in the form."""
    in_percent = {"thresholds": ["Give per cent from 0 to 100, or “never”."]}
    return {name: in_percent.get(name, told) for name, told in refusal.fields.items()}


def _history_page(place: Area, refusal: Refused | None = None) -> Response:
    return _page(
        "rules_history.html", place, refusal, changes=list_rule_changes(parts(), caller(), place).versions
    )


def _page(template: str, place: Area, refusal: Refused | None, **given: Any) -> Response:
    places = list_rule_places(parts(), caller())
    return room_page(
        template,
        "Rules",
        status=status_of(refusal) if refusal else 200,
        refusal=refusal,
        place=place,
        address=_written(place),
        places=places,
        site_name=next((each.site_name for each in places if each.site == place.site), place.site),
        written=_written,
        may_change=caller().role.reaches(Role.SENIOR),
        saying=rules_words,
        **given,
    )


def _attributes(here: RulesHere) -> list[str]:
    """The attributes that have a threshold here, or that the model measures; all where neither tells."""
    named = {*here.model, *here.in_force.thresholds}
    return [name for name in ATTRIBUTES if name in named or not named]
