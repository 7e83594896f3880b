"""Signing in and up on the wire."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from moderation.schemas.texts import whole
from moderation.schemas.words import Words

LONGEST = 200


class EntranceIn(Schema):
    """A name and a password, and for a new account a mail address if its owner gives one."""

    name = Words(required=True, validate=validate.Length(1, LONGEST))
    password = fields.String(required=True, validate=[whole, validate.Length(1, LONGEST)])
    address = Words(load_default="", validate=validate.Length(0, 254))
