"""The labels that others suggest: where they came from, what they say, what they count, and forgetting them."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, url_for
from flask.typing import ResponseReturnValue

from moderation.domain.attributes import label_of
from moderation.domain.callers import Role, require_role
from moderation.use_cases.erase_suggestions import erase_suggestions
from moderation.use_cases.list_suggestions import list_suggestions
from moderation.use_cases.weigh_labels import weigh_labels
from moderation.web.callers import caller, parts
from moderation.web.desk.forms import number, words
from moderation.web.desk.messages import tell
from moderation.web.desk.showing import room_page
from moderation.web.desk.words import percent

labels = Blueprint("labels", __name__, url_prefix="/labels")

ROOM = "Insight"


@labels.before_request
def let_in() -> None:
    """Refuse all but administrators, before a word of the form is read."""
    require_role(caller(), Role.ADMIN)


@labels.get("")
def sources() -> Response:
    """Every source of labels, by site, key and community."""
    found = list_suggestions(parts(), caller=caller())
    return room_page("labels.html", ROOM, sources=found, label_of=label_of)


@labels.post("/weigh")
def weigh() -> ResponseReturnValue:
    """Have the labels of a key count so many per cent of a manager's decision; none switches them off."""
    weight = number("percent") / 100
    weigh_labels(parts(), number("key"), weight, caller=caller())
    tell(
        f"Each label of this key counts {percent(weight)} of a manager’s decision."
        if weight
        else "These labels are switched off: nothing is learned from them."
    )
    return redirect(url_for(".sources"), 303)


@labels.post("/erase")
def erase() -> ResponseReturnValue:
    """Forget the labels of a source, with their texts."""
    erased = erase_suggestions(
        parts(), words("site"), key_id=number("key"), community=words("community"), caller=caller()
    )
    tell(f"Erased: {erased:,}.")
    return redirect(url_for(".sources"), 303)
