"""What readers report and authors appeal waits in queues of its own, counted and clocked by its own rows."""

from __future__ import annotations

from datetime import timedelta

from moderation.domain.appeals import Ground
from moderation.domain.callers import Area, Caller, NamedAuthor
from moderation.domain.queues import WAITING, Asked, Order, Queue
from moderation.parts import Parts
from moderation.storage import comments, decisions, queue
from moderation.storage.desk_tables import Appeal, Report
from moderation.web.places import read, written
from tests.making import NOON, a_comment, an_article

EARLIER = NOON - timedelta(hours=5)
SPORTS = (Area("harbour", "Home / Sports"),)


def report(parts: Parts, comment_id: str, times: int, *, settled: bool = False) -> None:
    """Have the comment reported so often."""
    with parts.database.writing() as session:
        revision = comments.latest_revision(session, comment_id)
        for _ in range(times):
            made = Report(
                comment_id=comment_id, revision_id=revision.id, ground=next(iter(Ground)), weight=1.0
            )
            made.made_at = NOON if settled else EARLIER
            made.settled_at = NOON if settled else None
            session.add(made)


def found(parts: Parts, asked: Asked, areas: tuple[Area, ...] = ()) -> list[str]:
    with parts.database.reading() as session:
        page = queue.waiting(session, areas, asked, now=NOON, after=None, limit=10)
        return [comment.id for comment, _ in page]


def test_what_is_reported_and_not_settled_waits_most_reports_first(parts: Parts, machine: Caller) -> None:
    an_article(parts, machine, "final", section=("Home", "Sports"))
    once = a_comment(parts, machine, "A fair budget.").id
    twice = a_comment(parts, machine, "A fair final.", article="final").id
    settled = a_comment(parts, machine, "A fair vote.").id
    report(parts, once, 1)
    report(parts, twice, 2)
    report(parts, settled, 1, settled=True)

    reported = Asked(Queue.REPORTED, order=Order.REPORTS)
    with parts.database.reading() as session:
        counts = queue.counts(session, (), Asked(), NOON)
        elsewhere = queue.counts(session, SPORTS, Asked(), NOON)
        since = queue.waiting_since(session, (), reported, NOON)

    assert found(parts, reported) == [twice, once]
    assert found(parts, reported, SPORTS) == [twice]
    assert counts == {**dict.fromkeys(WAITING, 0), Queue.REPORTED: 2}
    assert elsewhere[Queue.REPORTED] == 1
    assert since == EARLIER


def test_what_is_said_to_be_illegal_comes_first_and_then_by_need(parts: Parts, machine: Caller) -> None:
    """However little the one who says so weighs, and however late; the rest by how long it waits and its risk."""
    late, early, risky, illegal = (
        a_comment(parts, machine, f"A fair budget {each}.").id for each in range(4)
    )
    with parts.database.writing() as session:
        for each, ground, hours, weight in (
            (late, Ground.SPAM, 4, 1.0),
            (early, Ground.SPAM, 5, 1.0),
            (risky, Ground.COURTESY, 1, 1.0),
            (illegal, Ground.ILLEGAL, 0, 0.0),
        ):
            revision = comments.latest_revision(session, each)
            made = Report(comment_id=each, revision_id=revision.id, ground=ground, weight=weight)
            made.made_at = NOON - timedelta(hours=hours)
            session.add(made)
        comments.comment_with(session, risky).need = [1.0, 0.0, 0.0]  # six hours ahead

    asked, after = Asked(Queue.REPORTED), None
    pages: list[str] = []
    with parts.database.reading() as session:
        while page := queue.waiting(session, (), asked, now=NOON, after=after, limit=1):
            pages.append(page[0][0].id)
            after = read(written(page[0][1]), asked.compares)

    assert pages == found(parts, asked) == [illegal, risky, early, late]


def test_what_is_appealed_waits_until_another_manager_answers(
    parts: Parts, held: str, machine: Caller
) -> None:
    a_comment(parts, machine, "Another idiot.", author=NamedAuthor("bo", "Bo"))
    with parts.database.writing() as session:
        comment, decision = comments.comment_with(session, held), decisions.latest(session, held)
        assert decision is not None
        appeal = Appeal(comment_id=held, decision_id=decision.id, author_id=comment.author_id, note="Why?")
        appeal.made_at = EARLIER
        session.add(appeal)

    before = found(parts, Asked(Queue.APPEALED))
    with parts.database.writing() as session:
        since = queue.waiting_since(session, (), Asked(Queue.APPEALED), NOON)
        session.query(Appeal).update({"settled_at": NOON})

    assert (before, since) == ([held], EARLIER)
    assert found(parts, Asked(Queue.APPEALED)) == []
