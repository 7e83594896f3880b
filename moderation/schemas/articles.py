"""Articles on the wire."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from moderation.domain.folding import folded_text
from moderation.schemas.words import Words
from moderation.use_cases.put_article import NewArticle

_NO_SLASH = "Name one section without a slash; a path is a list of names."
_A_MOMENT = "Give a day and time with its time zone, such as 2026-11-20T06:30:00Z."


def keepable(text: str) -> None:
    """Refuses what no database keeps: half of a character, NUL.

    Raises:
        ValidationError: at either.
    """
    Words().deserialize(text)


def has_utc(moment: datetime) -> None:
    """Refuses a moment of the first or last year that another year has in UTC.

    Raises:
        ValidationError: when UTC cannot say it.
    """
    try:
        moment.astimezone(UTC)
    except OverflowError as error:
        raise ValidationError("Not a moment between the years 1 and 9999 in UTC.") from error


def names_it(title: str) -> None:
    """Refuse a title in which there is nothing to read: it could be neither seen nor followed.

    Raises:
        ValidationError: when it is blank; an empty one is too short already.
    """
    if title and not folded_text(title).strip():
        raise ValidationError("Say what the article is called.")


class ArticleIn(Schema):
    """An article as its site describes it now; what is left out falls back to its default."""

    title = Words(required=True, validate=[validate.Length(1, 500), names_it])
    text = Words(load_default="", validate=validate.Length(0, 200_000))
    html = Words(
        validate=validate.Length(0, 200_000),
        metadata={
            "description": "Instead of `text`: the article's own HTML; all of its visible text is kept. Of a whole page"
            " (with `html` or `body`) menus and the like are left out."
        },
    )
    url = fields.Url(
        load_default=None,
        allow_none=True,
        schemes={"http", "https"},
        validate=[keepable, validate.Length(1, 2000)],
    )
    section = fields.List(
        Words(validate=[validate.Length(1, 100), validate.ContainsNoneOf("/", error=_NO_SLASH)]),
        load_default=list,
        validate=validate.Length(0, 5),
        error_messages={"invalid": 'Give a list of names, outermost first, such as ["Home", "World"].'},
        metadata={
            "description": "The path from the outermost section inwards.",
            "example": ["Home", "World"],
        },
    )
    language = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Regexp(
            r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*\Z", error="Give a code such as en or en-GB."
        ),
    )
    open = fields.Boolean(load_default=True, truthy={True}, falsy={False})
    published_at = fields.AwareDateTime(
        load_default=None,
        allow_none=True,
        validate=has_utc,
        error_messages=dict.fromkeys(("invalid", "invalid_awareness"), _A_MOMENT),
    )

    @validates_schema(pass_original=True)
    def has_one_text(self, _said: Mapping[str, Any], sent: Mapping[str, Any], **_: Any) -> None:
        """Refuse text in two forms, as nobody could say which is meant.

        Raises:
            ValidationError: when both are there.
        """
        if {"text", "html"} <= sent.keys():
            raise ValidationError("Send text or html, not both.", "html")

    @post_load
    def make(self, said: Mapping[str, Any], **_: Any) -> NewArticle:
        """The article as use-cases know one."""
        plain = {name: value for name, value in said.items() if name not in {"open", "section"}}
        return NewArticle(**plain, section=tuple(said["section"]), is_open=said["open"])


class ArticleOut(Schema):
    """That an article is kept, and whether it is new."""

    id = fields.String(required=True)
    created = fields.Boolean(required=True)
