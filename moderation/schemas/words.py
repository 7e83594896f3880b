"""Text fields that every database can keep: no NUL, no half of a character, one kind of line end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields


class Words(fields.String):
    """A text in valid Unicode; every line end becomes a plain newline."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> str:
        if not isinstance(value, str):
            raise self.make_error("invalid")
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise ValidationError("Contains half of a character (a lone surrogate).") from error
        if "\0" in value:
            raise ValidationError("Contains a NUL character.")
        return value.replace("\r\n", "\n").replace("\r", "\n")
