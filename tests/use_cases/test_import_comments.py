"""Comments come along from elsewhere as they stood there: once, in their threads, however often it is tried."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from moderation.domain.callers import Caller
from moderation.domain.comments import Status
from moderation.domain.moving import Brought, Told, ToldComment
from moderation.parts import Parts
from moderation.reading.disqus import DisqusExport
from moderation.storage import comments
from moderation.storage.database import Database
from moderation.storage.tables import Article, Author, Comment, Job
from moderation.use_cases.import_comments import import_comments
from moderation.use_cases.score_comment import score_comment
from tests.exports import a_disqus_export, a_post, a_thread
from tests.making import WordScorer, stored

THREADS, POSTS = 4, 48


def test_what_no_page_could_show_is_left_out_by_name(parts: Parts, machine: Caller, tmp_path: Path) -> None:
    """Both databases: PostgreSQL keeps nothing that is longer than its column."""
    far = a_thread(3).replace('dsq:id="3"', f'dsq:id="{"3" * 201}"')
    brought = imported(
        parts,
        tmp_path,
        [
            a_thread(1, "budget", link="https://harbour.example/" + "\u00e9" * 1900),
            far,
            a_post(11, 1, "x" * 100_000),
            a_post(12, 1, "x" * 100_001),
            a_post(13, 1).replace('dsq:id="13"', f'dsq:id="{"1" * 201}"'),
        ],
    )

    assert brought.comments == {Status.PUBLISHED: 1}
    assert brought.unusable == {
        "it is longer than 100,000 characters": 1,
        "its id is longer than any that is kept": 2,
    }


def test_they_stand_as_they_stood(parts: Parts, machine: Caller, tmp_path: Path) -> None:
    brought = imported(
        parts,
        tmp_path,
        [
            a_thread(1, "budget"),
            a_thread(2, link="javascript:alert(1)"),
            a_post(11, 1),
            a_post(12, 1, parent=11, author="ben"),
            a_post(13, 2, isSpam="true"),
            a_post(14, 2, isDeleted="true"),
            a_post(15, 2, isApproved="false"),
            a_post(16, 2, "<p><img src='x'></p>"),
            a_post(17, 3),
        ],
    )

    assert brought.comments == {Status.PUBLISHED: 2, Status.REJECTED: 1, Status.WITHDRAWN: 1, Status.HELD: 1}
    assert brought.against == {"spam": 1, "deleted": 1}
    assert brought.unusable == {"it has no text": 1, "its article did not come along": 1}
    assert (brought.articles, brought.authors) == (1, 2)
    with parts.database.reading() as session:
        reply = session.scalars(select(Comment).where(Comment.parent_id.is_not(None))).one()
        root = comments.comment_with(session, reply.root_id)
        titles = {
            article.external_id: (article.title, article.url) for article in session.scalars(select(Article))
        }
        assert reply.parent_id == root.id < reply.id
        assert root.created_at.isoformat() == "2020-02-01T10:00:11+00:00"
        assert comments.latest_revision(session, reply.id).text == "Comment 12."
        assert titles["budget"][0] == "The budget vote"
        assert [url for title, url in titles.values() if title == "Story 2"] == [None]
        assert set(session.scalars(select(Author.external_id))) == {"disqus:ada", "disqus:ben"}


def test_what_waited_there_waits_here_whatever_it_scores(
    parts: Parts, machine: Caller, tmp_path: Path
) -> None:
    imported(parts, tmp_path, [a_thread(1, "budget"), a_post(11, 1, isApproved="false"), a_post(12, 1)])
    with parts.database.reading() as session:
        jobs = session.scalars(select(Job.subject).where(Job.kind == "score")).all()

    was_scored = [score_comment(parts, each, 1) for each in jobs]

    assert was_scored == [True]
    assert (stored(parts)[Status.HELD], stored(parts)[Status.PUBLISHED]) == (1, 1)
    with parts.database.reading() as session:
        revision = comments.latest_revision(session, jobs[0])
        assert [each["text"] for each in revision.findings] == ["Waiting where it came from, disqus"]


def test_an_answer_may_stand_before_what_it_answers_or_lack_it(
    parts: Parts, machine: Caller, tmp_path: Path
) -> None:
    posts = [a_post(3, 1, parent=2), a_post(2, 1, parent=1), a_post(1, 1), a_post(4, 1, parent=99)]

    brought = imported(parts, tmp_path, [a_thread(1, "budget"), *posts], at_once=2)

    assert (brought.comments.total(), brought.uprooted, brought.known) == (4, 1, 0)
    assert Counter(map(len, threads(parts).values())) == {3: 1, 1: 1}


def test_a_second_time_nothing_is_brought_along(parts: Parts, machine: Caller, tmp_path: Path) -> None:
    export = [a_thread(1, "budget"), a_post(1, 1), a_post(2, 1, parent=1), a_post(1, 1)]
    first = imported(parts, tmp_path, export)
    second = imported(parts, tmp_path, export)

    assert (first.comments.total(), first.known) == (2, 1)
    assert (second.comments.total(), second.known, second.articles, second.authors) == (0, 3, 0, 0)


def test_killed_half_way_it_goes_on_where_it_was(parts: Parts, machine: Caller, tmp_path: Path) -> None:
    posts = [a_post(each, each % THREADS, parent=max(0, each - THREADS)) for each in range(1, POSTS + 1)]
    file = tmp_path / "disqus.xml"
    file.write_bytes(a_disqus_export([*(a_thread(each) for each in range(THREADS)), *posts]))
    killed = subprocess.run(
        [sys.executable, __file__, parts.database.url, str(file)],
        check=False,
    )
    half = stored(parts)[Status.PUBLISHED]
    brought = Brought()
    import_comments(parts, "harbour", DisqusExport(file), brought, at_once=10)

    assert killed.returncode == -signal.SIGKILL
    assert 0 < half < POSTS
    assert (brought.known, brought.comments.total()) == (half, POSTS - half)
    assert stored(parts)[Status.PUBLISHED] == POSTS
    assert Counter(map(len, threads(parts).values())) == {POSTS // THREADS: THREADS}


def imported(parts: Parts, folder: Path, export: list[str], at_once: int = 500) -> Brought:
    """What came of importing a Disqus export."""
    (folder / "disqus.xml").write_bytes(a_disqus_export(export))
    brought = Brought()
    import_comments(parts, "harbour", DisqusExport(folder / "disqus.xml"), brought, at_once=at_once)
    return brought


def threads(parts: Parts) -> dict[str, list[str]]:
    """The comments by the root of their thread."""
    with parts.database.reading() as session:
        found: dict[str, list[str]] = {}
        for comment in session.scalars(select(Comment)):
            found.setdefault(comment.root_id, []).append(comment.id)
        return found


@dataclass(frozen=True)
class Deadly:
    """An export whose reader is killed in the middle of its thirtieth comment."""

    export: DisqusExport
    name: str = "disqus"

    def told(self) -> Iterator[Told]:
        """The first of what is told."""
        for each in self.export.told():
            if isinstance(each, ToldComment) and each.id == "30":
                os.kill(os.getpid(), signal.SIGKILL)
            yield each


if __name__ == "__main__":
    import_comments(
        Parts(Database(sys.argv[1]), WordScorer()),
        "harbour",
        Deadly(DisqusExport(Path(sys.argv[2]))),
        Brought(),
        at_once=10,
    )
