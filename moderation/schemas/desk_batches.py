"""Deciding on many comments at once, on the wire."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from moderation.domain.attributes import ATTRIBUTES
from moderation.domain.batches import MOST_AT_ONCE, STEPS
from moderation.domain.comments import Status
from moderation.domain.queues import WAITING, Queue
from moderation.schemas.desk_comments import ReasonToGive, told
from moderation.schemas.desk_decisions import ChoiceIn
from moderation.schemas.desk_queue import NarrowedIn
from moderation.schemas.numbers import Number
from moderation.schemas.words import Words
from moderation.use_cases.gather_alike import Likeness

BY_SCORE = (*WAITING, Queue.UNSEEN)
"""The queues that may be decided on by score."""


class RangeIn(NarrowedIn):
    """The comments of a queue that score from `low` to below `high` per cent for an attribute."""

    queue = fields.Enum(
        Queue,
        by_value=True,
        load_default=Queue.HELD,
        validate=validate.OneOf(BY_SCORE),
        metadata={"enum": BY_SCORE},
    )
    attribute = fields.String(load_default="TOXICITY", validate=validate.OneOf(tuple(ATTRIBUTES)))
    low = fields.Integer(load_default=80, validate=validate.Range(0, STEPS))
    high = fields.Integer(load_default=STEPS, validate=validate.Range(0, STEPS))


class SurveyIn(RangeIn):
    """Which range is surveyed, and which sample of it is drawn."""

    draw = Words(
        load_default="", validate=validate.Length(max=20), metadata=told("Another draw, another sample.")
    )


class GlimpseOut(Schema):
    """A comment among many."""

    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    text = fields.String(required=True)
    author = fields.String(required=True)
    article_title = fields.String(required=True)
    status = fields.Enum(Status, by_value=True, required=True)
    created_at = fields.AwareDateTime(required=True)
    score = fields.Float(required=True, allow_none=True)


class PastBatchOut(Schema):
    """A batch of the past."""

    id = fields.Integer(required=True)
    action = fields.String(required=True)
    reason = fields.String(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)
    size = fields.Integer(required=True)
    by = fields.String(required=True)
    made_at = fields.AwareDateTime(required=True)
    is_undone = fields.Boolean(required=True)


class SurveyOut(Schema):
    """A queue by score, a range of it and a sample of that; `fingerprint` goes back with the decision."""

    histogram = fields.List(
        fields.Integer(),
        required=True,
        attribute="steps",
        metadata=told("How many score each whole per cent."),
    )
    count = fields.Integer(required=True)
    fingerprint = fields.String(required=True)
    sample = fields.List(fields.Nested(GlimpseOut), required=True)
    reasons = fields.List(fields.Nested(ReasonToGive), required=True)
    latest = fields.List(fields.Nested(PastBatchOut), required=True)


class RangeDecisionIn(RangeIn, ChoiceIn):
    """What becomes of a range as it was surveyed: if it holds others by now, nothing is done (409)."""

    fingerprint = Words(required=True, validate=validate.Length(1, 64))


class PickedIn(Schema):
    """A comment that was picked, and its version as it was seen."""

    id = fields.UUID(required=True)
    version = Number(required=True)


class PickedDecisionIn(ChoiceIn):
    """What becomes of the comments that were picked."""

    picked = fields.List(fields.Nested(PickedIn), required=True, validate=validate.Length(1, MOST_AT_ONCE))


class BatchOut(Schema):
    """A batch that was made: it can be undone as one."""

    batch = fields.Integer(required=True, attribute="id")
    size = fields.Integer(required=True)


class UndoneOut(Schema):
    """How many comments went back, and how many did not, for somebody decided on them since."""

    count = fields.Integer(required=True)
    left = fields.Integer(required=True)


class AlikeIn(Schema):
    """In what the others are like the comment."""

    by = fields.Enum(Likeness, by_value=True, load_default=Likeness.WORDS)


class AlikeOut(Schema):
    """The waiting comments that are like one, oldest first."""

    comments = fields.List(fields.Nested(GlimpseOut), required=True, attribute="found")
    reasons = fields.List(fields.Nested(ReasonToGive), required=True)
