"""Search comments by what they say now and what became of them, newest first; and whatever else goes by such a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.articles import SEPARATOR
from moderation.domain.callers import Caller, require_manager
from moderation.domain.comments import Status
from moderation.domain.searching import Piece, begun, excerpt
from moderation.storage import searching
from moderation.use_cases.steps.past_decisions import PastDecision, past
from moderation.use_cases.steps.wanting import asked_of, search_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.searching import Shown

NAMED = 5
"""How many authors, articles and decisions are named beside the comments."""


@dataclass(frozen=True)
class Result:
    """A comment that was looked for; ``pieces`` is the part of it that says so."""

    id: str
    status: Status
    author: str
    is_staff: bool
    site_name: str
    section: str
    article_title: str
    created_at: datetime
    pieces: Sequence[Piece]
    decision: PastDecision | None


@dataclass(frozen=True)
class NamedAuthor:
    """An author whose name says the words."""

    id: int
    name: str
    site: str
    comments: int


@dataclass(frozen=True)
class NamedArticle:
    """An article whose title says the words."""

    id: int
    title: str
    section: str


@dataclass(frozen=True)
class NotedDecision:
    """A decision whose note says the words."""

    comment: str
    decision: PastDecision


@dataclass(frozen=True)
class Results:
    """A page of results, newest first; ``next`` is where to look on, None at the end of all.

    ``is_cut`` says that the page ends because enough was looked at, not because it is full. ``asked`` is the search,
    tidied.
    """

    asked: Mapping[str, str]
    comments: Sequence[Result]
    next: str | None
    is_cut: bool
    authors: Sequence[NamedAuthor] = ()
    articles: Sequence[NamedArticle] = ()
    decisions: Sequence[NotedDecision] = ()


def search_comments(
    parts: Parts, caller: Caller, said: Mapping[str, str], *, after: str | None = None, limit: int = 25
) -> Results:
    """A page of the comments that are looked for, among those that the caller works on.

    The first page of a search for words also names authors, articles and decisions' notes that say them.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
        Malformed: when a filter is none.
    """
    require_manager(caller)
    search = search_of(said)
    with parts.database.reading() as session:
        found = searching.found(session, caller.areas, search, after=after, limit=limit)
        rows = searching.shown(session, found.ids)
        results = [_result(row, excerpt(row.revision.text, search.terms)) for row in rows]
        words = asked_of(said).get("q", "")
        named = _named(session, caller, words) if after is None and begun(words) else ((), (), ())
    return Results(asked_of(said), results, found.next, found.is_cut, *named)


def _result(row: Shown, pieces: Sequence[Piece]) -> Result:
    comment = row.comment
    return Result(
        id=comment.id,
        status=comment.status,
        author=comment.author.name,
        is_staff=comment.author.is_staff,
        site_name=comment.article.site.name,
        section=comment.article.section_path.replace(SEPARATOR, " › "),
        article_title=comment.article.title,
        created_at=comment.created_at,
        pieces=pieces,
        decision=past(row.decision) if row.decision else None,
    )


def _named(
    session: Session, caller: Caller, words: str
) -> tuple[Sequence[NamedAuthor], Sequence[NamedArticle], Sequence[NotedDecision]]:
    terms = begun(words)
    return (
        [
            NamedAuthor(author.id, author.name, site, number)
            for author, site, number in searching.authors_called(session, caller.areas, terms, NAMED)
        ],
        [
            NamedArticle(article.id, article.title, article.section_path.replace(SEPARATOR, " › "))
            for article in searching.articles_called(session, caller.areas, terms, NAMED)
        ],
        [
            NotedDecision(decision.comment_id, past(decision))
            for decision in searching.decisions_saying(session, caller.areas, terms, NAMED)
        ],
    )
