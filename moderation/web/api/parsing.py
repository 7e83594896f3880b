"""How the API reads a body: JSON or a form, never so deep that reading it would break us."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, ClassVar

from flask import Request
from flask_smorest import Blueprint
from marshmallow import Schema
from webargs.flaskparser import FlaskParser, is_json_request
from werkzeug.exceptions import RequestEntityTooLarge, UnsupportedMediaType

from moderation.schemas.problems import Problem
from moderation.web.api.once import KEY, done_once
from moderation.web.api.tags import tagged

JSON_OR_FORM = "json_or_form"
FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}


class BodyParser(FlaskParser):
    """Reads bodies; JSON that is nested too deeply is as malformed as any other."""

    DEFAULT_UNKNOWN_BY_LOCATION: dict[str, str | None] = {  # noqa: RUF012 - as the base class has it
        **FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION,
        JSON_OR_FORM: "raise",
    }

    def load_json(self, req: Request, schema: Schema) -> Any:
        """What the body says in JSON.

        Raises:
            UnsupportedMediaType: when it does not claim to be JSON.
        """
        if not is_json_request(req):
            raise UnsupportedMediaType
        return super().load_json(req, schema)

    def load_json_or_form(self, req: Request, schema: Schema) -> Any:
        """What the body says as a form, or else in JSON."""
        return self.load_form(req, schema) if req.mimetype in FORMS else self.load_json(req, schema)

    def _raw_load_json(self, req: Request) -> Any:
        if len(req.get_data()) == req.max_content_length and req.content_length is None:
            raise RequestEntityTooLarge  # sent in chunks, and only this much of it was read
        try:
            return super()._raw_load_json(req)
        except json.JSONDecodeError:
            raise
        except (ValueError, RecursionError) as error:  # as an integer of thousands of digits is
            raise json.JSONDecodeError("too long or too deep", "[", 0) from error


class ApiBlueprint(Blueprint):
    """A part of the API that reads bodies our way."""

    ARGUMENTS_PARSER = BodyParser()
    DEFAULT_LOCATION_CONTENT_TYPE_MAPPING: ClassVar[dict[str, str]] = {
        **Blueprint.DEFAULT_LOCATION_CONTENT_TYPE_MAPPING,
        JSON_OR_FORM: "application/json",
    }

    def __init__(self, *named: Any, **said: Any) -> None:
        super().__init__(*named, **said)
        self.after_request(tagged)

    def arguments(self, schema: Any, **said: Any) -> Any:
        """The route's arguments; their schema is made once, not anew for each request."""
        return super().arguments(schema() if isinstance(schema, type) else schema, **said)

    def once(self, route: Any) -> Any:
        """The route; what is sent again under its Idempotency-Key is done once. It stands above all others."""
        return self.refuses(409)(self.doc(parameters=[KEY])(done_once(route)))

    def alt_response(self, *said: Any, **told: Any) -> Callable[[Any], Any]:
        """Document another answer of a route, which stays as it is; the base class wraps it once for each."""
        document = super().alt_response(*said, **told)

        def documented(route: Any) -> Any:
            route._apidoc = document(route)._apidoc  # noqa: SLF001 - as the base class keeps it
            return route

        return documented

    def refuses(self, *statuses: int) -> Callable[[Any], Any]:
        """Document the statuses that a route may refuse with, besides those that every route may."""

        def documented(route: Any) -> Any:
            for status in sorted({*statuses, 400, 422}):
                route = self.alt_response(status, schema=Problem, content_type="application/problem+json")(
                    route
                )
            return route

        return documented
