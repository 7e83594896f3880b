"""What goes straight to the driver says and finds the same as the ORM, fails alike, and is heard of."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import bindparam, event, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from moderation.domain.callers import Caller
from moderation.domain.comments import Status
from moderation.parts import Parts
from moderation.storage import comments
from moderation.storage.prepared import Prepared
from moderation.storage.rows import change_row, keep_row, row_of
from moderation.storage.tables import Comment, Fingerprint, Job, Revision
from tests.making import NOON, a_comment

COLUMNS = (Comment.status, Comment.need, Comment.queue_at, Comment.featured_at, Comment.version)
SAID = Prepared(lambda _: select(*COLUMNS).where(Comment.id == bindparam("comment"), Comment.version > 0))
ADDED = Prepared(lambda _: insert(Job).returning(Job.id, Job.run_at), "kind", "subject", "run_at", "attempts")
FIRST_OF_ALL = """
import sys
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from moderation.storage.articles import article_at

with Session(create_engine(sys.argv[1])) as session:
    print(article_at(session, "harbour", "budget").site.slug)
"""
PRINTED = Prepared(lambda _: insert(Fingerprint), "number", "revision_id", "day")


@pytest.fixture(name="comment_id")
def one_comment(parts: Parts, machine: Caller) -> str:
    """A comment that was published."""
    return a_comment(parts, machine).id


def as_read(session: Session, comment_id: str) -> tuple[object, ...]:
    comment = session.get_one(Comment, comment_id, populate_existing=True)
    return tuple(getattr(comment, column.key) for column in COLUMNS)


def test_rows_come_back_as_the_orm_has_them(parts: Parts, comment_id: str) -> None:
    with parts.database.writing() as session:
        comments.place(session, comments.comment_with(session, comment_id), [0.5, 0.0, 1.0], NOON)
        found = SAID.ask(session, comment=comment_id)

        assert found == [as_read(session, comment_id)] == [(Status.PUBLISHED, [0.5, 0.0, 1.0], NOON, None, 2)]
        assert SAID.ask(session, comment="none") == []


def test_what_is_kept_gives_back_what_was_asked_for(parts: Parts) -> None:
    with parts.database.writing() as session:
        ((number, run_at),) = ADDED.ask(session, kind="test", subject="1", run_at=NOON, attempts=0)

        assert (session.get_one(Job, number).subject, run_at) == ("1", NOON)


def test_what_the_session_has_changed_is_there(parts: Parts, comment_id: str) -> None:
    with parts.database.writing() as session:
        comments.comment_with(session, comment_id).version = 7

        assert SAID.ask(session, comment=comment_id)[0][-1] == 7


def test_many_rows_are_kept_at_once_and_complaints_quote_nothing(parts: Parts, comment_id: str) -> None:
    with parts.database.writing() as session:
        said = comments.latest_revision(session, comment_id).id
        PRINTED.run(session, [{"number": each, "revision_id": said, "day": 1} for each in (1, 2)])
        kept = session.scalars(select(Fingerprint.number).where(Fingerprint.revision_id == said)).all()
    with pytest.raises(IntegrityError) as told, parts.database.writing() as session:
        PRINTED.run(session, [{"number": 424242, "revision_id": said, "day": 1}] * 2)

    assert {1, 2} <= set(kept)
    assert "fingerprint" in str(told.value)
    assert told.value.params is None


def test_whoever_listens_hears_of_it(parts: Parts, comment_id: str) -> None:
    heard: list[str] = []
    with parts.database.writing() as session:
        event.listen(
            session.connection(), "before_cursor_execute", lambda _, __, text, *___: heard.append(text)
        )
        SAID.ask(session, comment=comment_id)

    assert [text.split()[0] for text in heard] == ["SELECT"]


def test_a_kept_row_is_as_if_it_had_been_read(parts: Parts, comment_id: str) -> None:
    wording = {"comment_id": comment_id, "number": 2, "text": "New.", "created_at": NOON}
    scores: dict[str, object] = {"scored_at": None, "model": None, "scores": {"SPAM": 0.5}}
    found = {**scores, "evidence": {}, "findings": []}
    with parts.database.writing() as session:
        kept = keep_row(session, Revision, wording | found)
        kept.text = "Newer."
        assert kept.comment.id == comment_id
    with parts.database.reading() as session:
        there = session.get_one(Revision, kept.id)

        assert (there.text, there.scores, there.comment.id) == ("Newer.", {"SPAM": 0.5}, comment_id)


def test_only_what_differs_is_written(parts: Parts, comment_id: str) -> None:
    heard: list[str] = []
    with parts.database.writing() as session:
        comment = comments.comment_with(session, comment_id)
        event.listen(
            session.connection(), "before_cursor_execute", lambda _, __, text, *___: heard.append(text)
        )
        change_row(session, comment, version=comment.version, status=Status.PUBLISHED)
        change_row(session, comment, version=9, queue_at=NOON + timedelta(hours=1), status=Status.PUBLISHED)

    assert len(heard) == 1
    assert "status" not in heard[0]
    with parts.database.reading() as session:
        assert as_read(session, comment_id)[2:] == (NOON + timedelta(hours=1), None, 9)


def test_a_row_that_the_session_knows_is_not_made_twice(parts: Parts, comment_id: str) -> None:
    with parts.database.writing() as session:
        known = session.get_one(Comment, comment_id)
        values = [getattr(known, column.name) for column in Comment.__table__.columns]

        assert row_of(session, Comment, values) is known
        session.expunge_all()
        other = row_of(session, Comment, values)
        assert (other is known, other.status, other.article.site.slug) == (False, Status.PUBLISHED, "harbour")


@pytest.mark.usefixtures("machine")
def test_an_article_may_be_what_is_asked_for_before_all_else(parts: Parts) -> None:
    with parts.database.reading() as session:
        url = session.get_bind().engine.url.render_as_string(hide_password=False)

    command = [sys.executable, "-c", FIRST_OF_ALL, url]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)

    assert (done.stdout, done.stderr) == ("harbour\n", "")
