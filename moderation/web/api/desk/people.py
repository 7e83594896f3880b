"""Authors and articles at the desk: what is known of them, and what is done about them."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView

from moderation.schemas.desk_decisions import ActOut
from moderation.schemas.desk_people import (
    AfterIn,
    ArticlePageOut,
    AuthorPageOut,
    NoteIn,
    SanctionedOut,
    SanctionIn,
)
from moderation.use_cases.add_author_note import add_author_note
from moderation.use_cases.end_sanction import end_sanction
from moderation.use_cases.review_article import ArticlePage, review_article
from moderation.use_cases.sanction_author import NewSanction, Sanctioned, sanction_author
from moderation.use_cases.show_author import AuthorPage, show_author
from moderation.web.api.desk.front import KEY, READS, WRITES, at_the_desk, manager, parts, site

people = at_the_desk("desk_people", "Who wrote, and where.")

Said = dict[str, Any]


@people.route("/authors/<int(max=2147483647):author_id>")
class AuthorAddress(MethodView):
    """An author."""

    @people.doc(operationId="showAuthor", security=KEY)
    @people.arguments(AfterIn, location="query")
    @people.response(200, AuthorPageOut)
    @people.refuses(*READS)
    def get(self, said: Said, author_id: int) -> AuthorPage:
        """Read an author's record: counts, sanctions, notes, reports and comments."""
        return show_author(parts(), manager(), author_id, after=_after(said))


@people.route("/authors/<int(max=2147483647):author_id>/sanctions")
class SanctionsAddress(MethodView):
    """What is done about an author."""

    @people.once
    @people.doc(operationId="sanctionAuthor", security=KEY)
    @people.arguments(SanctionIn)
    @people.response(201, SanctionedOut)
    @people.refuses(*WRITES)
    def post(self, said: Said, author_id: int) -> Sanctioned:
        """Warn, pre-moderate, suspend or ban an author; for the longest and for bans as a senior manager."""
        new = NewSanction(said["kind"], said["reason"], said["days"], said["everywhere"], said["earlier"])
        return sanction_author(parts(), manager(), author_id, new, seen=said["seen"])


@people.route("/authors/<int(max=2147483647):author_id>/notes")
class NotesAddress(MethodView):
    """Notes about an author."""

    @people.once
    @people.doc(operationId="addAuthorNote", security=KEY)
    @people.arguments(NoteIn)
    @people.response(201, ActOut)
    @people.refuses(401, 403, 404, 413, 415, 429)
    def post(self, said: Said, author_id: int) -> Said:
        """Write a note about an author for colleagues; the author never sees it."""
        return {"act": add_author_note(parts(), manager(), author_id, said["text"])}


@people.route("/sanctions/<int(max=2147483647):sanction>/end")
class EndAddress(MethodView):
    """A sanction's end."""

    @people.once
    @people.doc(operationId="endSanction", security=KEY)
    @people.response(201, ActOut)
    @people.refuses(401, 403, 404, 409, 429)
    def post(self, sanction: int) -> Said:
        """End a sanction before its time."""
        return {"act": end_sanction(parts(), manager(), sanction)}


@people.route("/articles/<article:article>")
class ArticleAddress(MethodView):
    """An article."""

    @people.doc(operationId="reviewArticle", security=KEY)
    @people.arguments(AfterIn, location="query")
    @people.response(200, ArticlePageOut)
    @people.refuses(*READS)
    def get(self, said: Said, article: str) -> ArticlePage:
        """Read how an article's thread stands, with all comments whatever their status."""
        return review_article(parts(), manager(), site(), article, after=_after(said))


def _after(said: Said) -> str | None:
    return str(said["cursor"]) if said["cursor"] else None
