"""Deciding on many comments at once: a range of scores, or those picked that are like one; and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from moderation.domain.attributes import ATTRIBUTES
from moderation.domain.batches import MOST_AT_ONCE, Range
from moderation.domain.callers import require_manager
from moderation.domain.comments import Action
from moderation.domain.decisions import Choice
from moderation.domain.errors import Conflict, Malformed, Refused
from moderation.domain.queues import WAITING, Queue
from moderation.use_cases.count_queue import count_queue
from moderation.use_cases.decide_picked import decide_picked
from moderation.use_cases.decide_range import decide_range
from moderation.use_cases.gather_alike import Likeness, gather_alike
from moderation.use_cases.list_places import list_places
from moderation.use_cases.survey_range import survey_range
from moderation.use_cases.undo_batch import undo_batch
from moderation.web.callers import caller, parts
from moderation.web.desk import queues, ranges
from moderation.web.desk.forms import way_back, words
from moderation.web.desk.messages import tell
from moderation.web.desk.showing import desk_page
from moderation.web.errors import status_of

if TYPE_CHECKING:
    from moderation.use_cases.steps.batching import Made

batching = Blueprint("batching", __name__, url_prefix="/batch")

QUEUES = (*WAITING, Queue.UNSEEN)
"""The queues that may be decided on by score."""

FIRST_ATTRIBUTE = "TOXICITY"


@batching.before_request
def let_in() -> None:
    """Refuse all but community managers, before a word of a form is read."""
    if request.method == "POST":
        require_manager(caller())


@batching.get("")
def survey() -> ResponseReturnValue:
    """The histogram of a queue by an attribute, a range of it, and a sample of that."""
    return _survey_page()


@batching.post("")
def decide() -> ResponseReturnValue:
    """Approve or reject the range that was surveyed."""
    try:
        made = decide_range(parts(), caller(), _range(), words("fingerprint"), _choice())
    except (Conflict, Malformed) as refusal:
        return _survey_page(refusal)
    tell(_done(made), batch=made.id)
    return redirect(_survey_again(), 303)


@batching.get("/like/<uuid:comment_id>")
def alike(comment_id: UUID) -> ResponseReturnValue:
    """The waiting comments that are like one, to pick from."""
    return _alike_page(str(comment_id))


@batching.post("/like/<uuid:comment_id>")
def decide_alike(comment_id: UUID) -> ResponseReturnValue:
    """Approve or reject those that were picked."""
    try:
        made = decide_picked(parts(), caller(), ranges.picked(request.form.getlist("picked")), _choice())
    except (Conflict, Malformed) as refusal:
        return _alike_page(str(comment_id), refusal)
    tell(_done(made), batch=made.id)
    return redirect(url_for("desk.queue"), 303)


@batching.post("/<int(max=2147483647):batch_id>/undo")
def undo(batch_id: int) -> ResponseReturnValue:
    """Take a batch back, but for what somebody decided on since."""
    undone = undo_batch(parts(), caller(), batch_id)
    left = f" {undone.left:,} stay as they are: somebody decided on them since." if undone.left else ""
    tell(f"Undone: {ranges.counted(undone.count)} as before.{left}")
    return redirect(way_back(url_for(".survey")), 303)


def _survey_page(refusal: Refused | None = None) -> ResponseReturnValue:
    chosen, draw = _range(), request.values.get("draw", "")
    found = survey_range(parts(), caller(), chosen, draw)
    return desk_page(
        "batch.html",
        counts=count_queue(parts(), caller()),
        tab=None,
        room_name="Batch",
        status=status_of(refusal) if refusal else 200,
        asked=chosen.asked,
        chosen=chosen,
        survey=found,
        reasons=found.reasons,
        bars=ranges.bars(found.steps, chosen.low, chosen.high),
        most=MOST_AT_ONCE,
        draw=draw,
        next_draw=str(int(draw) + 1 if draw.isdecimal() and len(draw) < 9 else 2),
        choices=QUEUES,
        attributes=list(ATTRIBUTES.values()),
        where_from=list_places(parts(), caller()),
        **_kept(refusal),
    )


def _alike_page(comment_id: str, refusal: Refused | None = None) -> ResponseReturnValue:
    by = Likeness.AUTHOR if request.values.get("by") == Likeness.AUTHOR.value else Likeness.WORDS
    found = gather_alike(parts(), caller(), comment_id, by)
    return desk_page(
        "alike.html",
        counts=count_queue(parts(), caller()),
        tab=None,
        status=status_of(refusal) if refusal else 200,
        alike=found,
        reasons=found.reasons,
        by=by.value,
        picked=set(request.form.getlist("picked")) if refusal else None,
        **_kept(refusal),
    )


def _kept(refusal: Refused | None) -> dict[str, object]:
    """What was refused and why, and what had been said."""
    complaints = refusal.fields if isinstance(refusal, Malformed) else {}
    return {"refusal": refusal, "complaints": complaints, "said": request.form}


def _range() -> Range:
    asked = queues.asked_in(request.values)
    if asked.queue not in QUEUES:
        raise Malformed("What is settled is not decided on by score.", fields={"status": ["Choose another."]})
    attribute = request.values.get("attribute") or asked.attribute or FIRST_ATTRIBUTE
    low, high = ranges.bounds(request.values.get("low"), request.values.get("high"))
    return Range(asked, attribute, low, high)


def _survey_again() -> str:
    """Where the same queue is surveyed by the same score."""
    chosen = _range()
    return queues.with_fields(".survey", {**queues.fields_of(chosen.asked), "attribute": chosen.attribute})


def _choice() -> Choice:
    does = {"approve": Action.PUBLISH, "reject": Action.REJECT}.get(words("action"))
    if does is None:
        raise Malformed("Approve or reject.", fields={"action": ["One of approve, reject."]})
    reason = words("reason") or None if does is Action.REJECT else None
    return Choice(does, reason=reason, note=words("note").strip() or None)


def _done(made: Made) -> str:
    if made.reason is None:
        return f"Approved {ranges.counted(made.size)}."
    return f"Rejected {ranges.counted(made.size)}: {made.reason.lower()}."
