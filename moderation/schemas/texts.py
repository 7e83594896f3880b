"""Texts that are scored and not kept, on the wire."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, post_load, validate

from moderation.domain.errors import Malformed
from moderation.domain.scores import ArticleText, ScoredText


def whole(text: str) -> None:
    """Refuses half of a character; nothing else is touched, so that offsets count what was sent.

    Raises:
        ValidationError: at a lone surrogate.
    """
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValidationError("Contains half of a character (a lone surrogate).") from error


class ArticleTextIn(Schema):
    """The article that a text stands under; what else is said of it is passed over."""

    class Meta:
        """Files made for other commands may say more."""

        unknown = EXCLUDE

    error_messages = {"type": 'Give an object with "title" and "text".'}  # noqa: RUF012 - as the base class has it
    title = fields.String(required=True, validate=whole)
    text = fields.String(load_default="", validate=whole)

    @post_load
    def make(self, said: Mapping[str, Any], **_: Any) -> ArticleText:
        """The article as a scorer knows one."""
        return ArticleText(**said)


class TextIn(Schema):
    """A text to score; what else is said of it is passed over."""

    class Meta:
        """Files made for other commands may say more."""

        unknown = EXCLUDE

    text = fields.String(
        required=True, validate=[whole, validate.Regexp(r"\s*\S", error="There is nothing to score.")]
    )
    article = fields.Nested(ArticleTextIn, allow_none=True, load_default=None)
    parent = fields.String(
        allow_none=True,
        load_default=None,
        validate=whole,
        metadata={"description": "The text that it answers."},
    )
    language = fields.String(allow_none=True, load_default=None)

    @post_load
    def make(self, said: Mapping[str, Any], **_: Any) -> ScoredText:
        """The text as a scorer knows one."""
        return ScoredText(**said)


TEXT = TextIn()


def text_in(said: Any) -> ScoredText:
    """The text that a JSON value describes.

    Raises:
        Malformed: when it describes none; the message says what is wrong.
    """
    try:
        text: ScoredText = TEXT.load(said)
    except ValidationError as error:
        raise Malformed(_told(error.messages)) from error
    return text


def _told(complaints: Any, place: str = "") -> str:
    """Complaints by field as one line."""
    if isinstance(complaints, Mapping):
        inner = (
            _told(found, place if name == "_schema" else f"{place}.{name}".strip("."))
            for name, found in complaints.items()
        )
        return "; ".join(inner)
    words = " ".join(complaints)
    return f"{place}: {words}" if place else words
