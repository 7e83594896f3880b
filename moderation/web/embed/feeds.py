"""Atom feeds of the latest comments: under an article, and on a site or a section of it."""

from __future__ import annotations

import re

from flask import Blueprint, Response, render_template, request, url_for

from moderation.use_cases.list_latest import Latest, latest_of_article, latest_of_site
from moderation.web.callers import parts

feeds = Blueprint("feeds", __name__)

UNFIT = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML may not hold."""


@feeds.get("/sites/<site:site>/articles/<article:article>/feed")
def article(site: str, article: str) -> Response:
    """The latest comments under an article."""
    here = url_for("embed.article", site=site, article=article)
    return _feed(latest_of_article(parts(), site, article), site, here)


@feeds.get("/sites/<site:site>/feed")
def section(site: str) -> Response:
    """The latest comments on a site; of one section and those below it when ``section`` names its path."""
    told = latest_of_site(parts(), site, request.args.get("section", ""))
    return _feed(told, site, url_for("embed.front"))


def _feed(latest: Latest, site: str, about: str) -> Response:
    """The feed, or 304 for whoever has it already."""
    page = render_template(
        "embed/feed.xml",
        latest=latest,
        site=site,
        about=about,
        home=parts().public_url.rstrip("/"),
        here=request.full_path.rstrip("?"),
        fit=lambda text: UNFIT.sub(" ", text),
    )
    answer = Response(page, content_type="application/atom+xml; charset=utf-8")
    answer.last_modified = latest.updated_at
    answer.add_etag()
    answer.headers["Cache-Control"] = "public, max-age=60"
    answer.make_conditional(request)
    return answer
