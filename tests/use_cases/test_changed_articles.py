"""When what is judged of an article changes, its open comments are scored again, and nobody's decision is undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from moderation import worker
from moderation.domain.callers import Caller
from moderation.domain.comments import Action, Status
from moderation.domain.decisions import Choice
from moderation.domain.scores import ScoredText, Scores
from moderation.parts import Parts
from moderation.storage import comments, decisions, jobs
from moderation.use_cases.decide_comment import decide_comment
from moderation.use_cases.put_article import NewArticle, put_article
from moderation.use_cases.review_comment import review_comment
from moderation.use_cases.undo_decision import undo_decision
from tests.making import NOON, WordScorer, a_comment, a_machine, a_manager, a_site, an_article, at

LATER = NOON + timedelta(minutes=5)


class TopicScorer(WordScorer):
    """What a comment says is off topic unless the article says "lamps", too."""

    def score(self, text: ScoredText, *, evidence: bool = True) -> Scores:
        found = super().score(text, evidence=evidence)
        is_about = text.article is not None and "lamps" in text.article.text
        return replace(found, values={**found.values, "OFF_TOPIC": 0.1 if is_about else 0.9})


@pytest.fixture
def parts(parts: Parts) -> Parts:
    return replace(parts, scorer=TopicScorer())


@pytest.fixture
def machine(parts: Parts) -> Caller:
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine, text="Nothing yet.")
    return machine


def actions(parts: Parts, comment_id: str) -> list[Action]:
    """What was done to the comment, latest first."""
    with parts.database.reading() as session:
        return [decision.action for decision in decisions.history(session, comment_id)]


def put_again(parts: Parts, machine: Caller, said: dict[str, Any]) -> None:
    """The same article, later, but for what is said."""
    whole: dict[str, Any] = {"text": "Nothing yet.", **said}
    an_article(at(parts, LATER), machine, **whole)


def waiting(parts: Parts) -> int:
    with parts.database.reading() as session:
        return jobs.waiting_of(session, "score")


def status(parts: Parts, comment_id: str) -> Status:
    with parts.database.reading() as session:
        return comments.comment_with(session, comment_id).status


def test_a_held_comment_is_published_when_the_article_turns_out_to_be_about_it(
    parts: Parts, machine: Caller
) -> None:
    comment = a_comment(parts, machine, "Forty lamps are too few.").id
    before = status(parts, comment)

    an_article(at(parts, LATER), machine, text="Forty lamps.")
    worker.work_once(at(parts, LATER))

    assert (before, status(parts, comment)) == (Status.HELD, Status.PUBLISHED)
    assert waiting(parts) == 0


@pytest.mark.parametrize(
    "said",
    [{"title": "Other"}, {"text": "Other."}, {"language": "de"}, {"section": ("Home",)}],
    ids=["title", "text", "language", "section"],
)
def test_each_thing_that_is_judged_has_it_scored_again(
    parts: Parts, machine: Caller, said: dict[str, Any]
) -> None:
    a_comment(parts, machine)

    put_again(parts, machine, said)

    assert waiting(parts) == 1


@pytest.mark.parametrize(
    "said", [{}, {"url": "https://news.example/"}, {"is_open": False}, {"published_at": NOON}]
)
def test_what_is_not_judged_makes_no_work(parts: Parts, machine: Caller, said: dict[str, Any]) -> None:
    a_comment(parts, machine)

    put_again(parts, machine, said)

    assert waiting(parts) == 0


def test_only_open_comments_of_that_article_are_scored_again(parts: Parts, machine: Caller) -> None:
    an_article(parts, machine, "lamps", text="All about lamps.")
    published = a_comment(parts, machine, "Good lamps.", article="lamps").id
    elsewhere = a_comment(parts, machine, "Held.").id
    decided = a_comment(parts, machine, "You idiot.", article="lamps").id
    decide_comment(parts, a_manager(parts), decided, 2, Choice(Action.REJECT, "insult"))

    an_article(at(parts, LATER), machine, "lamps", text="Nothing any more.")
    worker.work_once(at(parts, LATER))

    assert [status(parts, each) for each in (published, elsewhere, decided)] == [
        Status.PUBLISHED,
        Status.HELD,
        Status.REJECTED,
    ]
    assert (actions(parts, published), actions(parts, elsewhere)) == ([Action.PUBLISH], [Action.HOLD])


def test_what_a_manager_did_and_undid_is_as_if_it_had_never_been(parts: Parts, machine: Caller) -> None:
    comment = a_comment(parts, machine, "Forty lamps are too few.").id
    manager = a_manager(parts)
    undo_decision(parts, manager, comment, decide_comment(parts, manager, comment, 2, Choice(Action.PUBLISH)))

    an_article(at(parts, LATER), machine, text="Forty lamps.")
    worker.work_once(at(parts, LATER))

    assert actions(parts, comment) == [Action.PUBLISH, Action.UNDO, Action.PUBLISH, Action.HOLD]
    assert status(parts, comment) is Status.PUBLISHED


def test_a_manager_who_has_it_open_is_not_disturbed_when_nothing_new_is_found(
    parts: Parts, machine: Caller
) -> None:
    comment = a_comment(parts, machine, "Held.").id
    manager = a_manager(parts)
    opened = review_comment(parts, manager, comment)

    an_article(at(parts, LATER), machine, text="Still nothing.")
    worker.work_once(at(parts, LATER))
    decide_comment(at(parts, LATER), manager, comment, opened.version, Choice(Action.PUBLISH))

    assert status(parts, comment) is Status.PUBLISHED


def test_something_new_that_was_found_is_a_decision_of_its_own(parts: Parts, machine: Caller) -> None:
    comment = a_comment(parts, machine, "You idiot, Forty lamps.").id

    an_article(at(parts, LATER), machine, text="Forty lamps.")
    worker.work_once(at(parts, LATER))

    assert actions(parts, comment) == [Action.HOLD, Action.HOLD]
    assert status(parts, comment) is Status.HELD


class Meanwhile(TopicScorer):
    """A scorer during whose work the site sends the article anew."""

    def __init__(self, parts: Parts, machine: Caller) -> None:
        super().__init__()
        self.parts, self.machine = at(parts, LATER), machine

    def score(self, text: ScoredText, *, evidence: bool = True) -> Scores:
        an_article(self.parts, self.machine, text="Forty lamps.")
        return super().score(text, evidence=evidence)


def test_an_article_that_changes_while_a_comment_is_scored_has_it_scored_again(
    parts: Parts, machine: Caller
) -> None:
    slow = replace(parts, scorer=Meanwhile(parts, machine))

    submitted = a_comment(slow, machine, "Forty lamps are too few.")
    worker.work_once(at(parts, LATER))

    assert submitted.status is Status.HELD
    assert status(parts, submitted.id) is Status.PUBLISHED
    assert waiting(parts) == 0


def test_many_comments_are_scored_again_in_small_batches(parts: Parts, machine: Caller) -> None:
    ids = [a_comment(parts, machine, f"Lamp {number}.").id for number in range(45)]

    put_article(at(parts, LATER), machine, "harbour", "budget", NewArticle("Lamps", "Forty lamps."))
    done = [worker.work_once(at(parts, LATER)) for _ in range(4)]

    assert done == [20 + 1, 20, 5, 0]  # one is the profile
    assert {status(parts, each) for each in ids} == {Status.PUBLISHED}
