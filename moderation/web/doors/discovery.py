"""The discovery document, from which Google's client libraries build themselves, for the host that was asked."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, request

from moderation.web.doors.google_errors import answer, error_reason

discovery = Blueprint("discovery", __name__)

VERSION = "v1alpha1"
TEXT = {"type": "string"}
FLAG = {"type": "boolean"}
TEXTS = {"type": "array", "items": TEXT}
WHOLE = {"type": "integer", "format": "int32"}
FRACTION = {"type": "number", "format": "float"}


def _to(schema: str) -> dict[str, Any]:
    return {"$ref": schema}


def _list_of(schema: str) -> dict[str, Any]:
    return {"type": "array", "items": _to(schema)}


def _map_of(schema: str) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": _to(schema)}


def _one_of(*words: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(words), "enumDescriptions": [""] * len(words)}


SCORE_TYPE = _one_of("SCORE_TYPE_UNSPECIFIED", "PROBABILITY", "STD_DEV_SCORE", "PERCENTILE", "RAW")
ASKED = {
    "comment": _to("TextEntry"),
    "context": _to("Context"),
    "languages": TEXTS,
    "clientToken": TEXT,
    "sessionId": TEXT,
    "communityId": TEXT,
}
SCHEMAS: dict[str, dict[str, Any]] = {
    "TextEntry": {"text": TEXT, "type": _one_of("TEXT_TYPE_UNSPECIFIED", "PLAIN_TEXT", "HTML")},
    "ArticleAndParentComment": {"article": _to("TextEntry"), "parentComment": _to("TextEntry")},
    "Context": {
        "entries": _list_of("TextEntry"),
        "articleAndParentComment": _to("ArticleAndParentComment"),
    },
    "AttributeParameters": {"scoreType": SCORE_TYPE, "scoreThreshold": FRACTION},
    "Score": {"value": FRACTION, "type": SCORE_TYPE},
    "SpanScore": {"begin": WHOLE, "end": WHOLE, "score": _to("Score")},
    "AttributeScores": {"summaryScore": _to("Score"), "spanScores": _list_of("SpanScore")},
    "AnalyzeCommentRequest": {
        **ASKED,
        "requestedAttributes": _map_of("AttributeParameters"),
        "spanAnnotations": FLAG,
        "doNotStore": FLAG,
        "dropUnsupportedAttributes": FLAG,
    },
    "AnalyzeCommentResponse": {
        "attributeScores": _map_of("AttributeScores"),
        "languages": TEXTS,
        "detectedLanguages": TEXTS,
        "clientToken": TEXT,
    },
    "SuggestCommentScoreRequest": {**ASKED, "attributeScores": _map_of("AttributeScores")},
    "SuggestCommentScoreResponse": {
        "clientToken": TEXT,
        "detectedLanguages": TEXTS,
        "requestedLanguages": TEXTS,
    },
}
PARAMETERS: dict[str, dict[str, Any]] = {
    "$.xgafv": _one_of("1", "2"),
    "access_token": TEXT,
    "alt": {**_one_of("json"), "default": "json"},
    "callback": TEXT,
    "fields": TEXT,
    "key": TEXT,
    "oauth_token": TEXT,
    "prettyPrint": {"type": "boolean", "default": "true"},
    "quotaUser": TEXT,
    "uploadType": TEXT,
    "upload_protocol": TEXT,
}


@discovery.get("/$discovery/rest")
@discovery.get("/discovery/v1/apis/commentanalyzer/<version>/rest")
def document(version: str | None = None) -> Response:
    """The document of the one version that there is; it needs no key."""
    if (version or request.args.get("version", VERSION)) != VERSION:
        return answer(404, "Discovery document not found for API service.", error_reason("NOT_FOUND"))
    return jsonify(_document(request.host_url))


def _document(root: str) -> dict[str, Any]:
    return {
        "kind": "discovery#restDescription",
        "discoveryVersion": "v1",
        "protocol": "rest",
        "id": f"commentanalyzer:{VERSION}",
        "name": "commentanalyzer",
        "canonicalName": "Comment Analyzer",
        "title": "Comment desk: Perspective's contract",
        "description": "Scores comments as the Perspective Comment Analyzer API did.",
        "version": VERSION,
        "revision": "20261128",
        "rootUrl": root,
        "baseUrl": root,
        "servicePath": "",
        "basePath": "",
        "batchPath": "batch",
        "fullyEncodeReservedExpansion": True,
        "parameters": {name: {"location": "query", **said} for name, said in PARAMETERS.items()},
        "schemas": {
            name: {"id": name, "type": "object", "properties": fields} for name, fields in SCHEMAS.items()
        },
        "resources": {
            "comments": {
                "methods": {
                    "analyze": _method("analyze", "AnalyzeComment"),
                    "suggestscore": _method("suggestscore", "SuggestCommentScore"),
                }
            }
        },
    }


def _method(name: str, message: str) -> dict[str, Any]:
    path = f"{VERSION}/comments:{name}"
    return {
        "id": f"commentanalyzer.comments.{name}",
        "path": path,
        "flatPath": path,
        "httpMethod": "POST",
        "parameters": {},
        "parameterOrder": [],
        "request": _to(f"{message}Request"),
        "response": _to(f"{message}Response"),
    }
