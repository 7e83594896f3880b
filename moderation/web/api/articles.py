"""Articles in: a site's publishing system puts them here."""

from __future__ import annotations

from typing import Any

from flask import request
from flask.views import MethodView
from werkzeug.http import quote_etag

from moderation.schemas.articles import ArticleIn, ArticleOut
from moderation.use_cases.put_article import NewArticle, put_article
from moderation.web.api.parsing import ApiBlueprint
from moderation.web.callers import caller, parts

articles = ApiBlueprint(
    "articles", __name__, url_prefix="/api/v1/sites", description="Pages that can be commented."
)

IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "description": "The `ETag` of what you have seen; several parted by commas, or `*` for whatever is there.",
    "schema": {"type": "string", "pattern": r'^(\*|"[!#-~]*"(, *"[!#-~]*")*)$'},
}


@articles.route("/<site:site>/articles/<article:article>")
class ArticleAddress(MethodView):
    """One article, by the site's own id."""

    @articles.doc(operationId="putArticle", security=[{"key": []}], parameters=[IF_MATCH])
    @articles.arguments(ArticleIn)
    @articles.response(200, ArticleOut)
    @articles.alt_response(201, schema=ArticleOut, description="The article is new.")
    @articles.refuses(401, 403, 404, 412, 413, 415)
    def put(self, new: NewArticle, site: str, article: str) -> tuple[dict[str, Any], int, dict[str, str]]:
        """Keep an article, or replace it; needs a key with the scope `articles`.

        With `If-Match` it is only replaced if it still is as the answer whose `ETag` you send left it; with `*`, if it
        is there at all.
        """
        put = put_article(parts(), caller(), site, article, new, seen=request.if_match or None)
        told = {"id": article, "created": put.is_new}
        return told, 201 if put.is_new else 200, {"ETag": quote_etag(put.tag)}
