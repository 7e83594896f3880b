"""The API as a page: what its document says, for people to read and, with script, to try."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from itertools import groupby
from typing import Any

METHODS = ("get", "put", "post", "delete", "patch")


@dataclass(frozen=True)
class Parameter:
    """What stands in the address or a header: its name, ``place``, kind, and what is said of it."""

    name: str
    place: str
    kind: str
    says: str
    is_needed: bool
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """An answer by its status, what it means, and an example of it."""

    status: str
    says: str
    shown: str | None


@dataclass(frozen=True)
class Operation:
    """Something that can be asked, with an example of what is sent, if it is a body in JSON."""

    id: str
    method: str
    path: str
    group: str
    summary: str
    says: str
    needs_key: bool
    parameters: tuple[Parameter, ...]
    sent: str | None
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Group:
    """Operations that belong together; ``id`` is where they stand on the page."""

    id: str
    name: str
    says: str
    operations: tuple[Operation, ...]


def groups_in(document: Mapping[str, Any]) -> list[Group]:
    """All that the document describes, in its order."""
    says = {each["name"]: each.get("description", "") for each in document.get("tags", ())}
    found = groupby(
        sorted(_operations(document), key=lambda each: list(says).index(each.group)),
        key=lambda each: each.group,
    )
    return [
        Group("-".join(re.findall(r"\w+", name.lower())), name, says[name], tuple(each))
        for name, each in found
    ]


def _operations(document: Mapping[str, Any]) -> Iterator[Operation]:
    for path, there in document["paths"].items():
        shared = there.get("parameters", [])
        for method in METHODS:
            if method in there:
                yield _operation(document, method, path, shared, there[method])


def _operation(
    document: Mapping[str, Any], method: str, path: str, shared: list[Any], said: Mapping[str, Any]
) -> Operation:
    parameters = [_resolved(document, each) for each in (*shared, *said.get("parameters", ()))]
    return Operation(
        id=said["operationId"],
        method=method.upper(),
        path=path,
        group=said["tags"][0],
        summary=said["summary"],
        says=said.get("description", ""),
        needs_key=bool(said.get("security")),
        parameters=tuple(_parameter(each) for each in parameters),
        sent=_shown(said["requestBody"]) if "requestBody" in said else None,
        answers=tuple(
            _answer(status, _resolved(document, each))
            for status, each in sorted(said["responses"].items())
            if status != "default"
        ),
    )


def _resolved(document: Mapping[str, Any], said: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is said, or what its reference names."""
    if "$ref" not in said:
        return said
    found: Any = document
    for step in said["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return found if isinstance(found, Mapping) else {}


def _parameter(said: Mapping[str, Any]) -> Parameter:
    schema = said.get("schema", {})
    kind = schema.get("type", "string")
    return Parameter(
        name=said["name"],
        place=said["in"],
        kind=" or ".join(kind) if isinstance(kind, list) else str(kind),
        says=said.get("description", ""),
        is_needed=said.get("required", False),
        choices=tuple(str(each) for each in schema.get("enum", ()) if each is not None),
    )


def _answer(status: str, said: Mapping[str, Any]) -> Answer:
    means = HTTPStatus(int(status)).phrase
    return Answer(status, said.get("description") or means, _shown(said))


def _shown(said: Mapping[str, Any]) -> str | None:
    """The example in JSON, if there is one."""
    for media in said.get("content", {}).values():
        if "example" in media:
            return json.dumps(media["example"], indent=2, ensure_ascii=False)
    return None
