"""The index of words is made of what is there already, follows every change, and no search reads all comments."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import delete, event, select, text

from moderation.domain.callers import Caller
from moderation.domain.comments import Status
from moderation.domain.searching import Search, terms_of
from moderation.parts import Parts
from moderation.storage import searching
from moderation.storage.migrate import migrate
from moderation.storage.tables import Revision
from moderation.storage.words import SEARCHED, saying
from tests.making import NOON, a_comment


def said(parts: Parts, asked: str) -> int:
    with parts.database.reading() as session:
        return len(session.execute(saying(session, "revision", terms_of(asked))).all())


def test_what_was_there_before_the_index_is_found_and_what_goes_is_not(parts: Parts, machine: Caller) -> None:
    a_comment(parts, machine, "A fair harbour.")
    migrate(parts.database, "0005")
    migrate(parts.database)
    before = said(parts, "harbour")
    with parts.database.writing() as session:
        session.execute(text("UPDATE revision SET text = 'A fair library.'"))
    changed = said(parts, "harbour"), said(parts, "library")
    with parts.database.writing() as session:
        comment = session.scalars(select(Revision.comment_id)).one()
        session.add(Revision(comment_id=comment, number=2, text="A fair gull.", created_at=NOON))
    added = said(parts, "gull"), said(parts, "fair")
    with parts.database.writing() as session:
        session.execute(delete(Revision).where(Revision.number == 2))
    removed = said(parts, "gull"), said(parts, "fair")

    assert (before, changed, added, removed) == (1, (0, 1), (1, 2), (0, 1))


def test_the_index_is_sound_after_all_that_happens_to_a_comment(parts: Parts, held: str) -> None:
    with parts.database.writing() as session:
        if session.get_bind().dialect.name == "sqlite":
            for table in SEARCHED:
                # raises when the index is not what the rows say
                check = f"INSERT INTO {table}_words ({table}_words, rank) VALUES ('integrity-check', 0)"  # noqa: S608
                session.execute(text(check))

    assert said(parts, "idiot") == 1


@contextmanager
def explained(parts: Parts, plans: list[str]) -> Iterator[None]:
    """Whatever is asked in the block, with how SQLite would go about it."""

    def explain(connection: Any, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith("SELECT"):
            asked = connection.connection.cursor().execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            plans.extend(row[3] for row in asked)

    event.listen(parts.database.engine, "before_cursor_execute", explain)
    yield
    event.remove(parts.database.engine, "before_cursor_execute", explain)


def test_no_search_goes_through_all_comments_without_an_index(parts: Parts, held: str) -> None:
    if parts.database.engine.dialect.name != "sqlite":
        return  # PostgreSQL plans by how much there is: the benchmark looks at it
    plans: list[str] = []
    terms = terms_of('idiot "you idiot" -fair')
    with explained(parts, plans), parts.database.reading() as session:
        for search in (
            Search(),
            Search(terms=terms),
            Search(terms=terms, author="#1", status=Status.HELD),
            Search(article="budget", attribute="INSULT", reason="spam"),
            Search(terms=terms_of("-fair"), site="harbour", section="Home", decider=0),
        ):
            found = searching.found(session, (), search, after=None, limit=5)
            searching.shown(session, found.ids)

    assert plans
    offenders = [
        plan for plan in plans if plan.startswith(("SCAN comment", "SCAN revision", "SCAN decision"))
    ]
    assert [plan for plan in offenders if " USING " not in plan and "VIRTUAL" not in plan] == []
