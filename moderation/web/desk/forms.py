"""Reading what a desk form sent: whole numbers, and words without what no database can keep."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask import request

from moderation.domain.errors import Malformed
from moderation.web.headers import local_path

GREATEST = 2**31 - 1
"""No number that the database keeps is greater."""


def number(name: str) -> int:
    """The whole number in a field.

    Raises:
        Malformed: when there is none that could be kept.
    """
    said = request.form.get(name, "")
    if not (said.isascii() and said.isdigit() and len(said) < 11 and int(said) <= GREATEST):
        raise Malformed("The form was not sent whole. Reload the page.", fields={name: ["A whole number."]})
    return int(said)


def words(name: str) -> str:
    """The words in a field, with line ends as one character; nothing when it is missing.

    Raises:
        Malformed: when they contain a character that cannot be kept.
    """
    said = request.form.get(name, "").replace("\r\n", "\n")
    if "\x00" in said:
        raise Malformed("A character cannot be kept.", fields={name: ["Remove the NUL character."]})
    return said


def message(name: str) -> str:
    """What is written to somebody in a field, or else the site's text that was chosen beside it.

    Raises:
        Malformed: when it contains a character that cannot be kept.
    """
    return words(name).strip() or words("ready").strip()


def place_after(asked: Mapping[str, str]) -> str | None:
    """The comment after which a list goes on, as its address says; None at the beginning.

    Raises:
        Malformed: when that is no comment's id.
    """
    said = asked.get("after")
    try:
        return str(UUID(said)) if said else None
    except ValueError as error:
        raise Malformed(
            "There is no such place in the list.", fields={"after": ["No such place."]}
        ) from error


def way_back(otherwise: str) -> str:
    """Where to go on after the form: what it names (or its page's address), when that is a page of the desk."""
    target = local_path(request.values.get("back"), otherwise)
    return target if target.startswith("/desk") else otherwise
