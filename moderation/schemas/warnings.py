"""Warnings on the wire: whose is understood."""

from __future__ import annotations

from marshmallow import Schema, validate

from moderation.schemas.words import Words


class UnderstoodIn(Schema):
    """Who read their warning, by the site's own id."""

    author = Words(required=True, validate=validate.Length(1, 200))
