"""Searching, the audit and the figures of the desk on the wire."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from moderation.domain.acts import Deed
from moderation.domain.appeals import Ground
from moderation.domain.attributes import ATTRIBUTES
from moderation.domain.comments import Action, Status
from moderation.domain.periods import LENGTHS
from moderation.domain.sanctions import Kind
from moderation.domain.searching import AUTOMATIC, LONGEST
from moderation.schemas.desk_comments import PastDecisionOut, told
from moderation.schemas.numbers import Number
from moderation.schemas.words import Words


def _cursor() -> Words:
    return Words(load_default=None, metadata=told("`next` of the page before."))


def _named(says: str) -> Words:
    return Words(load_default=None, validate=validate.Length(1, LONGEST), metadata=told(says))


class SearchIn(Schema):
    """What is looked for among the comments of the key's site."""

    q = _named('Words, "phrases", -without, and beginnings*.')
    author = _named("Words of a name, or # and a number.")
    article = _named("Words of a title, or # and a number.")
    section = _named("Its path, like `Home / City`.")
    language = _named("The article's.")
    status = fields.Enum(Status, by_value=True, load_default=None)
    reason = Words(load_default=None, validate=validate.Length(1, 32))
    by = fields.String(
        load_default=None,
        validate=validate.Regexp(rf"([1-9][0-9]{{0,8}}|{AUTOMATIC})\Z"),
        metadata=told(f"Whose decision was the last: an account's number, or `{AUTOMATIC}`."),
    )
    attribute = fields.String(load_default=None, validate=validate.OneOf(tuple(ATTRIBUTES)))
    score = fields.Integer(
        load_default=None, validate=validate.Range(0, 100), metadata=told("Per cent, at least.")
    )
    since = fields.Date(load_default=None, data_key="from")
    until = fields.Date(load_default=None, data_key="to")
    cursor = _cursor()
    limit = fields.Integer(load_default=25, validate=validate.Range(1, 100))


class PieceOut(Schema):
    """A piece of a text, and whether it is what was looked for."""

    text = fields.String(required=True)
    is_match = fields.Boolean(required=True)


class ResultOut(Schema):
    """A comment that was looked for."""

    id = fields.UUID(required=True)
    status = fields.Enum(Status, by_value=True, required=True)
    author = fields.String(required=True)
    is_staff = fields.Boolean(required=True)
    section = fields.String(required=True)
    article_title = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True)
    pieces = fields.List(fields.Nested(PieceOut), required=True)
    decision = fields.Nested(PastDecisionOut, required=True, allow_none=True)


class ResultsOut(Schema):
    """A page of results, newest first; a page may be short and still have a `next`, where enough was looked at."""

    comments = fields.List(fields.Nested(ResultOut), required=True)
    next = fields.String(required=True, allow_none=True)


class AuditIn(Schema):
    """What is asked of the audit."""

    by = Number(load_default=None, least=1, metadata=told("An account's number."))
    what = fields.String(load_default=None, validate=validate.OneOf([*map(str, Action), *map(str, Deed)]))
    since = fields.Date(load_default=None, data_key="from")
    until = fields.Date(load_default=None, data_key="to")
    cursor = _cursor()
    limit = fields.Integer(load_default=50, validate=validate.Range(1, 100))


class EntryOut(Schema):
    """One line of the audit. Nobody (`by`) is the command line; `key_id` is the key through which it was done."""

    at = fields.AwareDateTime(required=True)
    by = fields.String(required=True, allow_none=True)
    key_id = fields.Integer(required=True, allow_none=True)
    what = fields.String(required=True)
    subject = fields.String(required=True)
    name = fields.String(required=True, allow_none=True)
    before = fields.Dict(keys=fields.String(), required=True)
    after = fields.Dict(keys=fields.String(), required=True)
    reason = fields.String(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)
    is_undo = fields.Boolean(required=True)


class AuditOut(Schema):
    """A page of the audit, latest first."""

    entries = fields.List(fields.Nested(EntryOut), required=True)
    next = fields.String(required=True, allow_none=True)


class ShareOut(Schema):
    """So many of so many."""

    hits = fields.Integer(required=True)
    total = fields.Integer(required=True)


class InsightIn(Schema):
    """Which days and which section the figures are about."""

    days = fields.Integer(
        load_default=LENGTHS[0], validate=validate.OneOf(LENGTHS), metadata={"enum": list(LENGTHS)}
    )
    section = Words(load_default=None, validate=validate.Length(1, 600))


class DayOut(Schema):
    """How many comments came in on a day, by where they stand now."""

    day = fields.Date(required=True)
    counts = fields.Dict(keys=fields.Enum(Status, by_value=True), values=fields.Integer(), required=True)


class HeldByOut(Schema):
    """What managers made of the comments that an attribute had held."""

    label = fields.String(required=True)
    approved = fields.Nested(ShareOut, required=True)


class PaceOut(Schema):
    """How many decisions, and within how many seconds half and 95 % of the waits ended."""

    name = fields.String(required=True)
    decisions = fields.Integer(required=True)
    waits = fields.Integer(required=True)
    half = fields.Float(required=True, allow_none=True)
    most = fields.Float(required=True, allow_none=True)


class DriftOut(Schema):
    """How far the scores of an attribute lie from those of the period before (population stability index)."""

    label = fields.String(required=True)
    now = fields.List(fields.Integer(), required=True, metadata=told("How many score each tenth."))
    before = fields.List(fields.Integer(), required=True)
    index = fields.Float(required=True, allow_none=True)


class InsightOut(Schema):
    """How moderation went lately; `by_manager` is null for those who may not see colleagues' figures."""

    since = fields.AwareDateTime(required=True)
    until = fields.AwareDateTime(required=True)
    days = fields.List(fields.Nested(DayOut), required=True)
    caught = fields.Nested(ShareOut, required=True)
    held_by = fields.List(fields.Nested(HeldByOut), required=True)
    pace = fields.Nested(PaceOut, required=True)
    by_section = fields.List(fields.Nested(PaceOut), required=True)
    by_manager = fields.List(fields.Nested(PaceOut), required=True, allow_none=True)
    disagreed = fields.Nested(ShareOut, required=True)
    appeals = fields.Nested(ShareOut, required=True)
    reports = fields.Dict(
        keys=fields.Enum(Ground, by_value=True), values=fields.Nested(ShareOut), required=True
    )
    model = fields.String(required=True, allow_none=True, attribute="model.model")
    drifts = fields.List(fields.Nested(DriftOut), required=True)


class TransparencyIn(Schema):
    """Which days the report is about, both included; this month's without."""

    first = fields.Date(load_default=None, data_key="from")
    last = fields.Date(load_default=None, data_key="to")


class ByRuleOut(Schema):
    """How many comments the automatic check held, and rejected, over a rule."""

    rule = fields.String(required=True)
    held = fields.Integer(required=True)
    rejected = fields.Integer(required=True)


class ByReasonOut(Schema):
    """How many comments managers rejected for a reason: those the check had objected to, and the others."""

    reason = fields.String(required=True)
    detected = fields.Integer(required=True)
    undetected = fields.Integer(required=True)


class AskedOut(Schema):
    """Reports on one ground, or appeals: how many came in, and were upheld or refused; the others wait."""

    made = fields.Integer(required=True)
    upheld = fields.Integer(required=True)
    refused = fields.Integer(required=True)


class WaitsOut(Schema):
    """Half of all waits in seconds: for a decision, for a report and for an appeal to be settled."""

    decision = fields.Float(required=True, allow_none=True)
    report = fields.Float(required=True, allow_none=True)
    appeal = fields.Float(required=True, allow_none=True)


class TransparencyOut(Schema):
    """What was restricted in a period, why, by whom it was found and decided, and what was asked back."""

    first = fields.Date(required=True)
    last = fields.Date(required=True)
    submitted = fields.Integer(required=True)
    held_by_check = fields.Integer(required=True)
    rejected_by_check = fields.Integer(required=True)
    by_rule = fields.List(fields.Nested(ByRuleOut), required=True)
    by_reason = fields.List(fields.Nested(ByReasonOut), required=True)
    approved = fields.Integer(required=True)
    checked = fields.Nested(ShareOut, required=True)
    waits = fields.Nested(WaitsOut, required=True)
    appeals = fields.Nested(AskedOut, required=True)
    reports = fields.Dict(
        keys=fields.Enum(Ground, by_value=True), values=fields.Nested(AskedOut), required=True
    )
    sanctions = fields.Dict(keys=fields.Enum(Kind, by_value=True), values=fields.Integer(), required=True)
