"""What a community manager sees of a comment, on the wire."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from moderation.domain.appeals import Ground
from moderation.domain.articles import Mode
from moderation.domain.comments import Action, Status
from moderation.domain.findings import Verdict
from moderation.domain.sanctions import Kind


def told(says: str) -> dict[str, str]:
    """What a field says, for the document."""
    return {"description": says}


class Grouped(fields.Nested):
    """Some of what the same thing says, told as a thing of its own."""

    def get_value(self, obj: Any, *_: Any, **__: Any) -> Any:
        """The thing itself."""
        return obj


class ScoreBarOut(Schema):
    """A score beside the threshold at which it holds, null where it never does."""

    attribute = fields.String(required=True)
    label = fields.String(required=True)
    score = fields.Float(required=True)
    threshold = fields.Float(required=True, allow_none=True)
    holds = fields.Boolean(required=True)


class StretchOut(Schema):
    """A piece of the text, and how much it spoke for which attribute, in log-odds; joined they are the text."""

    text = fields.String(required=True)
    weights = fields.Dict(keys=fields.String(), values=fields.Float(), required=True)


class FindingOut(Schema):
    """One reason from one rule: `text` for managers, `told` for the author."""

    code = fields.String(required=True)
    verdict = fields.Enum(Verdict, by_value=True, required=True)
    text = fields.String(required=True)
    told = fields.String(required=True)
    attribute = fields.String(required=True, allow_none=True)
    score = fields.Float(required=True, allow_none=True)
    threshold = fields.Float(required=True, allow_none=True)


class AuthorOut(Schema):
    """An author's record, as far as it lies in what the key works on."""

    id = fields.Integer(required=True, attribute="beside.author")
    name = fields.String(required=True, attribute="author")
    is_staff = fields.Boolean(required=True)
    since = fields.AwareDateTime(required=True, attribute="record.since")
    published = fields.Integer(required=True, attribute="record.published")
    held = fields.Integer(required=True, attribute="record.held")
    rejected = fields.Integer(required=True, attribute="record.rejected")


class AroundOut(Schema):
    """A comment of the same thread."""

    id = fields.UUID(required=True)
    author = fields.String(required=True)
    is_staff = fields.Boolean(required=True)
    text = fields.String(required=True)
    status = fields.Enum(Status, by_value=True, required=True)
    created_at = fields.AwareDateTime(required=True)
    is_this = fields.Boolean(required=True)


class PastDecisionOut(Schema):
    """A decision; `by` nobody is the automatic check, `key_id` the key through which it was made, if it was one."""

    id = fields.Integer(required=True)
    action = fields.Enum(Action, by_value=True, required=True)
    after = fields.Enum(Status, by_value=True, required=True, metadata=told("Where the comment was then."))
    by = fields.String(required=True, allow_none=True)
    key_id = fields.Integer(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)
    model = fields.String(required=True, allow_none=True)
    decided_at = fields.AwareDateTime(required=True)


class OpenReportOut(Schema):
    """A report that waits; `weight` is how far such readers were right so far."""

    ground = fields.Enum(Ground, by_value=True, required=True)
    note = fields.String(required=True, allow_none=True)
    weight = fields.Float(required=True)
    by = fields.String(required=True, allow_none=True)
    made_at = fields.AwareDateTime(required=True)


class OpenAppealOut(Schema):
    """An appeal that waits."""

    id = fields.Integer(required=True)
    note = fields.String(required=True)
    made_at = fields.AwareDateTime(required=True)
    decision = fields.Integer(required=True)


class ReasonToGive(Schema):
    """A reason that a rejection may have here."""

    code = fields.String(required=True)
    label = fields.String(required=True)
    told = fields.String(required=True, metadata=told("What the author is told."))


class CopyOut(Schema):
    """A comment that says nearly the same."""

    id = fields.UUID(required=True)
    article_title = fields.String(required=True)
    author = fields.String(required=True)
    status = fields.Enum(Status, by_value=True, required=True)
    likeness = fields.Float(required=True)


class SanctionInForce(Schema):
    """What is done about the author now."""

    id = fields.Integer(required=True)
    kind = fields.Enum(Kind, by_value=True, required=True)
    reason = fields.String(required=True)
    ends_at = fields.AwareDateTime(required=True, allow_none=True)


class ArticleOfReview(Schema):
    """The article that a comment is under."""

    id = fields.String(required=True, attribute="article")
    title = fields.String(required=True, attribute="article_title")
    url = fields.String(required=True, allow_none=True, attribute="article_url")
    section = fields.String(required=True)
    mode = fields.Enum(Mode, by_value=True, required=True, allow_none=True, attribute="beside.mode")


class ReviewOut(Schema):
    """All that a community manager sees of a comment before deciding; `version` goes back with what is decided."""

    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    status = fields.Enum(Status, by_value=True, required=True)
    site = fields.String(required=True)
    article = Grouped(ArticleOfReview, required=True)
    author = Grouped(AuthorOut, required=True)
    text = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True)
    is_featured = fields.Boolean(required=True, attribute="beside.is_featured")
    model = fields.String(required=True, allow_none=True)
    scores = fields.List(fields.Nested(ScoreBarOut), required=True, attribute="bars")
    findings = fields.List(fields.Nested(FindingOut), required=True)
    evidence = fields.List(fields.Nested(StretchOut), required=True, attribute="marked")
    thread = fields.List(fields.Nested(AroundOut), required=True)
    history = fields.List(fields.Nested(PastDecisionOut), required=True, metadata=told("Latest first."))
    may_undo = fields.Boolean(required=True)
    copies = fields.List(fields.Nested(CopyOut), required=True)
    sanctions = fields.List(fields.Nested(SanctionInForce), required=True, attribute="beside.sanctions")
    reports = fields.List(fields.Nested(OpenReportOut), required=True, attribute="asks.reports")
    appeal = fields.Nested(OpenAppealOut, required=True, allow_none=True, attribute="asks.appeal")
    reasons = fields.List(fields.Nested(ReasonToGive), required=True)
