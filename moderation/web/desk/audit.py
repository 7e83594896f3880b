"""The audit: what was done at the desk, by whom, when and why."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Blueprint, Response, request

from moderation.domain.acts import Deed, Question
from moderation.domain.callers import Role, require_role
from moderation.domain.comments import Action
from moderation.domain.errors import Malformed
from moderation.use_cases.read_audit import read_audit
from moderation.web import places
from moderation.web.callers import caller, parts
from moderation.web.desk import audit_words
from moderation.web.desk.showing import room_page

audit = Blueprint("audit", __name__, url_prefix="/audit")

OPERATOR = "operator"
"""What stands for the command line in the address."""

LAST_DAY = datetime(9000, 1, 1, tzinfo=UTC)
"""A day has another after it; the last ones of the calendar have none."""


@audit.before_request
def let_in() -> None:
    """Refuse all but senior community managers."""
    require_role(caller(), Role.SENIOR)


@audit.get("")
def entries() -> Response:
    """All that was done, latest first, narrowed to a person, a deed and a period."""
    said = {name: request.args.get(name, "") for name in ("who", "what", "from", "until")}
    found = read_audit(
        parts(), caller(), _question(said), after=places.read_moment(request.args.get("after"))
    )
    asked = {name: value for name, value in said.items() if value}
    more = {**asked, "after": places.written(found.next)} if found.next else None
    return room_page(
        "audit.html",
        "Audit",
        entries=found.entries,
        people=found.people,
        more=more,
        is_first=not request.args.get("after"),
        said=said,
        asked=asked,
        says=audit_words,
    )


def _question(said: dict[str, str]) -> Question:
    who, what = said["who"], said["what"]
    if who not in {"", OPERATOR} and not (who.isdecimal() and len(who) < 11 and int(who) < 2**31):
        raise Malformed("There is no such person.", fields={"who": ["No such person."]})
    until = _day(said["until"])
    return Question(
        manager_id=int(who) if who not in {"", OPERATOR} else None,
        by_operator=who == OPERATOR,
        what=_what(what),
        since=_day(said["from"]),
        before=until + timedelta(days=1) if until else None,
    )


def _what(said: str) -> Deed | Action | None:
    known = {str(each): each for each in (*Action, *Deed)}
    if said and said not in known:
        raise Malformed("There is no such deed.", fields={"what": ["No such deed."]})
    return known.get(said)


def _day(said: str) -> datetime | None:
    """The beginning of a day in UTC."""
    if not said:
        return None
    try:
        day = datetime.strptime(said, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError as error:
        raise Malformed("Write the day like 2026-11-30.", fields={"from": ["Like 2026-11-30."]}) from error
    return min(day, LAST_DAY)
