"""Counts of comments on the wire."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from moderation.schemas.words import Words
from moderation.use_cases.count_comments import MOST


class CountsIn(Schema):
    """Whose comments are counted: `article` once for each."""

    article = fields.List(
        Words(validate=validate.Length(1, 200)),
        required=True,
        validate=validate.Length(1, MOST),
        metadata={"description": "The site's own id of an article; say it once for each."},
    )


class CountsOut(Schema):
    """How many comments are published, by the article's id; 0 where no article is known."""

    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
