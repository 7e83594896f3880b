"""Perspective's door: analyze a comment, and take a suggestion of how it should have scored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, jsonify

from moderation.domain.attributes import OFF_TOPIC
from moderation.schemas.perspective import (
    INVALID,
    NEEDS_CONTEXT,
    Analyze,
    Wanted,
    analyze_in,
    unknown_attribute,
)
from moderation.schemas.suggestions import suggestion_in
from moderation.use_cases.analyze_text import Analysis, analyze_text
from moderation.use_cases.suggest_score import suggest_score
from moderation.web.callers import parts
from moderation.web.doors.bodies import allow_large_body, json_body, machine
from moderation.web.doors.google_errors import analysis_error, install_google_errors

perspective = Blueprint("perspective", __name__)
perspective.before_request(allow_large_body)
install_google_errors(perspective)

UNSURE = "und"
"""What is told of a language that cannot be told for sure (BCP 47: undetermined)."""


@perspective.post("/v1alpha1/comments:analyze")
@perspective.post("/comments:analyze")
def analyze() -> Response:
    """The scores of a comment, of which nothing is kept, whether or not it says ``doNotStore``."""
    caller = machine()
    asked = analyze_in(json_body())
    found = analyze_text(parts(), caller, asked.question)
    if found.foreign and not asked.drops_unsupported:
        return _not_supported(asked, found)
    for each in asked.wanted if not found.foreign else ():
        if each.attribute not in found.whole:
            told = NEEDS_CONTEXT if each.attribute == OFF_TOPIC else unknown_attribute(each.asked_as)
            return analysis_error(told, INVALID)
    scores = {
        each.asked_as: _scores(asked, found, each.attribute)
        for each in asked.wanted
        if not found.foreign and _reaches(each, found.whole)
    }
    languages = list(asked.question.languages) or [found.scored_as or found.foreign[0]]
    return jsonify(
        {
            **({"attributeScores": scores} if scores else {}),
            "languages": languages,
            "detectedLanguages": [found.detected or UNSURE],
            **_token(asked.client_token),
        }
    )


@perspective.post("/v1alpha1/comments:suggestscore")
@perspective.post("/comments:suggestscore")
def suggestscore() -> Response:
    """Thanks for a suggestion, which is kept as a label for training."""
    caller = machine()
    new, languages = suggestion_in(json_body())
    detected = suggest_score(parts(), caller, new)
    return jsonify(
        {
            **_token(new.client_token),
            "detectedLanguages": [detected or UNSURE],
            "requestedLanguages": list(languages),
        }
    )


def _not_supported(asked: Analyze, found: Analysis) -> Response:
    name = asked.wanted[0].asked_as
    return analysis_error(
        f"Attribute {name} does not support request languages: {', '.join(found.foreign)}",
        "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE",
        languageNotSupportedByAttributeError={
            "detectedLanguages": [found.detected or UNSURE],
            "requestedLanguages": list(asked.question.languages),
            "attribute": name,
        },
    )


def _reaches(wanted: Wanted, values: Mapping[str, float]) -> bool:
    return wanted.threshold is None or values[wanted.attribute] >= wanted.threshold


def _scores(asked: Analyze, found: Analysis, attribute: str) -> dict[str, Any]:
    """An attribute's score, of the whole and span by span."""
    whole = _score(found.whole[attribute])
    pieces = [
        (*asked.written.utf16(each.begin, each.end), _score(each.values[attribute]))
        for each in found.sentences
        if attribute in each.values
    ]
    spans = pieces or [(*asked.written.whole, whole)]
    return {
        "summaryScore": whole,
        "spanScores": [{"begin": begin, "end": end, "score": score} for begin, end, score in spans],
    }


def _score(value: float) -> dict[str, Any]:
    return {"value": round(value, 7), "type": "PROBABILITY"}


def _token(client_token: str | None) -> dict[str, str]:
    return {} if client_token is None else {"clientToken": client_token}
