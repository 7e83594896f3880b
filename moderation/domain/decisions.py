"""What a manager may give as the reason of a rejection, and what each decision teaches the classifier."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from moderation.domain.comments import Action
from moderation.domain.errors import Malformed

LONGEST_NOTE, LONGEST_TOLD = 1000, 500


@dataclass(frozen=True)
class Reason:
    """Why a comment was rejected: its code, the manager's label, what its author is told, what it teaches."""

    code: str
    label: str
    told: str
    attribute: str | None

    def as_row(self) -> dict[str, Any]:
        """This reason as plain JSON values."""
        return asdict(self)


REASONS: dict[str, Reason] = {
    reason.code: reason
    for reason in (
        Reason("courtesy", "Discourteous", "It was not courteous to others.", "DISCOURTESY"),
        Reason("insult", "Insult", "It insulted somebody.", "INSULT"),
        Reason("threat", "Threat", "It threatened somebody.", "THREAT"),
        Reason("hate", "Hate", "It attacked people for who they are.", "IDENTITY_ATTACK"),
        Reason("off-topic", "Off topic", "It was not about the article.", "OFF_TOPIC"),
        Reason("spam", "Spam", "It was advertising, or was posted again and again.", "SPAM"),
        Reason("other", "Other", "It broke the rules of the page.", None),
    )
}

_OF_COURTESY = {"DISCOURTESY", "INSULT", "THREAT", "IDENTITY_ATTACK"}


@dataclass(frozen=True)
class Choice:
    """What a manager chose: the action, for a rejection its reason, and a note for colleagues.

    ``told`` is what the comment's author is told of a rejection; None is the sentence of the reason.
    """

    action: Action
    reason: str | None = None
    note: str | None = None
    told: str | None = None


def check_choice(choice: Choice) -> None:
    """Refuse what no manager can choose.

    Raises:
        Malformed: when it is neither approving nor rejecting, or the note or what the author is told is too long.
    """
    if choice.action not in {Action.PUBLISH, Action.REJECT}:
        raise Malformed("Approve or reject.", fields={"action": ["One of publish, reject."]})
    if choice.note is not None and len(choice.note) > LONGEST_NOTE:
        raise Malformed("The note is too long.", fields={"note": [f"At most {LONGEST_NOTE} characters."]})
    if choice.told is not None and len(choice.told) > LONGEST_TOLD:
        complaint = f"At most {LONGEST_TOLD} characters."
        raise Malformed("The text to the author is too long.", fields={"told": [complaint]})


def reason_of(choice: Choice, reasons: Mapping[str, Reason]) -> Reason | None:
    """The reason of a rejection among those that may be given, in the words chosen for the author; else None.

    Raises:
        Malformed: when a rejection names none of them.
    """
    if choice.action is not Action.REJECT:
        return None
    reason = reasons.get(choice.reason or "")
    if reason is None:
        raise Malformed("A rejection needs a reason.", fields={"reason": [f"One of {', '.join(reasons)}."]})
    return replace(reason, told=choice.told) if choice.told else reason


def labels_of(action: Action, reason: Reason | None, held_by: Iterable[str]) -> Mapping[str, int]:
    """What a manager's decision teaches: attribute to 1 (it is that) or 0 (it is not); what is unspoken of is absent.

    Rejecting with a reason is a positive for the reason's attribute; publishing what attributes held is a negative
    for those attributes alone. Both teach what is likely to be rejected, but for reasons that no text tells:
    off-topic depends on the article, and a reason without an attribute says nothing.
    """
    if action is Action.REJECT and reason is not None and reason.attribute is not None:
        likely = {"LIKELY_TO_REJECT": 1} if reason.attribute in _OF_COURTESY else {}
        return {reason.attribute: 1, **likely}
    if action is Action.PUBLISH:
        held = dict.fromkeys(held_by, 0)
        return {**held, **({"LIKELY_TO_REJECT": 0} if held else {})}
    return {}
