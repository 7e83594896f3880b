"""What authors do with their own comments on the wire, and readers with others': respect them."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from moderation.domain.comments import MAX_CHARACTERS, Status
from moderation.schemas.comments import AuthorIn
from moderation.schemas.words import Words

LARGEST = 2**31 - 1
"""No row has a greater number."""


class OwnIn(Schema):
    """Whose comment it is, by the site's own id (only with a key), and at which version they saw it."""

    author = Words(load_default=None, allow_none=True, validate=validate.Length(1, 200))
    version = fields.Integer(
        load_default=None,
        allow_none=True,
        validate=validate.Range(1, LARGEST),
        metadata={"description": "As you saw it: refused (409) when the comment changed since."},
    )


class PutBackIn(OwnIn):
    """Whose comment is put back."""

    csrf_token = fields.String(
        load_default=None, load_only=True, metadata={"description": "For forms of our pages."}
    )


class TakeBackIn(OwnIn):
    """Whose comment is taken back."""

    erase = fields.Boolean(
        load_default=False,
        metadata={"description": "For good: its text and its author are forgotten."},
    )


class EditIn(PutBackIn):
    """What a comment shall say from now on."""

    text = Words(required=True, validate=validate.Length(1, MAX_CHARACTERS))
    version = fields.Integer(
        required=True,
        validate=validate.Range(1, LARGEST),
        metadata={"description": "As you saw it: refused (409) when the comment changed since."},
    )


class RespectIn(Schema):
    """Whether a comment is respected from now on, and by whom (only with a key)."""

    given = fields.Boolean(required=True)
    author = fields.Nested(AuthorIn, allow_none=True, load_default=None)
    csrf_token = fields.String(
        load_default=None, load_only=True, metadata={"description": "For forms of our pages."}
    )


class RespectOut(Schema):
    """How many readers respect a comment now."""

    respects = fields.Integer(required=True)
    given = fields.Boolean(required=True)


class StandingOut(Schema):
    """How a comment stands."""

    id = fields.UUID(required=True)
    status = fields.Enum(Status, by_value=True, required=True)
    version = fields.Integer(required=True)
