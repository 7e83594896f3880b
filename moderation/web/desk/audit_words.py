"""What stands in the audit, in words: deeds, and how things stood before and after."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from moderation.domain.acts import Deed
from moderation.domain.callers import ROLE_LABELS, Role
from moderation.domain.comments import Action

if TYPE_CHECKING:
    from moderation.use_cases.read_audit import Entry

DEEDS: dict[Deed | Action, str] = {
    Action.PUBLISH: "Approved a comment",
    Action.REJECT: "Rejected a comment",
    Action.HOLD: "Held a comment",
    Action.UNDO: "Undid a decision",
    Deed.FEATURE: "Featured a comment, or no longer",
    Deed.MOVE: "Moved a comment",
    Deed.THREAD: "Closed or opened a thread",
    Deed.SANCTION: "Sanctioned an author",
    Deed.END_SANCTION: "Ended a sanction",
    Deed.NOTE: "Wrote a note on an author",
    Deed.RULES: "Changed rules",
    Deed.ROLE: "Changed a role",
    Deed.ASSIGN: "Changed an assignment",
    Deed.ACCOUNT: "Made an account, or reset its password",
    Deed.FACTOR: "Changed a second factor",
    Deed.SIGN_OUT: "Signed browsers out",
    Deed.KEY: "Made or revoked an API key",
    Deed.REPORT: "Settled reports",
    Deed.APPEAL: "Settled an appeal",
    Deed.MODEL: "Changed the model in service",
}
"""Every deed, as the audit tells and offers it."""

LONGEST = 120


def subject(entry: Entry) -> str:
    """What it was done to, by the name that people know it by."""
    if entry.comment is not None:
        return f"under “{entry.name}”" if entry.name else ""
    return entry.name or entry.subject


def changes(entry: Entry) -> list[tuple[str, str, str]]:
    """(What, before, after) of all that differs; nothing before or after is an empty word."""
    names = sorted({*entry.before, *entry.after})
    told = [(_name(name), _value(entry.before, name), _value(entry.after, name)) for name in names]
    return [each for each in told if each[1] != each[2]]


def _name(name: str) -> str:
    return name.replace("_", " ")


def _value(state: Mapping[str, Any], name: str) -> str:
    if name not in state:
        return ""
    value = state[name]
    if name == "role" and value in set(Role):
        return ROLE_LABELS[Role(value)]
    if name == "areas" and not value:
        return "everything"
    return _spoken(value)


def _spoken(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        spoken = ", ".join(map(_spoken, value)) or "nothing"
    elif isinstance(value, dict):
        spoken = "; ".join(f"{_name(name)}: {_spoken(each)}" for name, each in value.items()) or "nothing"
    else:
        spoken = str(value)
    return spoken if len(spoken) <= LONGEST else f"{spoken[: LONGEST - 1]}…"
