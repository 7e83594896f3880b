"""The room of those who work at the desk: who they are, what they may do and work on, and how they come in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from moderation.domain.callers import ROLE_LABELS, Area, Role, require_role
from moderation.domain.errors import Conflict, Malformed
from moderation.use_cases.assign_area import assign_area
from moderation.use_cases.change_role import change_role
from moderation.use_cases.create_account import create_account
from moderation.use_cases.list_accounts import list_accounts
from moderation.use_cases.remove_factor import remove_factor
from moderation.use_cases.reset_account import reset_account
from moderation.use_cases.show_person import show_person
from moderation.use_cases.sign_browsers_out import sign_browsers_out
from moderation.use_cases.unassign_area import unassign_area
from moderation.web.callers import caller, parts
from moderation.web.desk.forms import words
from moderation.web.desk.messages import tell
from moderation.web.desk.showing import room_page
from moderation.web.errors import status_of

people = Blueprint("people", __name__, url_prefix="/people")

ROOM = "People"
PERSON = "/<int(max=2147483647):account_id>"
AT_DESK = [role for role in Role if role is not Role.READER]
MAY: dict[Role, str] = {
    Role.READER: "Works at the desk no more.",
    Role.MANAGER: "Decides on comments, answers appeals, and warns or suspends authors.",
    Role.SENIOR: "Also changes rules, bans authors and reads the audit.",
    Role.ADMIN: "Also looks after accounts, API keys and models.",
}
"""What each role may do, in words."""


@people.before_request
def let_in() -> None:
    """Refuse all but administrators, before a word of the form is read."""
    require_role(caller(), Role.ADMIN)


@people.get("")
def everybody() -> Response:
    """Everybody at the desk."""
    return room_page(
        "people/list.html", ROOM, people=list_accounts(parts(), caller=caller()), labels=ROLE_LABELS
    )


@people.get("/new")
def new_form() -> Response:
    """The form to create an account with."""
    return _new_form()


@people.post("/new")
def new() -> Response:
    """Create an account; its one-time password is shown on this page and nowhere else."""
    name = words("name")
    try:
        password = create_account(parts(), name, _role(AT_DESK), caller=caller())
    except Conflict as refusal:
        return _new_form(status=status_of(refusal), complaints={"name": [refusal.message]}, said=request.form)
    except Malformed as refusal:
        return _new_form(status=status_of(refusal), complaints=refusal.fields, said=request.form)
    return room_page("people/password.html", ROOM, name=name.strip(), password=password, is_new=True)


@people.get(PERSON)
def person(account_id: int) -> Response:
    """One of them."""
    return _person(account_id)


@people.post(f"{PERSON}/role")
def role(account_id: int) -> ResponseReturnValue:
    """Give somebody another role; whoever gives up their own may not see this room again."""
    name = _name(account_id)
    try:
        chosen = _role([*AT_DESK, Role.READER])
        change_role(parts(), account_id, chosen, caller=caller())
    except Malformed as refusal:
        return _person(account_id, refusal)
    tell(f"{name} is {ROLE_LABELS[chosen]} from now on.")
    is_own = account_id == caller().account_id
    return redirect(url_for("desk.queue" if is_own else ".everybody"), 303)


@people.post(f"{PERSON}/areas")
def assign(account_id: int) -> ResponseReturnValue:
    """Add a site or section to what somebody works on."""
    try:
        area = assign_area(parts(), account_id, words("site"), words("section"), caller=caller())
    except Malformed as refusal:
        return _person(account_id, refusal)
    return _done(account_id, f"{_name(account_id)} works on {area.words} from now on.")


@people.post(f"{PERSON}/areas/remove")
def unassign(account_id: int) -> ResponseReturnValue:
    """Take a site or section from what somebody works on."""
    gone = Area(words("site"), words("section"))
    on_everything = unassign_area(parts(), account_id, gone.site, gone.section_path, caller=caller())
    told = "works on everything now" if on_everything else f"no longer works on {gone.words}"
    return _done(account_id, f"{_name(account_id)} {told}.")


@people.post(f"{PERSON}/password")
def password(account_id: int) -> Response:
    """Reset a password; the one-time password is shown on this page and nowhere else."""
    given = reset_account(parts(), account_id, caller=caller())
    return room_page("people/password.html", ROOM, name=_name(account_id), password=given, is_new=False)


@people.post(f"{PERSON}/factor")
def factor(account_id: int) -> ResponseReturnValue:
    """Remove the second factor of somebody who lost it."""
    remove_factor(parts(), account_id, caller=caller())
    told = f"{_name(account_id)} is signed out everywhere, and asked for the password alone."
    return _done(account_id, told)


@people.post(f"{PERSON}/browsers")
def sign_out(account_id: int) -> ResponseReturnValue:
    """Sign one browser of somebody out."""
    sign_browsers_out(parts(), caller(), account_id, mark=words("mark"))
    return _done(account_id, f"That browser of {_name(account_id)} is signed out.")


def _role(roles: Sequence[Role]) -> Role:
    """The role that the form says.

    Raises:
        Malformed: when it is none of these.
    """
    said = words("role")
    if said not in roles:
        raise Malformed("Choose a role.", fields={"role": ["Choose one of these."]})
    return Role(said)


def _new_form(
    *,
    status: int = 200,
    complaints: Mapping[str, list[str]] | None = None,
    said: Mapping[str, str] | None = None,
) -> Response:
    return room_page(
        "people/new.html",
        ROOM,
        status=status,
        complaints=complaints or {},
        said=said or {},
        roles=AT_DESK,
        labels=ROLE_LABELS,
        may=MAY,
    )


def _person(account_id: int, refusal: Malformed | None = None) -> Response:
    return room_page(
        "people/person.html",
        ROOM,
        status=status_of(refusal) if refusal else 200,
        person=show_person(parts(), caller(), account_id),
        complaints=refusal.fields if refusal else {},
        said=request.form,
        roles=[*AT_DESK, Role.READER],
        labels=ROLE_LABELS,
        may=MAY,
    )


def _name(account_id: int) -> str:
    return show_person(parts(), caller(), account_id).account.name


def _done(account_id: int, told: str) -> ResponseReturnValue:
    tell(told)
    return redirect(url_for(".person", account_id=account_id), 303)
