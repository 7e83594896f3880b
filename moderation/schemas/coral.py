"""What Coral asks of an external moderation phase, on the wire."""

from __future__ import annotations

import re
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from moderation.domain.comments import Standing
from moderation.domain.errors import Malformed
from moderation.domain.written import from_html
from moderation.schemas.texts import whole
from moderation.use_cases.judge_elsewhere import Elsewhere

STAFF = {"STAFF", "MODERATOR", "ADMIN"}
LONGEST_BODY = 50_000
_HTML = re.compile(
    r"</?(?:a|b|blockquote|br|div|em|i|li|ol|p|s|span|strong|u|ul)\b[^<>]*>|&(?:[a-z]+|#[0-9]+);"
)


class _Open(Schema):
    class Meta:
        unknown = EXCLUDE


class _Comment(_Open):
    body = fields.String(required=True, validate=[whole, validate.Length(max=LONGEST_BODY)])
    parentID = fields.String(allow_none=True, load_default=None)  # noqa: N815 - as it is on the wire


class _Author(_Open):
    id = fields.String(required=True)
    role = fields.String(load_default="COMMENTER")


class _Story(_Open):
    id = fields.String(required=True)
    url = fields.String(allow_none=True, load_default=None)


class _Phase(_Open):
    action = fields.String(required=True, validate=validate.OneOf(["NEW", "EDIT"]))
    comment = fields.Nested(_Comment, required=True)
    author = fields.Nested(_Author, required=True)
    story = fields.Nested(_Story, required=True)


_PHASE = _Phase()


def phase_in(said: Any) -> Elsewhere:
    """The comment that Coral asks about. Its body is HTML or plain text, as Coral is set; it does not say which.

    Raises:
        Malformed: when it asks about none; the message names the fields and quotes nothing.
    """
    try:
        asked = _PHASE.load(said)
    except ValidationError as error:
        named = ", ".join(map(str, error.messages)) if isinstance(error.messages, dict) else "no object"
        raise Malformed(f"Not a moderation request: {named}.") from error
    body, story = asked["comment"]["body"], asked["story"]
    return Elsewhere(
        from_html(body).text if _HTML.search(body) else body,
        Standing.STAFF if asked["author"]["role"] in STAFF else Standing.READER,
        article=story["id"],
        address=story["url"] or "",
    )
