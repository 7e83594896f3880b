"""The OpenAPI document: its examples are ones that its own schemas accept."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
import pytest
from flask import Flask

from moderation.web.api.document import add_examples
from moderation.web.api.examples import EXAMPLES, Example


@pytest.fixture
def document(app: Flask) -> Any:
    return app.test_client().get("/openapi.json").json


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
