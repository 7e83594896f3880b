"""Which rows say what is looked for: SQLite's FTS5 and PostgreSQL's text search, asked in one way.

What was typed never becomes query syntax: each term is a quoted string to FTS5, and a parameter to PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    cast,
    column,
    func,
    literal,
    literal_column,
    or_,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.orm import InstrumentedAttribute, Session

from moderation.domain.searching import Term

SEARCHED = ("revision", "author", "article", "decision")
"""The tables whose text, name, title or note is searched; the migration makes an index of each."""


PAGES_AT_ONCE = 2000
"""How many pages of the index are written anew at once: some 8 MB, a fraction of a second."""


def is_of_the_tables(name: str | None, kind: str, _parents: object = None) -> bool:
    """Whether something in the database is told of by this room's classes: the search's own tables are not."""
    return kind != "table" or not (name or "").startswith(tuple(f"{each}_words" for each in SEARCHED))


def saying(session: Session, searched: str, terms: Sequence[Term]) -> Select[Any]:
    """The ids of the rows of a table that say all terms but those to be lacking; at least one must not be.

    The answer's only column is ``id``.
    """
    wanted = [term for term in terms if not term.is_without]
    unwanted = [term for term in terms if term.is_without]
    if session.get_bind().dialect.name == "postgresql":
        words = table(f"{searched}_words", column("id"), column("words", TSVECTOR))
        asked = reduce(lambda one, other: one.op("&&")(other), map(_tsquery, wanted))
        for term in unwanted:
            asked = asked.op("&&")(func.tsquery_not(_tsquery(term)))
        return select(words.c.id).where(words.c.words.op("@@")(asked))
    matched = " AND ".join(map(_fts5, wanted))
    if unwanted:
        matched = f"({matched}) NOT ({' OR '.join(map(_fts5, unwanted))})"
    name = f"{searched}_words"
    words = table(name)
    return (
        select(literal_column(f"{name}.rowid").label("id"))
        .select_from(words)
        .where(literal_column(name).op("MATCH")(literal(matched)))
    )


def says(
    session: Session, searched: str, terms: Sequence[Term], row_id: InstrumentedAttribute[int]
) -> ColumnElement[bool]:
    """That the row with this id says all terms but those to be lacking, which may be all of them."""
    if all(term.is_without for term in terms):
        said = [saying(session, searched, [Term(term.text, term.is_begun)]) for term in terms]
        return ~or_(*(_among(session, row_id, each) for each in said))
    return _among(session, row_id, saying(session, searched, terms))


def _among(session: Session, row_id: InstrumentedAttribute[int], ids: Select[Any]) -> ColumnElement[bool]:
    """That the id is one of those; SQLite, which keeps no counts, is kept from trying each of them in turn."""
    return row_id.in_(ids) if session.get_bind().dialect.name == "postgresql" else (row_id + 0).in_(ids)


def let_go(session: Session) -> None:
    """Have the indexes of comments and names let go of words that no row says any more.

    FTS5 only notes that they are gone, and drops them when it merges what it wrote: it does so now, as far as a moment
    allows. PostgreSQL's vacuum does it there.
    """
    if session.get_bind().dialect.name != "postgresql":
        session.flush()
        for name in ("revision_words", "author_words"):
            merge = text(f"INSERT INTO {name} ({name}, rank) VALUES ('merge', :pages)")  # noqa: S608 - names of ours
            session.execute(merge, {"pages": -PAGES_AT_ONCE})


def _fts5(term: Term) -> str:
    quoted = term.text.replace('"', '""')
    return f'"{quoted}"{" *" if term.is_begun else ""}'


def _tsquery(term: Term) -> ColumnElement[Any]:
    plain = func.plain_words(term.text)
    if term.is_begun:
        return cast(func.to_tsquery("simple", literal("'").concat(plain).concat("':*")), TSQUERY)
    return cast(func.phraseto_tsquery("simple", plain), TSQUERY)
