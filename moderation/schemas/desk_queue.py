"""The desk's queues on the wire: how one is asked for, and a page of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields, post_load, validate

from moderation.domain.attributes import ATTRIBUTES
from moderation.domain.queues import Asked, Order, Queue
from moderation.schemas.desk_comments import ReviewOut, told
from moderation.schemas.words import Words

ORDERS = (*(order.value for order in Order if order is not Order.SCORE), *ATTRIBUTES)
"""What a queue may be ordered by: the score of an attribute is asked for by the attribute's name."""


class NarrowedIn(Schema):
    """A queue and what narrows it."""

    queue = fields.Enum(Queue, by_value=True, load_default=Queue.HELD)
    section = Words(
        load_default=None, validate=validate.Length(1, 600), metadata=told("Its path, like `Home / City`.")
    )
    language = Words(load_default=None, validate=validate.Length(1, 35))


class QueueIn(NarrowedIn):
    """Which queue, in which order, from where on."""

    order = fields.String(
        load_default=None,
        validate=validate.OneOf(ORDERS),
        metadata=told(
            "An attribute's name is its score, highest first. The usual is what needs a look soonest."
        ),
    )
    cursor = Words(load_default=None, metadata=told("`next` of the page before."))
    limit = fields.Integer(load_default=10, validate=validate.Range(1, 50))

    @post_load
    def make(self, said: Mapping[str, Any], **_: Any) -> dict[str, Any]:
        """The order as use-cases know one."""
        by, is_score = said["order"], said["order"] in ATTRIBUTES
        order = Order.SCORE if is_score else Order(by) if by else None
        asked = Asked(said["queue"], None, said["language"], order, by if is_score else None)
        return {
            "asked": asked,
            "section": said["section"],
            "cursor": said["cursor"],
            "limit": said["limit"],
        }


class QueueOut(Schema):
    """A page of a queue; `next` asks for the following one, null at the end."""

    comments = fields.List(fields.Nested(ReviewOut), required=True)
    next = fields.String(required=True, allow_none=True)
    counts = fields.Dict(
        keys=fields.String(),
        values=fields.Integer(),
        required=True,
        metadata=told("How many wait, by queue; nothing of those that look back."),
    )
    waiting_since = fields.AwareDateTime(required=True, allow_none=True)
    looked_at_by = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        required=True,
        metadata=told("The colleague who looks at a comment of this page now, by its id."),
    )
