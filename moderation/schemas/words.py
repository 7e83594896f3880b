"""Text fields that every database can keep: no NUL, no half of a character, no foreign line ends."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


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
        if _CONTROL.search(value.replace("\r\n", "\n").replace("\r", "\n")):
            raise ValidationError("Contains a control character.")
        return value.replace("\r\n", "\n").replace("\r", "\n")
