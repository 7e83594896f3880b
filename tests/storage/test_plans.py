"""No question of the desk reads all comments or all revisions: the plan of each is asked of both databases."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

from moderation.domain.callers import Area, NamedAuthor
from moderation.domain.comments import Action, Status
from moderation.domain.queues import WAITING, Asked, Order, Queue
from moderation.domain.searching import Search, terms_of
from moderation.parts import Parts
from moderation.storage import batches, claims, comments, listing, notices, published, queue, searching
from moderation.storage.table import Table
from moderation.storage.tables import Article, Comment
from moderation.use_cases.list_comments import SORTS
from moderation.use_cases.steps.reviewing import reviews_of
from tests.asking import decided
from tests.making import NOON, a_comment, a_machine, a_manager, a_site, an_article, at

LARGE = {"comment", "revision"}
"""The tables that no page may read from end to end."""

OF_THOSE_THAT_WAIT = {"ix_revision_unscored"}
"""Indexes that know only what waits, however large their table grows: reading one whole is reading the queue."""

ID = "00000000-0000-7000-8000-000000000000"
REPLY = Comment(id=ID.replace("7", "8"), root_id=ID)
AREAS = (Area("harbour", "Home / City"), Area("valley"))
NARROW = Asked(area=Area("harbour", "Home"), language="en")


def page_of(asked: Asked, *, areas: tuple[Area, ...] = (), after: Any = None) -> Callable[[Session], Any]:
    """A page of a queue."""
    return lambda session: queue.waiting(session, areas, asked, now=NOON, after=after, limit=11)


def clock_of(each: Queue) -> Callable[[Session], Any]:
    """Since when a queue waits."""
    return lambda session: queue.waiting_since(session, (), Asked(each), NOON)


def listing_of(sort: str, after: Any = None) -> Callable[[Session], Any]:
    """A page of an article's comments, as a reader of their own sees it."""
    article = Article(id=1)
    sight = listing.Sight([1], keeps_held=True)
    return lambda session: listing.roots(session, article, sight, sort=sort, after=after, limit=21)


def search_for(
    words: str = "", *, areas: tuple[Area, ...] = (), after: str | None = None, **said: Any
) -> Any:
    """A page of what somebody looks for."""
    search = Search(terms_of(words), **said)
    return lambda session: searching.found(session, areas, search, after=after, limit=20)


QUESTIONS: dict[str, Callable[[Session], Any]] = {
    **{f"{each.value} queue": page_of(Asked(each)) for each in Queue},
    **{f"{each.value} queue of some areas": page_of(Asked(each), areas=AREAS) for each in Queue},
    **{f"held by {each.value}": page_of(Asked(order=each, attribute="INSULT")) for each in Order},
    "held, narrowed": page_of(NARROW),
    "held, second page": page_of(Asked(), after=(NOON, ID)),
    "held by score, second page": page_of(Asked(order=Order.SCORE, attribute="SPAM"), after=(0.5, ID)),
    "counts": lambda session: queue.counts(session, AREAS, NARROW, NOON),
    **{f"{each.value} clock": clock_of(each) for each in WAITING},
    "arrived": lambda session: queue.count(session, (), Asked(), NOON, since=ID),
    "newest": queue.newest,
    "held under an article": lambda session: queue.held_under(session, [1]),
    "published in a day": lambda session: queue.published_since(session, 1, NOON, at_most=50),
    "held by an author": lambda session: queue.held_by(session, 1, 200),
    "scored": lambda session: batches.scored(session, AREAS, NARROW, "INSULT", NOON),
    "versions": lambda session: batches.versions_of(session, AREAS, [ID]),
    "counts under articles": lambda session: published.counts_under(session, "harbour", ["budget"]),
    "standing": lambda session: batches.standing(session, 1, AREAS),
    **{f"comments, {sort}": listing_of(sort) for sort in SORTS},
    **{f"comments, {sort}, second page": listing_of(sort, after=(3, ID)) for sort in SORTS},
    "search, a few words": search_for("drowned budget"),
    "search, a few words in some areas": search_for("drowned -budget", areas=AREAS, status=Status.HELD),
    "search, a few words, second page": search_for("drowned", after=ID),
    "search, lately": search_for("drowned", since=NOON),
    "search, lately, second page": search_for("-drowned", since=NOON, after=ID),
    "search, an author": search_for("drowned", author="ada"),
    "search, an article": search_for(article="#1", decider=0),
    "threads": lambda session: comments.conversations(session, [REPLY, Comment(id=ID, root_id=ID)], 30),
    "notices": lambda session: notices.told_to(session, notices.Whom([1]), notices.Stretch(NOON, 21)),
    "claimed": lambda session: claims.claimed(session, [ID], but=1, now=NOON),
}
"""Each question of the desk by a name: one line for every new one."""


def test_no_question_reads_all_comments_or_revisions(parts: Parts) -> None:
    with parts.database.writing() as session:
        asked = {name: asked_by(session, question) for name, question in QUESTIONS.items()}
    with parts.database.engine.connect() as connection:
        read = _scans_of_sqlite if connection.dialect.name == "sqlite" else _scans_of_postgresql
        offenders = {
            name: scans
            for name, statements in asked.items()
            if (
                scans := [
                    scan for statement, values in statements for scan in read(connection, statement, values)
                ]
            )
        }

    assert offenders == {}


@pytest.mark.parametrize("sort", SORTS)
def test_no_order_of_comments_has_a_thread_sorted_first(parts: Parts, sort: str) -> None:
    with parts.database.writing() as session:
        asked = asked_by(session, listing_of(sort, after=(3, ID)))
    with parts.database.engine.connect() as connection:
        explain = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
        if explain == "EXPLAIN":
            connection.exec_driver_sql("SET enable_seqscan = off")
            connection.exec_driver_sql("SET enable_sort = off")
        plans = [
            str(row)
            for statement, values in asked
            for row in connection.exec_driver_sql(f"{explain} {statement}", values)
        ]

    assert not [line for line in plans if "TEMP B-TREE" in line or "Sort" in line]


@pytest.mark.parametrize("table", sorted(LARGE))
def test_a_scan_is_found(parts: Parts, table: str) -> None:
    with parts.database.engine.connect() as connection:
        read = _scans_of_sqlite if connection.dialect.name == "sqlite" else _scans_of_postgresql
        column = "need" if table == "comment" else "model"

        assert read(connection, f"SELECT count(*) FROM {table} WHERE CAST({column} AS TEXT) = 'x'", ())  # noqa: S608
        assert not read(connection, f"SELECT * FROM {table} WHERE id = NULL", ())  # noqa: S608


def asked_by(session: Session, question: Callable[[Session], Any]) -> list[tuple[str, Any]]:
    """Every question that goes to the database for this one, as it was put."""
    with _listening(session.connection()) as heard:
        question(session)
    assert heard, "it asked nothing"
    return heard


@contextmanager
def _listening(connection: Connection) -> Iterator[list[tuple[str, Any]]]:
    heard: list[tuple[str, Any]] = []

    def hear(_: Any, __: Any, statement: str, values: Any, *___: Any) -> None:
        heard.append((statement, values))

    event.listen(connection, "before_cursor_execute", hear)
    yield heard
    event.remove(connection, "before_cursor_execute", hear)


def _scans_of_sqlite(connection: Connection, statement: str, values: Any) -> list[str]:
    plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
    lines = [str(row[3]) for row in plan]
    return [
        line for line in lines if line.startswith("SCAN") and line.split()[1].rstrip("_0123456789") in LARGE
    ]


def _scans_of_postgresql(connection: Connection, statement: str, values: Any) -> list[str]:
    """Whatever it reads of a large table without a condition on an index; empty tables would all be read whole."""
    connection.exec_driver_sql("SET enable_seqscan = off")
    (plan,) = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", values).scalar_one()
    return [json.dumps(node)[:200] for node in _nodes(plan["Plan"]) if _is_scan(node)]


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for below in node.get("Plans", ()):
        yield from _nodes(below)


def _is_scan(node: dict[str, Any]) -> bool:
    if node.get("Index Name") in OF_THOSE_THAT_WAIT:
        return False
    if node.get("Relation Name") not in LARGE or node["Node Type"] == "Bitmap Heap Scan":
        return False
    return "Index Cond" not in node


def test_a_page_of_the_queue_asks_no_more_the_more_it_shows(parts: Parts) -> None:
    machine = a_machine(parts, a_site(parts, mode="pre"))
    manager = a_manager(parts)
    asked = []
    for number in range(4):
        there = {"article": f"article-{number}", "author": NamedAuthor(f"a{number}", "Ada")}
        an_article(parts, machine, f"article-{number}")
        root = a_comment(parts, machine, "Held.", **there).id
        decided(parts, manager, root, Action.PUBLISH)
        a_comment(parts, machine, "An answer.", parent=root, **there)
        with parts.database.reading() as session:
            waiting = [comment for comment, _ in page_of(Asked())(session)]
            asked.append(len(asked_by(session, partial(reviews_of, found=waiting, caller=manager))))

    assert len(waiting) == 4
    assert set(asked) == {asked[0]}


def test_a_thread_is_its_root_and_the_last_up_to_each_comment(parts: Parts) -> None:
    machine = a_machine(parts, a_site(parts))
    an_article(parts, machine)
    root, other = (a_comment(parts, machine, f"First, {each}.").id for each in range(2))
    later = [
        a_comment(at(parts, NOON + timedelta(minutes=each)), machine, f"Answer {each}.", parent=root).id
        for each in range(1, 6)
    ]
    asked_of = [later[3], other, later[0], root]
    with parts.database.reading() as session:
        found = comments.comments_with(session, asked_of)
        threads = comments.conversations(session, [found[each] for each in asked_of], 2)
        ids = {each: [comment.id for comment in thread] for each, thread in threads.items()}

    assert ids == {
        later[3]: [root, *later[2:4]],
        other: [other],
        later[0]: [root, later[0]],
        root: [root],
    }


@pytest.mark.parametrize("name", sorted(OF_THOSE_THAT_WAIT))
def test_an_index_of_those_that_wait_knows_no_others(name: str) -> None:
    (index,) = [
        each for table in Table.metadata.tables.values() for each in table.indexes if each.name == name
    ]

    assert {"postgresql_where", "sqlite_where"} <= index.dialect_kwargs.keys()
