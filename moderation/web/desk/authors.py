"""An author at the desk: the record, notes for colleagues, and what is done about them."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from moderation.domain.callers import Role, require_manager
from moderation.domain.comments import Status
from moderation.domain.errors import Conflict, Malformed, NotAllowed, Refused
from moderation.domain.sanctions import LONGEST_SUSPENSION_DAYS, Earlier, Kind
from moderation.use_cases.add_author_note import add_author_note
from moderation.use_cases.end_sanction import end_sanction
from moderation.use_cases.sanction_author import NewSanction, sanction_author
from moderation.use_cases.show_author import show_author
from moderation.web.callers import caller, parts
from moderation.web.desk.forms import message, number, place_after, way_back, words
from moderation.web.desk.messages import tell
from moderation.web.desk.showing import room_page
from moderation.web.desk.words import SANCTIONED
from moderation.web.errors import status_of

authors = Blueprint("authors", __name__, url_prefix="/authors/<int(max=2147483647):author_id>")

LASTING = (
    ("1", "1 day"),
    ("3", "3 days"),
    ("7", "7 days"),
    ("30", "30 days"),
    ("90", "90 days"),
    ("", "no end"),
)
"""For how long the form offers to do something about an author."""

KINDS = (
    (Kind.WARN.value, "Warn", "They read your reason, and say that they understand before they write again."),
    (Kind.PRE_MODERATE.value, "Pre-moderate", "Each of their comments waits for a community manager."),
    (Kind.SUSPEND.value, "Suspend", "They cannot write until it ends."),
    (Kind.BAN.value, "Ban", "They cannot write any more."),
)
"""What the form offers to do about an author."""

EARLIER = (
    (Earlier.LEAVE.value, "Leave them as they are"),
    (Earlier.REJECT_HELD.value, "Reject those that are held"),
    (Earlier.REJECT_ALL.value, "Reject them all"),
)
"""What the form offers to do with what somebody wrote before a ban."""


@authors.before_request
def let_in() -> None:
    """Refuse all but community managers to act, before a word of the form is read."""
    if request.method == "POST":
        require_manager(caller())


@authors.get("")
def author(author_id: int) -> ResponseReturnValue:
    """The author's record."""
    return _page(author_id)


@authors.post("/sanctions")
def sanction(author_id: int) -> ResponseReturnValue:
    """Do something about the author; what was written stays in the form when that is refused."""
    try:
        done = sanction_author(parts(), caller(), author_id, _new(), seen=number("seen"))
    except (Conflict, Malformed, NotAllowed) as refusal:
        return _page(author_id, refusal)
    name = show_author(parts(), caller(), author_id).name
    told = f"{SANCTIONED[words('kind')]}: {name}."
    if done.rejected:
        told += f" {done.rejected} earlier comment{'s' if done.rejected > 1 else ''} rejected."
    tell(told, act=done.act)
    return _back(author_id)


@authors.post("/sanctions/<int(max=2147483647):sanction_id>/end")
def end(author_id: int, sanction_id: int) -> ResponseReturnValue:
    """End what was done about the author."""
    try:
        act = end_sanction(parts(), caller(), sanction_id)
    except (Conflict, NotAllowed) as refusal:
        return _page(author_id, refusal)
    tell("Ended. They can write again unless something else keeps them.", act=act)
    return _back(author_id)


@authors.post("/notes")
def note(author_id: int) -> ResponseReturnValue:
    """Keep a note for colleagues."""
    try:
        act = add_author_note(parts(), caller(), author_id, words("note"))
    except Malformed as refusal:
        return _page(author_id, refusal)
    tell("Your note is kept.", act=act)
    return _back(author_id)


def _new() -> NewSanction:
    kind, earlier = words("kind"), words("earlier") or Earlier.LEAVE
    if kind not in set(Kind):
        raise Malformed("Say what is to be done.", fields={"kind": ["Choose one."]})
    if earlier not in set(Earlier):
        raise Malformed("Say what becomes of earlier comments.", fields={"earlier": ["Choose one."]})
    return NewSanction(
        kind=Kind(kind),
        reason=message("reason"),
        days=number("days") if words("days") else None,
        is_everywhere=words("everywhere") == "yes",
        earlier=Earlier(earlier),
    )


def _back(author_id: int) -> ResponseReturnValue:
    back = way_back(url_for("desk.queue"))
    return redirect(url_for(".author", author_id=author_id, back=back), 303)


def _page(author_id: int, refusal: Refused | None = None) -> ResponseReturnValue:
    found = show_author(parts(), caller(), author_id, after=place_after(request.args))
    return room_page(
        "author.html",
        "Queue",
        status=status_of(refusal) if refusal else 200,
        found=found,
        back=way_back(url_for("desk.queue")),
        is_first="after" not in request.args,
        is_senior=caller().role.reaches(Role.SENIOR),
        statuses=Status,
        kinds=KINDS,
        earlier=EARLIER,
        lasting_for=LASTING,
        longest=LONGEST_SUSPENSION_DAYS,
        refusal=refusal,
        complaints=refusal.fields if isinstance(refusal, Malformed) else {},
        said=request.form,
    )
