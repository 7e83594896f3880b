"""Readers without an account on the wire: whom a site vouches for, and guests."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from moderation.schemas.words import Words


class VouchedIn(Schema):
    """A JWT that the site signed."""

    token = fields.String(
        required=True,
        validate=validate.Length(1, 4000),
        metadata={"description": "A JWT with sub, name, iss, aud, exp (ten minutes at most) and jti."},
    )


class GuestIn(Schema):
    """What a guest tells."""

    name = Words(required=True, validate=validate.Length(1, 200))
    address = Words(
        load_default="", validate=validate.Length(0, 254), metadata={"description": "A mail address."}
    )


class ReaderTokenOut(Schema):
    """What the page shows from now on."""

    token = fields.String(
        required=True, metadata={"description": "For Authorization: Bearer, at this site alone."}
    )
    expires_at = fields.AwareDateTime(required=True)
    name = fields.String(required=True)
