"""Whole numbers that every database can keep."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

GREATEST = 2**31 - 1


class Number(fields.Integer):
    """A whole number from 0, or from ``least``, that is said as one."""

    def __init__(self, *, least: int = 0, **kwargs: Any) -> None:
        super().__init__(strict=True, validate=validate.Range(least, GREATEST), **kwargs)
