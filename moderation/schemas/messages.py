"""JSON as Google's services read it: names in either spelling, null as if left out, unknown names refused by name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, pre_load

from moderation.domain.errors import Malformed

_SNAKE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")
_UNKNOWN = "Cannot find field."


class Message(Schema):
    """One message of a contract of Google's."""

    class Meta:
        """As theirs do, ours refuse what they do not know."""

        unknown = RAISE

    error_messages = {"unknown": _UNKNOWN, "type": "Not an object."}  # noqa: RUF012 - as the base class has it

    @pre_load
    def in_one_spelling(self, said: Any, **_: Any) -> Any:
        """What is said, with do_not_store spelt doNotStore, and without what is null."""
        if not isinstance(said, Mapping):
            return said
        return {_camel(name): value for name, value in said.items() if value is not None}


def read_message(schema: Schema, said: Any) -> Any:
    """What the JSON says by the schema.

    Raises:
        Malformed: when it does not fit; ``fields`` says where, in Google's words for it.
    """
    try:
        return schema.load(said)
    except ValidationError as error:
        found = dict(_places(error.messages))
        raise Malformed(
            f"Invalid JSON payload received. {' '.join(found.values())}",
            fields={k: [v] for k, v in found.items()},
        ) from error


def _camel(name: Any) -> Any:
    if not isinstance(name, str) or not _SNAKE.fullmatch(name):
        return name
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))


def _places(messages: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Each place that does not fit, and what is said of it."""
    if isinstance(messages, Mapping):
        for name, found in messages.items():
            yield from _places(found, place if name == "_schema" else f"{place}.{name}".strip("."))
        return
    if _UNKNOWN in messages:
        around, _, name = place.rpartition(".")
        yield place, f'Unknown name "{name}"{f" at {around!r}" if around else ""}: {_UNKNOWN}'
    else:
        yield place, f"Invalid value{f' at {place!r}' if place else ''}: {' '.join(messages)}"
