"""Featuring, moving and thread modes: each recorded, each undone exactly, none over a colleague's head."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from moderation.domain.articles import Mode
from moderation.domain.callers import Area, Caller
from moderation.domain.comments import Action, Status
from moderation.domain.decisions import Choice
from moderation.domain.errors import Closed, Conflict, Malformed, NotFound
from moderation.parts import Parts
from moderation.storage import articles, comments, jobs, sites
from moderation.storage.tables import Article
from moderation.use_cases.decide_comment import decide_comment
from moderation.use_cases.feature_comment import feature_comment
from moderation.use_cases.list_comments import Listing, list_comments
from moderation.use_cases.move_comment import move_comment
from moderation.use_cases.offer_articles import offer_articles
from moderation.use_cases.reply_to_comment import reply_to_comment
from moderation.use_cases.review_article import review_article
from moderation.use_cases.review_comment import review_comment
from moderation.use_cases.score_comment import score_comment
from moderation.use_cases.set_thread_mode import set_thread_mode
from moderation.use_cases.undo_act import undo_act
from tests.asking import decided, told
from tests.making import NOON, WordScorer, a_comment, a_manager, an_article, at


def version_of(parts: Parts, comment_id: str) -> int:
    with parts.database.reading() as session:
        return comments.comment_with(session, comment_id).version


def article_of(parts: Parts, external_id: str = "budget") -> Article:
    with parts.database.reading() as session:
        return articles.article_named(session, sites.site_named(session, "harbour"), external_id)


def featured_at(parts: Parts, comment_id: str) -> object:
    with parts.database.reading() as session:
        return comments.comment_with(session, comment_id).featured_at


def test_featuring_is_undone_exactly_and_only_by_its_turn(parts: Parts, machine: Caller) -> None:
    manager, colleague = a_manager(parts), a_manager(parts, "Noor")
    comment = a_comment(parts, machine).id
    first = feature_comment(parts, manager, comment, version_of(parts, comment), is_featured=True)
    later = at(parts, NOON + timedelta(minutes=4))
    second = feature_comment(later, colleague, comment, version_of(parts, comment), is_featured=False)

    with pytest.raises(Conflict, match="Noor took it from the featured ones at 12:04 UTC"):
        undo_act(later, manager, first)
    undo_act(later, manager, second)
    assert featured_at(parts, comment) == NOON
    undo_act(later, manager, first)
    assert featured_at(parts, comment) is None
    with pytest.raises(Conflict, match="Mira undid this at 12:04 UTC already"):
        undo_act(later, colleague, first)


def test_only_what_is_published_is_featured_and_nobody_is_overtaken(
    parts: Parts, machine: Caller, held: str
) -> None:
    manager, colleague = a_manager(parts), a_manager(parts, "Noor")
    with pytest.raises(Malformed):
        feature_comment(parts, manager, held, version_of(parts, held), is_featured=True)
    seen = version_of(parts, held)
    decide_comment(parts, manager, held, seen, Choice(Action.PUBLISH))

    with pytest.raises(Conflict, match="Mira approved it"):
        feature_comment(parts, colleague, held, seen, is_featured=True)
    feature_comment(parts, colleague, held, version_of(parts, held), is_featured=True)
    with pytest.raises(Conflict, match="Noor featured it at 12:00 UTC"):
        decide_comment(parts, manager, held, seen + 1, Choice(Action.REJECT, "insult"))


def test_a_thread_moves_whole_is_scored_again_and_comes_back(
    parts: Parts, machine: Caller, scorer: WordScorer
) -> None:
    manager = a_manager(parts)
    an_article(parts, machine, "harbour", title="The harbour")
    root = a_comment(parts, machine, "A fair budget.").id
    reply = a_comment(parts, machine, "So it is.", parent=root).id
    staff = reply_to_comment(parts, manager, reply, version_of(parts, reply), "Thank you.")

    act = move_comment(parts, manager, root, version_of(parts, root), "harbour")

    page = list_comments(parts, machine, Listing("harbour", "harbour"))
    assert [(each.id, len(each.replies)) for each in page.comments] == [(root, 2)]
    assert list_comments(parts, machine, Listing("harbour", "budget")).total == 0
    with parts.database.writing() as session:
        due = {job.subject for job in jobs.lease(session, "score", parts.now(), parts.now(), 9)}
    assert due == {root, reply, staff}
    assert score_comment(parts, root, 1)
    undo_act(parts, manager, act)
    assert list_comments(parts, machine, Listing("harbour", "budget")).total == 3


def test_a_reply_cannot_be_moved_by_itself_nor_a_thread_out_of_reach(parts: Parts, machine: Caller) -> None:
    manager = a_manager(parts)
    an_article(parts, machine, "abroad", title="Abroad", section=("World",))
    root = a_comment(parts, machine, "A fair budget.").id
    reply = a_comment(parts, machine, "So it is.", parent=root).id
    of_the_city = replace(manager, areas=(Area("harbour", "Home"),))

    with pytest.raises(Malformed):
        move_comment(parts, manager, reply, version_of(parts, reply), "abroad")
    with pytest.raises(NotFound):
        move_comment(parts, of_the_city, root, version_of(parts, root), "abroad")
    assert offer_articles(parts, of_the_city, reply, "").articles == []
    offer = offer_articles(parts, manager, reply, "aBr")
    assert (offer.root, offer.replies, [each.id for each in offer.articles]) == (root, 1, ["abroad"])
    act = move_comment(parts, manager, root, version_of(parts, root), "abroad")
    with pytest.raises(NotFound):
        undo_act(parts, of_the_city, act)


def test_a_closed_thread_takes_nothing_until_that_is_undone(parts: Parts, machine: Caller) -> None:
    manager, colleague = a_manager(parts), a_manager(parts, "Noor")

    act = set_thread_mode(parts, manager, "harbour", "budget", Mode.CLOSED, seen=None)

    with pytest.raises(Closed):
        a_comment(parts, machine)
    with pytest.raises(Conflict, match="Mira closed the thread at 12:00 UTC"):
        set_thread_mode(parts, colleague, "harbour", "budget", Mode.PRE, seen=None)
    undo_act(parts, colleague, act)
    assert article_of(parts).mode is None
    assert a_comment(parts, machine).status is Status.PUBLISHED


def test_the_article_page_counts_lists_and_offers_to_undo(parts: Parts, machine: Caller, held: str) -> None:
    manager = a_manager(parts)
    comment = a_comment(parts, machine).id
    feature_comment(parts, manager, comment, version_of(parts, comment), is_featured=True)
    act = set_thread_mode(parts, manager, "harbour", "budget", Mode.PRE, seen=None)
    undo_act(parts, manager, act)

    page = review_article(parts, manager, "harbour", "budget")

    assert {status: number for status, number in page.counts.items() if number} == {
        Status.HELD: 1,
        Status.PUBLISHED: 1,
    }
    assert {each.id for each in page.comments} == {held, comment}
    assert [each.id for each in page.featured] == [comment]
    told = [(each.did, each.is_undo, each.is_undone, each.may_undo) for each in page.acts]
    pre = "had every comment of the thread looked at first"
    assert told == [(pre, True, False, False), (pre, False, True, False), ("featured it", False, False, True)]
    with pytest.raises(NotFound):
        review_article(parts, replace(manager, areas=(Area("harbour", "World"),)), "harbour", "budget")


def test_a_comment_within_reach_alone_is_acted_on(parts: Parts, machine: Caller) -> None:
    comment = a_comment(parts, machine).id
    stranger = replace(a_manager(parts), areas=(Area("harbour", "World"),))

    with pytest.raises(NotFound):
        feature_comment(parts, stranger, comment, version_of(parts, comment), is_featured=True)
    with pytest.raises(NotFound):
        set_thread_mode(parts, stranger, "harbour", "budget", Mode.CLOSED, seen=None)
    assert review_comment(parts, a_manager(parts, "Otto"), comment).status is Status.PUBLISHED


def test_nobody_is_told_that_what_does_not_show_is_featured_again(parts: Parts, machine: Caller) -> None:
    manager, comment = a_manager(parts), a_comment(parts, machine).id
    feature_comment(parts, manager, comment, version_of(parts, comment), is_featured=True)
    hour = at(parts, NOON + timedelta(hours=1))
    no_more = feature_comment(hour, manager, comment, version_of(parts, comment), is_featured=False)
    decided(hour, manager, comment, Action.REJECT)

    undo_act(hour, manager, no_more)

    assert told(parts, machine, timedelta(hours=2)).count("featured") == 1
