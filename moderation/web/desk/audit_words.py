"""What stands in the audit, in words: deeds, and how things stood before and after."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from moderation.domain.acts import Deed
from moderation.domain.callers import ROLE_LABELS, Role
from moderation.domain.comments import Action, Status

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
    Deed.LABELS: "Weighed or erased suggested labels",
    Deed.HOOK: "Made, changed or removed a hook",
    Deed.REPORT: "Settled reports",
    Deed.APPEAL: "Settled an appeal",
    Deed.BLOCK: "Blocked a network or mail domain, or let it in again",
    Deed.MODEL: "Changed the model in service",
    Deed.EXPORT: "Exported comments",
    Deed.FORGET: "Took away the texts of long rejected comments",
}
"""Every deed, as the audit tells and offers it."""

TOLD: dict[Deed | Action, str] = {
    Deed.SANCTION: "Sanctioned {}",
    Deed.END_SANCTION: "Ended a sanction of {}",
    Deed.NOTE: "Wrote a note on {}",
    Deed.THREAD: "Changed how comments are taken under {}",
    Deed.RULES: "Changed the rules of {}",
    Deed.ROLE: "Changed the role of {}",
    Deed.ASSIGN: "Changed what {} works on",
    Deed.FACTOR: "Changed the second factor of {}",
    Deed.SIGN_OUT: "Signed {} out",
    Deed.LABELS: "Weighed or erased the labels suggested by {}",
    Deed.MODEL: "Changed the model in service: {}",
    Deed.FORGET: "Took away the texts of long rejected comments at {}",
}
"""Deeds with the name of what they were done to."""

LONGEST = 120


def deed(entry: Entry) -> str:
    """What was done, with the name of what it was done to, unless that is a comment."""
    name = f"“{entry.name}”" if entry.subject.startswith("article ") and entry.name else entry.name
    tell_apart = _TOLD_APART.get(entry.what)
    told = (tell_apart(entry) if tell_apart else "") or TOLD.get(entry.what, DEEDS[entry.what])
    return told.format(name or entry.subject)


def _account(entry: Entry) -> str:
    return "Reset the password of {}" if "one_time_password" in entry.after else "Made an account for {}"


def _key(entry: Entry) -> str:
    return "Made the API key {}" if entry.after.get("valid") else "Revoked the API key {}"


def _block(entry: Entry) -> str:
    what = entry.after.get("blocked") or entry.before.get("blocked")
    if not what:
        return ""
    return f"Blocked {what}" if entry.after else f"Let {what} in again"


def _appeal(entry: Entry) -> str:
    if entry.is_undo:
        is_own = entry.before.get("by_a_party")
        return f"Undid {'a change of mind' if is_own else 'the answer'}: the appeal waits again"
    return "Changed their mind on what was appealed" if entry.after.get("by_a_party") else ""


def _report(entry: Entry) -> str:
    return "Undid the settling of reports: they wait again" if entry.is_undo else ""


def _publish(entry: Entry) -> str:
    return "Kept a comment published" if entry.before.get("status") == Status.PUBLISHED else ""


_TOLD_APART: dict[Deed | Action, Callable[[Entry], str]] = {
    Deed.ACCOUNT: _account,
    Deed.KEY: _key,
    Deed.BLOCK: _block,
    Deed.APPEAL: _appeal,
    Deed.REPORT: _report,
    Action.PUBLISH: _publish,
}
"""Deeds of more than one kind, and which of them it was; nothing where the deed's own words say it."""

SAYS_UNDONE = {Action.UNDO, Deed.APPEAL, Deed.REPORT}
"""Deeds whose words say themselves that they undo another."""


def changes(entry: Entry) -> list[tuple[str, str, str]]:
    """(What, before, after) of all that differs; nothing before or after is an empty word."""
    names = sorted({*entry.before, *entry.after} - _SAID.get(entry.what, {"name"}))
    told = [(_name(name), _value(entry.before, name), _value(entry.after, name)) for name in names]
    return [each for each in told if each[1] != each[2]]


_SAID: dict[Deed | Action, set[str]] = {
    Action.PUBLISH: {"status"},
    Action.REJECT: {"status"},
    Action.HOLD: {"status"},
    Deed.ACCOUNT: {"name", "one_time_password"},
    Deed.KEY: {"name", "valid"},
    Deed.SANCTION: {"stands"},
    Deed.END_SANCTION: {"stands"},
    Deed.NOTE: {"stands"},
    Deed.BLOCK: {"blocked"},
    Deed.APPEAL: {"name", "by_a_party"},
}
"""What the deed's own words say already."""


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
        spoken = f"{value:,}" if isinstance(value, int) else str(value)
    spoken = spoken.strip()
    return spoken if len(spoken) <= LONGEST else f"{spoken[: LONGEST - 1]}…"
