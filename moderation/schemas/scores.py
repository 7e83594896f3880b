"""Bulk scoring on the wire: many texts in, the scores of each out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields, post_load, validate

from moderation.domain.comments import MAX_CHARACTERS
from moderation.domain.findings import Verdict
from moderation.domain.scores import ArticleText, ScoredText
from moderation.schemas.words import Words

MOST_TEXTS = 1000
LONGEST_ARTICLE = 200_000
SAYS_SOMETHING = validate.Regexp(r"\s*\S", error="There is nothing to score.")


class ArticleToScoreUnder(Schema):
    """The article that a text stands under; without one there is no OFF_TOPIC."""

    title = Words(required=True, validate=[validate.Length(1, 500), SAYS_SOMETHING])
    text = Words(load_default="", validate=validate.Length(max=LONGEST_ARTICLE))
    language = fields.String(allow_none=True, load_default=None, validate=validate.Length(1, 35))

    @post_load
    def make(self, said: Mapping[str, Any], **_: Any) -> ArticleText:
        """The article as a scorer knows one, of which nothing is remembered."""
        return ArticleText(**said, is_fleeting=True)


class TextToScore(Schema):
    """A text to score, with what it stands under."""

    text = Words(required=True, validate=[validate.Length(1, MAX_CHARACTERS), SAYS_SOMETHING])
    article = fields.Nested(ArticleToScoreUnder, allow_none=True, load_default=None)
    parent = Words(
        allow_none=True,
        load_default=None,
        validate=validate.Length(max=MAX_CHARACTERS),
        metadata={"description": "The text that it answers."},
    )
    language = fields.String(
        allow_none=True,
        load_default=None,
        validate=validate.Length(1, 35),
        metadata={"description": "Believed where it is named, detected where it is not."},
    )

    @post_load
    def make(self, said: Mapping[str, Any], **_: Any) -> ScoredText:
        """The text as a scorer knows one."""
        return ScoredText(**said)


class ScoresIn(Schema):
    """Which texts to score."""

    texts = fields.List(fields.Nested(TextToScore), required=True, validate=validate.Length(1, MOST_TEXTS))
    evidence = fields.Boolean(
        load_default=False, metadata={"description": "Whether to say what raised the scores."}
    )


class EvidenceOut(Schema):
    """A place in a text that raised a score, in code points, the end exclusive; the weight is in log-odds."""

    begin = fields.Integer(required=True)
    end = fields.Integer(required=True)
    weight = fields.Float(required=True)


class FoundOut(Schema):
    """One reason of the site's rules not to publish a text at once."""

    code = fields.String(required=True)
    text = fields.String(required=True)


class ScoreOut(Schema):
    """What was measured of one text; of one in a language that the model does not know, only that."""

    scores = fields.Dict(fields.String(), fields.Float(), allow_none=True, required=True)
    verdict = fields.Enum(Verdict, by_value=True, allow_none=True, required=True)
    reasons = fields.List(fields.Nested(FoundOut), required=True)
    foreign = fields.String(
        allow_none=True,
        required=True,
        metadata={"description": "Its language, if the model does not know it."},
    )
    evidence = fields.Dict(fields.String(), fields.List(fields.Nested(EvidenceOut)))


class ScoresOut(Schema):
    """What was measured, text by text in the order they came in."""

    scores = fields.List(fields.Nested(ScoreOut), required=True)
    model = fields.String(required=True, allow_none=True)
