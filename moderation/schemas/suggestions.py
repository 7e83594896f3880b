"""Perspective's suggestions of scores on the wire."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import fields, validate

from moderation.domain.addresses import LONGEST
from moderation.domain.errors import Malformed
from moderation.schemas.messages import Message, read_message
from moderation.schemas.perspective import INVALID, Request, attribute_in, comment_in, context_in
from moderation.schemas.words import Words
from moderation.use_cases.suggest_score import NewSuggestion

LONGEST_NAME = 500


class _Score(Message):
    value = fields.Float(required=True, validate=validate.Range(0, 1))
    type = fields.String(load_default="PROBABILITY")


class _SpanScore(Message):
    begin = fields.Integer(load_default=0)
    end = fields.Integer(load_default=0)
    score = fields.Nested(_Score)


class _AttributeScores(Message):
    summaryScore = fields.Nested(_Score, load_default=None)  # noqa: N815 - as it is on the wire
    spanScores = fields.List(fields.Nested(_SpanScore), load_default=list)  # noqa: N815


class _Suggest(Request):
    attributeScores = fields.Dict(fields.String(), fields.Nested(_AttributeScores), load_default=dict)  # noqa: N815
    clientToken = Words(load_default=None, validate=validate.Length(max=LONGEST_NAME))  # noqa: N815
    communityId = Words(load_default="", validate=validate.Length(max=LONGEST_NAME))  # noqa: N815


_SUGGEST = _Suggest()


def suggestion_in(said: Any) -> tuple[NewSuggestion, tuple[str, ...]]:
    """The suggestion that a JSON value describes, and the languages that it names.

    Raises:
        Malformed: when it describes none; ``code`` is Perspective's name of the error, if it has one.
    """
    asked = read_message(_SUGGEST, said)
    text = comment_in(asked["comment"]).text.replace("\0", "")
    languages = tuple(asked["languages"])
    address = context_in(asked["context"]).address
    new = NewSuggestion(
        text,
        _labels(asked["attributeScores"]),
        community=asked["communityId"],
        client_token=asked["clientToken"] or None,
        url=address if address and len(address) <= LONGEST and "\0" not in address else None,
        language=languages[0] if languages else None,
        is_kept=not asked["doNotStore"],
    )
    return new, languages


def _labels(scores: Mapping[str, Mapping[str, Any]]) -> dict[str, float]:
    if not scores:
        raise Malformed("Missing attribute_scores", code=INVALID)
    labels = {}
    for name, said in scores.items():
        attribute = attribute_in(name)
        if said["summaryScore"] is None:
            raise Malformed(f"Attribute {name} needs a summary_score", code=INVALID)
        labels[attribute] = said["summaryScore"]["value"]
    return labels
