"""The rules of a site or section on the wire: read, tried out, changed."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from moderation.domain.comments import Action
from moderation.schemas.desk_comments import told
from moderation.schemas.numbers import Number
from moderation.schemas.words import Words

RULES = "Rules by name, as docs/rules.md tells them."


class PlaceIn(Schema):
    """Whose rules: a section's by its path, or those of the key's site."""

    section = Words(
        load_default=None, validate=validate.Length(1, 600), metadata=told("Its path, like `Home / City`.")
    )


class RulesOut(Schema):
    """What a place says of the rules, what is said around it, and what is in force."""

    number = fields.Integer(required=True, metadata=told("Of the version; goes back with a change."))
    changed_by = fields.String(required=True, allow_none=True)
    changed_at = fields.AwareDateTime(required=True, allow_none=True)
    said = fields.Dict(keys=fields.String(), required=True, metadata=told(RULES))
    around = fields.Dict(keys=fields.String(), required=True)
    in_force = fields.Dict(keys=fields.String(), required=True)
    model_thresholds = fields.Dict(keys=fields.String(), values=fields.Float(), required=True)


class RulesIn(Schema):
    """All that the place overrides from now on."""

    rules = fields.Dict(keys=fields.String(), required=True, metadata=told(RULES))
    seen = Number(required=True, metadata=told("`number` as you read it: if it is another by now, 409."))
    note = Words(load_default=None, allow_none=True, validate=validate.Length(1, 1000))


class RevertIn(Schema):
    """Which earlier version is said again."""

    number = Number(required=True)
    seen = Number(required=True, metadata=told("`number` as you read it: if it is another by now, 409."))


class VersionOut(Schema):
    """The version that is in force now."""

    number = fields.Integer(required=True)


class ProposedIn(Schema):
    """Rules to try out; nothing is changed."""

    rules = fields.Dict(keys=fields.String(), required=True, metadata=told(RULES))
    days = fields.Integer(load_default=30, strict=True, validate=validate.Range(1, 90))


class SampleOut(Schema):
    """A comment that would become something else: why, and what a manager had done with it, if any had."""

    id = fields.UUID(required=True)
    text = fields.String(required=True)
    article = fields.String(required=True, metadata=told("The title of what it stands under."))
    why = fields.List(fields.String(), required=True)
    decided = fields.Enum(Action, by_value=True, required=True, allow_none=True)


class SideOut(Schema):
    """How many would move one way, of how many managers had said the opposite, and a few of them."""

    count = fields.Integer(required=True)
    opposed = fields.Integer(required=True)
    samples = fields.List(fields.Nested(SampleOut), required=True)


class SimulatedOut(Schema):
    """What the last days would have been under the proposed rules; counts stand for all `total`."""

    days = fields.Integer(required=True)
    total = fields.Integer(required=True)
    looked_at = fields.Integer(required=True)
    held = fields.Nested(SideOut, required=True)
    let_go = fields.Nested(SideOut, required=True)
    rejected = fields.Nested(SideOut, required=True)
    not_rejected = fields.Nested(SideOut, required=True)
    minutes_a_day = fields.Float(required=True, metadata=told("How much longer managers would work."))
    refused = fields.Integer(required=True)


class RuleChangeOut(Schema):
    """One version: who made it (null: the command line), when and why, and what it changed."""

    number = fields.Integer(required=True)
    by = fields.String(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)
    made_at = fields.AwareDateTime(required=True)
    differences = fields.List(fields.String(), required=True)


class VersionsIn(PlaceIn):
    """Which page of the versions of a place."""

    cursor = fields.String(
        load_default=None,
        validate=validate.Regexp(r"[1-9][0-9]{0,8}\Z"),
        metadata=told("`next` of the page before."),
    )
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 100))


class RuleChangesOut(Schema):
    """A page of versions, the latest first; `next` asks for the following one, null at the end."""

    versions = fields.List(fields.Nested(RuleChangeOut), required=True)
    next = fields.String(required=True, allow_none=True)
