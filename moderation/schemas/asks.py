"""Reports, appeals, notices and statements of reasons on the wire."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from moderation.domain.appeals import LONGEST_APPEAL, LONGEST_REPORT, Ground
from moderation.domain.comments import Status
from moderation.domain.notices import News
from moderation.domain.statements import Automation
from moderation.schemas.comments import AuthorIn
from moderation.schemas.words import Words


class ReportIn(Schema):
    """Why a comment is reported; `illegal` needs a note, and no author."""

    ground = fields.Enum(Ground, by_value=True, required=True)
    note = Words(load_default=None, allow_none=True, validate=validate.Length(0, LONGEST_REPORT))
    author = fields.Nested(AuthorIn, load_default=None, allow_none=True)
    csrf_token = fields.String(
        load_default=None, load_only=True, metadata={"description": "For forms of our pages."}
    )


class ReportOut(Schema):
    """A report as it is kept, and where the comment stands now."""

    id = fields.Integer(required=True)
    status = fields.Enum(Status, by_value=True, required=True)


class AppealIn(Schema):
    """What an author appeals with."""

    note = Words(required=True, validate=validate.Length(1, LONGEST_APPEAL))
    author = fields.Nested(AuthorIn, load_default=None, allow_none=True)
    csrf_token = fields.String(
        load_default=None, load_only=True, metadata={"description": "For forms of our pages."}
    )


class AppealOut(Schema):
    """An appeal as it stands."""

    decision = fields.Integer(required=True, metadata={"description": "The decision that it is against."})
    state = fields.String(required=True, validate=validate.OneOf(["waiting", "upheld", "denied"]))
    answer = fields.String(required=True, allow_none=True)
    made_at = fields.AwareDateTime(required=True)


class NoticeOut(Schema):
    """What an author is told."""

    id = fields.Integer(required=True)
    news = fields.Enum(News, by_value=True, required=True)
    title = fields.String(required=True)
    text = fields.String(required=True)
    comment = fields.UUID(required=True, allow_none=True)
    decision = fields.Integer(required=True, allow_none=True)
    at = fields.AwareDateTime(required=True, attribute="due_at")
    is_new = fields.Boolean(required=True)


class NoticesIn(Schema):
    """Which page of an author's notices."""

    cursor = Words(load_default=None, metadata={"description": "`next` of the page before."})
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 100))


class NoticesOut(Schema):
    """A page of what an author is told by now, newest first; `next` asks for the following one, null at the end."""

    notices = fields.List(fields.Nested(NoticeOut), required=True)
    next = fields.String(required=True, allow_none=True)


class GroundOut(Schema):
    """A rule that a decision rests on; `found`, `score` and `threshold` are for the record, `told` for the author."""

    code = fields.String(required=True)
    found = fields.String(required=True)
    told = fields.String(required=True)
    score = fields.Float(required=True, allow_none=True)
    threshold = fields.Float(required=True, allow_none=True)


class StatementOut(Schema):
    """The reasons of a decision, with what Article 17 of the Digital Services Act asks for."""

    decision = fields.Integer(required=True)
    comment = fields.UUID(required=True)
    article = fields.String(required=True)
    restriction = fields.Enum(Status, by_value=True, required=True, allow_none=True)
    effect = fields.String(required=True, attribute="what")
    text = fields.String(required=True, metadata={"description": "What the comment said then."})
    commented_at = fields.AwareDateTime(required=True)
    decided_at = fields.AwareDateTime(required=True)
    stands = fields.Boolean(required=True, metadata={"description": "No later decision took its place."})
    grounds = fields.List(fields.Nested(GroundOut), required=True)
    noticed = fields.Boolean(required=True, metadata={"description": "Readers had reported it."})
    detected_by_machine = fields.Boolean(required=True)
    automated_decision = fields.Enum(Automation, by_value=True, required=True, attribute="decided_by")
    model = fields.String(required=True, allow_none=True)
    appeal_until = fields.AwareDateTime(required=True, allow_none=True)
    for_database = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        required=True,
        allow_none=True,
        attribute="row",
        metadata={
            "description": "The same in the words of the Commission's transparency database; null if unrestricted."
        },
    )
