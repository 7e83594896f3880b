"""The OpenAPI document: its examples are ones that its own schemas accept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from flask import Flask

from moderation.web.api.document import add_examples
from moderation.web.api.example import Example
from moderation.web.api.examples import EXAMPLES


@pytest.fixture
def document(app: Flask) -> Any:
    return app.test_client().get("/openapi.json").json


HOW = """Each operation needs a summary (its method's docstring), the answers that it may give
(@blueprint.refuses(401, ...)), and an example of what is sent and what is answered: give it one in EXAMPLES of
moderation/web/api/examples.py, or in a file that is merged there.
"""


def shown(node: Any) -> list[tuple[Any, Any]]:
    """Every example in the document with the schema that it stands beside."""
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    here = (
        [(node["example"], node["schema"])]
        if isinstance(node, dict) and {"example", "schema"} <= set(node)
        else []
    )
    return here + [pair for each in inner for pair in shown(each)]


def test_every_example_is_one_of_its_schema(document: Any) -> None:
    found = shown(document["paths"])

    assert len(found) == sum(len(each.answered) + (each.sent is not None) for each in EXAMPLES.values())
    for example, schema in found:
        jsonschema_rs.validator_for({**schema, "components": document["components"]}).validate(example)


def test_an_example_of_no_operation_is_refused(document: Any) -> None:
    with pytest.raises(KeyError, match="noSuchOperation"):
        add_examples(document, {"noSuchOperation": Example(sent={})})


def test_every_operation_is_described_whole(document: Any) -> None:
    lacking = [
        f"{operation['operationId']} lacks {what}"
        for path in document["paths"].values()
        for operation in path.values()
        if isinstance(operation, dict)
        for what in _lacking(operation)
    ]

    assert not lacking, HOW + "\n".join(lacking)


def _lacking(operation: Any) -> Iterator[str]:
    if not operation.get("summary"):
        yield "a summary"
    bodies = {"what is sent": operation.get("requestBody", {"content": {}})}
    bodies |= {
        f"answer {status}": each
        for status, each in operation["responses"].items()
        if status in {"200", "201"}
    }
    yield from (
        f"an example of {name}"
        for name, body in bodies.items()
        for kind, media in body.get("content", {}).items()
        if kind == "application/json" and "example" not in media
    )
    answers = set(operation["responses"])
    needed = {"400", "422"} | ({"401", "403"} if operation.get("security") else set())
    needed |= {"413", "415"} if "requestBody" in operation else set()
    yield from (f"the answer {status}" for status in sorted(needed - answers))
    yield from (f"what answer {status} means" for status in answers if not _says(operation, status))


def _says(operation: Any, status: str) -> bool:
    answer = operation["responses"][status]
    return "$ref" in answer or bool(answer.get("description"))
