"""Deciding on one comment, on the wire; each names the version of the comment that was seen."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from moderation.domain.appeals import LONGEST_APPEAL
from moderation.domain.articles import Mode
from moderation.domain.comments import MAX_CHARACTERS, Status
from moderation.domain.decisions import LONGEST_NOTE, LONGEST_TOLD
from moderation.schemas.desk_comments import told
from moderation.schemas.numbers import Number
from moderation.schemas.words import Words

CHOICES = ("publish", "reject")


class Seen(Schema):
    """Which version of the comment was seen: if it is another by now, nothing is done (409)."""

    version = Number(required=True, metadata=told("`version` of the comment as you read it."))


class ChoiceIn(Schema):
    """Publishing, or rejecting for one of the reasons that the site knows."""

    action = fields.String(required=True, validate=validate.OneOf(CHOICES))
    reason = Words(
        load_default=None,
        allow_none=True,
        validate=validate.Length(1, 32),
        metadata=told("Needed to reject: a code out of the comment's `reasons`."),
    )
    note = Words(
        load_default=None,
        allow_none=True,
        validate=validate.Length(1, LONGEST_NOTE),
        metadata=told("For colleagues."),
    )


class DecisionIn(Seen, ChoiceIn):
    """What becomes of a comment."""

    told = Words(
        load_default=None,
        allow_none=True,
        validate=validate.Length(1, LONGEST_TOLD),
        metadata=told("What its author is told of a rejection, instead of the reason's own sentence."),
    )


class DecidedOut(Schema):
    """The decision that was made, and the comment as it is now."""

    decision = fields.Integer(required=True)
    comment = fields.UUID(required=True)
    status = fields.Enum(Status, by_value=True, required=True)
    version = fields.Integer(required=True)


class UndoIn(Schema):
    """Which decision is taken back: the last one on the comment, and a manager's."""

    decision = Number(required=True)


class ReplyIn(Seen):
    """An answer with the managers' badge."""

    text = Words(required=True, validate=validate.Length(1, MAX_CHARACTERS))


class RepliedOut(Schema):
    """The reply, and the comment that it answers as it is now."""

    reply = fields.UUID(required=True)
    comment = fields.UUID(required=True)
    status = fields.Enum(Status, by_value=True, required=True)
    version = fields.Integer(required=True)


class AnswerIn(Seen):
    """What an appeal is answered."""

    upholds = fields.Boolean(required=True, metadata=told("Whether the comment is published after all."))
    answer = Words(
        load_default="",
        validate=validate.Length(0, LONGEST_APPEAL),
        metadata=told("What the author is told; needed to deny it."),
    )


class FeaturedIn(Seen):
    """Whether a comment is among the featured ones."""

    featured = fields.Boolean(required=True)


class MoveIn(Seen):
    """Where a thread goes."""

    article = Words(
        required=True, validate=validate.Length(1, 200), metadata=told("Another of the site's articles.")
    )


class ModeIn(Schema):
    """How an article takes comments; null leaves it to the rules."""

    mode = fields.Enum(Mode, by_value=True, required=True, allow_none=True)
    seen = fields.Enum(
        Mode,
        by_value=True,
        required=True,
        allow_none=True,
        metadata=told("As it was when you read it: if it is another by now, nothing is done (409)."),
    )


class ActOut(Schema):
    """What was done, by its number: as long as nobody built on it, it can be undone."""

    act = fields.Integer(required=True)


class ClaimOut(Schema):
    """Who looks at the comment already; null when it is yours for five minutes."""

    colleague = fields.String(required=True, allow_none=True)
