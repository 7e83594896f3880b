"""The OpenAPI document: made from the routes when it is first asked for, then given the examples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from flask import Flask
from flask_smorest import Api
from marshmallow import Schema
from werkzeug.routing import BaseConverter

from moderation.schemas.problems import Problem
from moderation.web.api.example import Example
from moderation.web.api.examples import EXAMPLES
from moderation.web.api.parsing import ApiBlueprint

OPENAPI = {
    "API_TITLE": "Comment desk",
    "API_VERSION": "1",
    "OPENAPI_VERSION": "3.1.0",
    "API_SPEC_OPTIONS": {
        "servers": [{"url": "/", "description": "This desk."}],
        "info": {"description": "Comments in, verdicts out. Errors are problem details (RFC 9457)."},
        "components": {
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": "A key of the site."},
                "cookie": {"type": "apiKey", "in": "cookie", "name": "comment_desk"},
            }
        },
    },
}


GROUPS = {
    "articles": "Articles",
    "comments": "Comments",
    "drafts": "Drafts, before they are posted",
    "own_comments": "Edit, withdraw and respect",
    "warnings": "Warnings of authors",
    "asks": "Reports, appeals, notices and reasons",
    "scores": "Score texts",
    "rights": "Export and erase an author",
    "readers": "Single sign-on and guests",
    "counts": "Counts of comments",
    "desk_queue": "Desk: the queue and its comments",
    "desk_decisions": "Desk: decide on a comment",
    "desk_batches": "Desk: decide on many comments",
    "desk_people": "Desk: authors, articles and sanctions",
    "desk_rules": "Desk: rules",
    "desk_looking": "Desk: search, audit, insight and transparency",
}
"""What each part of the API is called where people look for it, by the name of its routes."""


class DeskApi(Api):
    """The library's API with the shape of our errors; it describes the routes and serves none."""

    ERROR_SCHEMA: ClassVar[type[Schema]] = Problem


def described(
    blueprints: Iterable[ApiBlueprint], converters: Mapping[str, type[BaseConverter]]
) -> dict[str, Any]:
    """The document about these blueprints.

    The library describes what is registered with it, which takes longer than all the rest of an app: so this is done
    on an app of its own that nobody asks, and only when somebody wants to read the document.
    """
    app = Flask(__name__)
    app.config.update(OPENAPI)
    app.url_map.converters.update(converters)
    api: Any = DeskApi(app)
    for converter in converters.values():
        schema = {"type": "string", "pattern": f"^{converter.regex}$"}
        api.register_converter(converter, lambda _, schema=schema: schema)
    for each in blueprints:
        api.register_blueprint(each)
    document: dict[str, Any] = _ending_as_in_javascript(api.spec.to_dict())
    add_examples(document, EXAMPLES)
    _name_groups(document)
    return document


def _name_groups(document: dict[str, Any]) -> None:
    """Call each group by its name for people."""
    for tag in document["tags"]:
        tag["name"] = GROUPS[tag["name"]]
    for path in document["paths"].values():
        for operation in path.values():
            if isinstance(operation, dict):
                operation["tags"] = [GROUPS[name] for name in operation["tags"]]


def _ending_as_in_javascript(node: Any) -> Any:
    r"""The same with patterns that JSON Schema knows: what Python ends with ``\Z``, it ends with ``$``."""
    if isinstance(node, dict):
        return {name: _ending_as_in_javascript(each) for name, each in node.items()}
    if isinstance(node, list):
        return [_ending_as_in_javascript(each) for each in node]
    return node.removesuffix(r"\Z") + "$" if isinstance(node, str) and node.endswith(r"\Z") else node


def add_examples(document: dict[str, Any], examples: Mapping[str, Example]) -> None:
    """Show beside each operation what is sent and answered, by its operationId."""
    methods = (each for path in document["paths"].values() for each in path.values())
    operations = {each["operationId"]: each for each in methods if isinstance(each, dict)}
    for name, example in examples.items():
        operation = operations[name]
        if example.sent is not None:
            _show(operation["requestBody"], example.sent)
        for status, answered in example.answered.items():
            _show(operation["responses"][str(status)], answered)


def _show(place: dict[str, Any], example: Any) -> None:
    for media in place["content"].values():
        media["example"] = example
