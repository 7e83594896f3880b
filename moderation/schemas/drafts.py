"""Drafts on the wire: what may be posted, and what is said of it first."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from moderation.domain.comments import MAX_CHARACTERS
from moderation.schemas.words import Words


class DraftIn(Schema):
    """What may be posted."""

    text = Words(required=True, validate=validate.Length(1, MAX_CHARACTERS))
    csrf_token = fields.String(
        load_default=None, load_only=True, metadata={"description": "For forms of our pages."}
    )


class MarkOut(Schema):
    """Where in the text a word is that it is about, in code points."""

    begin = fields.Integer(required=True)
    end = fields.Integer(required=True)


class DraftOut(Schema):
    """What to ask the author to look at again; nothing in either when there is nothing."""

    told = fields.List(fields.String(), required=True)
    marks = fields.List(fields.Nested(MarkOut), required=True)
