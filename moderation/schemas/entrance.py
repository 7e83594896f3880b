"""Signing in and up on the wire."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from moderation.schemas.words import Words

LONGEST = 200


class EntranceIn(Schema):
    """A name and a password."""

    name = Words(required=True, validate=validate.Length(1, LONGEST))
    password = fields.String(required=True, validate=validate.Length(1, LONGEST))
