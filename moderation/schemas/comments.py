"""Comments on the wire: what is submitted, what is answered, how pages of them are asked for."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from moderation.domain.callers import NamedAuthor
from moderation.domain.comments import MAX_CHARACTERS, Status
from moderation.schemas.words import Words
from moderation.use_cases.list_comments import REPLIES_SHOWN, SORTS


class AuthorIn(Schema):
    """Whose comment, report or appeal it is, as the site knows them; only with a key."""

    id = Words(required=True, validate=validate.Length(1, 200))
    name = Words(required=True, validate=validate.Length(1, 40))

    @post_load
    def make(self, said: Mapping[str, Any], **_: Any) -> NamedAuthor:
        """The author as use-cases know one."""
        return NamedAuthor(**said)


class CommentIn(Schema):
    """A comment to submit."""

    text = Words(required=True, validate=validate.Length(1, MAX_CHARACTERS))
    parent = fields.UUID(
        allow_none=True, load_default=None, metadata={"description": "The comment it answers."}
    )
    author = fields.Nested(AuthorIn, allow_none=True, load_default=None)
    csrf_token = fields.String(
        load_default=None, load_only=True, metadata={"description": "For forms of our pages."}
    )


class ReasonOut(Schema):
    """Why a comment does not show yet, in its author's words."""

    code = fields.String(required=True)
    text = fields.String(required=True)


class SubmittedOut(Schema):
    """What became of a comment."""

    id = fields.UUID(required=True)
    status = fields.Enum(Status, by_value=True, required=True)
    reasons = fields.List(fields.Nested(ReasonOut), required=True)
    model = fields.String(
        required=True, allow_none=True, metadata={"description": "The model that scored it."}
    )
    version = fields.Integer(
        required=True, metadata={"description": "Grows with every change; goes back with yours."}
    )


MOST_REPLIES = 2**31
"""No comment has so many: a count of more was never written here, and some databases could not compare it."""


class Cursor(fields.Field[tuple[int, str]]):
    """An opaque place in a listing."""

    def _serialize(
        self, value: tuple[int, str] | None, attr: str | None, obj: Any, **kwargs: Any
    ) -> str | None:
        return None if value is None else encode_cursor(value)

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> tuple[int, str]:
        return decode_cursor(value)


def encode_cursor(place: tuple[int, str]) -> str:
    """A place in a listing as letters and digits."""
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def decode_cursor(cursor: Any) -> tuple[int, str]:
    """The place that ``encode_cursor`` wrote.

    Raises:
        ValidationError: when it did not come from us.
    """
    try:
        padded = str(cursor) + "=" * (-len(str(cursor)) % 4)
        said = json.loads(base64.urlsafe_b64decode(padded.encode()))
    except (ValueError, RecursionError) as error:
        raise ValidationError("Not a cursor of ours.") from error
    match said:
        case [int(count), str(comment_id)] if type(count) is int and 0 <= count < MOST_REPLIES:
            return count, str(fields.UUID().deserialize(comment_id))
    raise ValidationError("Not a cursor of ours.")


class ListingIn(Schema):
    """Which comments are asked for."""

    sort = fields.String(load_default="newest", validate=validate.OneOf(SORTS))
    cursor = Cursor(
        load_default=None, metadata={"type": "string", "description": "`next` of the page before."}
    )
    limit = fields.Integer(load_default=20, validate=validate.Range(1, 100))
    parent = fields.UUID(
        load_default=None,
        metadata={"description": "The first comment of a thread; lists its replies, oldest first."},
    )


class ReplyOut(Schema):
    """A comment as readers see it."""

    id = fields.UUID(required=True)
    parent = fields.UUID(required=True, allow_none=True)
    author = fields.String(required=True, metadata={"description": "Empty when the comment is gone."})
    is_staff = fields.Boolean(required=True, metadata={"description": "By a community manager."})
    is_featured = fields.Boolean(
        required=True, metadata={"description": "A community manager picked it out."}
    )
    is_own = fields.Boolean(required=True)
    text = fields.String(required=True, metadata={"description": "Empty when the comment is gone."})
    status = fields.Enum(
        Status,
        by_value=True,
        required=True,
        metadata={"description": "Withdrawn and erased ones are listed where they were answered."},
    )
    version = fields.Integer(
        required=True, metadata={"description": "For its author, who changes it; else 0."}
    )
    told = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "Why it does not show to others; for its author."},
    )
    created_at = fields.AwareDateTime(required=True)
    edited_at = fields.AwareDateTime(required=True, allow_none=True)
    respects = fields.Integer(required=True, metadata={"description": "How many readers respect it."})
    is_respected = fields.Boolean(required=True, metadata={"description": "By whoever asks."})


class CommentOut(ReplyOut):
    """A first-level comment with the beginning of its thread."""

    reply_count = fields.Integer(required=True)
    replies = fields.List(
        fields.Nested(ReplyOut), required=True, metadata={"description": f"The first {REPLIES_SHOWN}."}
    )


class PageOut(Schema):
    """A page of comments; ``next`` asks for the following one, null at the end."""

    comments = fields.List(fields.Nested(CommentOut), required=True)
    next = Cursor(required=True, allow_none=True, metadata={"type": "string"})
    total = fields.Integer(required=True, metadata={"description": "All published comments of the article."})


class SummaryIn(Schema):
    """Which of the caller's own submissions are counted."""

    prefix = Words(required=True, validate=validate.Length(1, 200))


class SummaryOut(Schema):
    """How many comments are kept, by status."""

    stored = fields.Integer(required=True)
    by_status = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
