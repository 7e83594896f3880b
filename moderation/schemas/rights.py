"""What a site asks for in an author's name: everything that is kept of them, and that they are forgotten."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from moderation.domain.leaving import Fate

ANYTHING = fields.Dict(keys=fields.String())


class EverythingOut(Schema):
    """All that is kept of an author; `account` is empty, for the account is the site's own."""

    exported_at = fields.String(required=True, metadata={"format": "date-time"})
    account = fields.Dict(keys=fields.String(), required=True, allow_none=True)
    authors = fields.List(ANYTHING, required=True)
    comments = fields.List(ANYTHING, required=True)
    reports = fields.List(ANYTHING, required=True)
    respects = fields.List(ANYTHING, required=True)
    follows = fields.List(ANYTHING, required=True)
    mutes = fields.List(ANYTHING, required=True)
    appeals = fields.List(ANYTHING, required=True)
    sanctions = fields.List(ANYTHING, required=True)
    notices = fields.List(ANYTHING, required=True)
    suggestions = fields.List(ANYTHING, required=True)
    asked = fields.Dict(keys=fields.String(), required=True)


class LeaveIn(Schema):
    """What becomes of the comments of an author who is forgotten."""

    comments: Any = fields.Enum(
        Fate,
        by_value=True,
        required=True,
        metadata={"description": "They stay without a name, or are erased."},
    )


class LeaveOut(Schema):
    """How far forgetting an author is; what is left is erased in the background."""

    state = fields.String(required=True, validate=validate.OneOf(["done", "going_on"]))
    left = fields.Integer(required=True, metadata={"description": "Comments still to be erased."})
