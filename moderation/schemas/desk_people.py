"""An author's record and what is done about them, and an article with its thread, on the wire."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from moderation.domain.articles import Mode
from moderation.domain.comments import Status
from moderation.domain.sanctions import Earlier, Kind
from moderation.schemas.desk_comments import told
from moderation.schemas.numbers import Number
from moderation.schemas.words import Words
from moderation.use_cases.add_author_note import LONGEST_NOTE
from moderation.use_cases.sanction_author import LONGEST_DAYS, LONGEST_REASON


class AfterIn(Schema):
    """Where a list of comments goes on."""

    cursor = fields.UUID(load_default=None, metadata=told("`next` of the page before."))


class ListedOut(Schema):
    """A comment in a list."""

    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    author_id = fields.Integer(required=True)
    author = fields.String(required=True)
    article_title = fields.String(required=True)
    text = fields.String(required=True)
    status = fields.Enum(Status, by_value=True, required=True)
    is_featured = fields.Boolean(required=True)
    created_at = fields.AwareDateTime(required=True)


class PastActOut(Schema):
    """What was done beside deciding; nobody (`by`) is the command line."""

    id = fields.Integer(required=True)
    by = fields.String(required=True, allow_none=True)
    did = fields.String(required=True)
    note = fields.String(required=True, allow_none=True)
    acted_at = fields.AwareDateTime(required=True)
    comment = fields.UUID(required=True, allow_none=True)
    is_undo = fields.Boolean(required=True)
    is_undone = fields.Boolean(required=True)
    may_undo = fields.Boolean(required=True)


class ShownSanctionOut(Schema):
    """A sanction, past or present."""

    id = fields.Integer(required=True)
    kind = fields.Enum(Kind, by_value=True, required=True)
    reason = fields.String(required=True)
    by = fields.String(required=True, allow_none=True)
    begins_at = fields.AwareDateTime(required=True)
    ends_at = fields.AwareDateTime(required=True, allow_none=True)
    ended_at = fields.AwareDateTime(required=True, allow_none=True)
    acknowledged_at = fields.AwareDateTime(required=True, allow_none=True)
    is_everywhere = fields.Boolean(required=True)
    is_in_force = fields.Boolean(required=True)
    may_end = fields.Boolean(required=True)


class AuthorNoteOut(Schema):
    """What a colleague wrote about an author."""

    text = fields.String(required=True)
    by = fields.String(required=True)
    written_at = fields.AwareDateTime(required=True)


class ReportsMadeOut(Schema):
    """How many comments the author reported, and what became of that."""

    made = fields.Integer(required=True)
    upheld = fields.Integer(required=True)
    dismissed = fields.Integer(required=True)


def _counts() -> fields.Dict:
    says = told("How many comments, by status.")
    status = fields.Enum(Status, by_value=True)
    return fields.Dict(keys=status, values=fields.Integer(), required=True, metadata=says)


class AuthorPageOut(Schema):
    """An author's record, as far as the key works on what they wrote; `seen` goes back with a sanction."""

    id = fields.Integer(required=True)
    name = fields.String(required=True)
    is_staff = fields.Boolean(required=True)
    has_account = fields.Boolean(required=True)
    since = fields.AwareDateTime(required=True)
    counts = _counts()
    reports = fields.Nested(ReportsMadeOut, required=True)
    sanctions = fields.List(fields.Nested(ShownSanctionOut), required=True)
    notes = fields.List(fields.Nested(AuthorNoteOut), required=True)
    acts = fields.List(fields.Nested(PastActOut), required=True)
    comments = fields.List(fields.Nested(ListedOut), required=True, metadata=told("Latest first."))
    next = fields.UUID(required=True, allow_none=True)
    seen = fields.Integer(required=True)


class SanctionIn(Schema):
    """What is done about an author, and why."""

    kind = fields.Enum(Kind, by_value=True, required=True)
    reason = Words(required=True, validate=validate.Length(1, LONGEST_REASON), metadata=told("They read it."))
    days = fields.Integer(
        load_default=None,
        allow_none=True,
        strict=True,
        validate=validate.Range(1, LONGEST_DAYS),
        metadata=told("For how long; null is for good. A warning lasts until it is acknowledged."),
    )
    everywhere = fields.Boolean(load_default=False, metadata=told("On every site that knows the account."))
    earlier = fields.Enum(
        Earlier,
        by_value=True,
        load_default=Earlier.LEAVE,
        metadata=told("For a ban: what becomes of what they wrote before."),
    )
    seen = Number(required=True, metadata=told("`seen` of the record as you read it."))


class SanctionedOut(Schema):
    """What was done: the sanction, the act that can be undone, and how many earlier comments were rejected."""

    sanction = fields.Integer(required=True)
    act = fields.Integer(required=True)
    rejected = fields.Integer(required=True)


class NoteIn(Schema):
    """A note for colleagues."""

    text = Words(required=True, validate=validate.Length(1, LONGEST_NOTE))


class ArticlePageOut(Schema):
    """An article with its thread; `is_open` is what the site says, `mode` what a manager said instead."""

    id = fields.String(required=True)
    title = fields.String(required=True)
    url = fields.String(required=True, allow_none=True)
    section = fields.String(required=True)
    is_open = fields.Boolean(required=True)
    mode = fields.Enum(Mode, by_value=True, required=True, allow_none=True)
    counts = _counts()
    featured = fields.List(fields.Nested(ListedOut), required=True)
    acts = fields.List(fields.Nested(PastActOut), required=True)
    comments = fields.List(fields.Nested(ListedOut), required=True, metadata=told("Latest first."))
    next = fields.UUID(required=True, allow_none=True)
