"""The API's frame: its OpenAPI document, its converters of addresses, and our error shape instead of the library's."""

from __future__ import annotations

from typing import Any, ClassVar

from flask import Flask, Response
from flask_smorest import Api
from marshmallow import Schema
from werkzeug.exceptions import HTTPException
from werkzeug.routing import BaseConverter

from moderation.schemas.problems import Problem
from moderation.web.api.articles import articles
from moderation.web.api.asks import asks
from moderation.web.api.comments import comments
from moderation.web.api.scores import scores
from moderation.web.api.warnings import warnings
from moderation.web.errors import http_error

OPENAPI = {
    "API_TITLE": "Comment desk",
    "API_VERSION": "1",
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": "/",
    "OPENAPI_JSON_PATH": "openapi.json",
    "API_SPEC_OPTIONS": {
        "servers": [{"url": "/", "description": "This desk."}],
        "info": {"description": "Comments in, verdicts out. Errors are problem details (RFC 9457)."},
        "components": {
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": "A key of the site."},
                "cookie": {"type": "apiKey", "in": "cookie", "name": "comment_desk"},
            }
        },
    },
}


class SiteConverter(BaseConverter):
    """A site's name in an address."""

    regex = "[a-z0-9][a-z0-9-]{0,63}"
    part_isolating = True


class ArticleConverter(BaseConverter):
    """A site's own id of an article in an address: up to 200 characters, no slash, nothing invisible."""

    regex = r"[^/\x00-\x20\x7f-\xa0\ufffd]{1,200}"
    part_isolating = True


class DeskApi(Api):
    """The library's API with our error answers; its own would lose headers and turn pages into JSON."""

    ERROR_SCHEMA: ClassVar[type[Schema]] = Problem

    def handle_http_exception(self, error: HTTPException) -> Response:
        """Our answer to an HTTP error."""
        return http_error(error)


def install_api(app: Flask) -> None:
    """Give the app its API and the document that describes it."""
    app.url_map.converters.update(site=SiteConverter, article=ArticleConverter)
    app.config.update(OPENAPI)
    api: Any = DeskApi(app)
    for name in ("site", "article"):
        converter = app.url_map.converters[name]
        pattern = converter.regex
        api.register_converter(
            converter, lambda _, pattern=pattern: {"type": "string", "pattern": f"^{pattern}$"}
        )
    for each in (articles, comments, warnings, asks, scores):
        api.register_blueprint(each)
