"""The API's frame: its routes, its converters of addresses, and the document that describes it."""

from __future__ import annotations

import json
from functools import cache

from flask import Flask, Response, render_template
from werkzeug.routing import BaseConverter

from moderation.web.api.articles import articles
from moderation.web.api.asks import asks
from moderation.web.api.comments import comments
from moderation.web.api.counts import counts
from moderation.web.api.desk.rooms import ROOMS
from moderation.web.api.document import described
from moderation.web.api.drafts import drafts
from moderation.web.api.own_comments import own_comments
from moderation.web.api.readers import readers
from moderation.web.api.reference import Group, groups_in
from moderation.web.api.rights import rights
from moderation.web.api.scores import scores
from moderation.web.api.warnings import warnings

APIS = (articles, comments, drafts, own_comments, warnings, asks, scores, rights, readers, counts, *ROOMS)


class SiteConverter(BaseConverter):
    """A site's name in an address."""

    regex = "[a-z0-9][a-z0-9-]{0,63}"
    part_isolating = True


class ArticleConverter(BaseConverter):
    """A site's own id of an article in an address: up to 200 characters, no slash, nothing unseen, and not . or .."""

    regex = r"(?!\.\.?$)[^/\x00-\x20\x7f-\xa0\ufffd]{1,200}"
    part_isolating = True


CONVERTERS: dict[str, type[BaseConverter]] = {"site": SiteConverter, "article": ArticleConverter}


def install_api(app: Flask) -> None:
    """Give the app its API and the document that describes it."""
    app.url_map.converters.update(CONVERTERS)
    for each in APIS:
        app.register_blueprint(each)
    app.add_url_rule("/openapi.json", "openapi", _openapi)
    app.add_url_rule("/api", "api", _page)


def _openapi() -> Response:
    return Response(_document(), mimetype="application/json")


def _page() -> str:
    return render_template("api/page.html", groups=_groups())


@cache
def _groups() -> list[Group]:
    return groups_in(json.loads(_document()))


@cache
def _document() -> str:
    return json.dumps(described(APIS, CONVERTERS), indent=2)
