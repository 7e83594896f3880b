"""An article is profiled in the background: when it is new, when it changes, and while its comments become more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from moderation import worker
from moderation.domain.callers import Caller
from moderation.domain.comments import Action
from moderation.domain.decisions import Choice
from moderation.domain.scores import ArticleText, Profile
from moderation.parts import Parts
from moderation.storage import articles, jobs, profiles
from moderation.use_cases.decide_comment import decide_comment
from moderation.use_cases.profile_article import MOST_ATTEMPTS, profile_article
from moderation.use_cases.undo_decision import undo_decision
from tests.making import NOON, a_comment, a_machine, a_manager, a_site, an_article, at
from tests.topics import TopicScorer

LATER = NOON + timedelta(minutes=5)


@pytest.fixture
def scorer() -> TopicScorer:
    return TopicScorer()


def number_of(parts: Parts, external_id: str = "budget") -> int:
    with parts.database.reading() as session:
        return articles.article_at(session, "harbour", external_id).id


def profile(parts: Parts, external_id: str = "budget") -> Profile | None:
    with parts.database.reading() as session:
        return profiles.profile_of(session, number_of(parts, external_id))


def waiting(parts: Parts) -> int:
    with parts.database.reading() as session:
        return jobs.waiting_of(session, "profile")


def say(parts: Parts, machine: Caller, number: int) -> None:
    """Have a comment of that number published, each at its own second, for those of one moment have no order."""
    a_comment(at(parts, NOON + timedelta(seconds=number)), machine, f"Budget {number}.")


def heard(scorer: TopicScorer) -> list[int]:
    """How many comments each profile heard, in the order in which they were made."""
    return [len(thread) for _, thread in scorer.profiled]


def test_a_new_article_is_profiled_by_the_worker(parts: Parts, machine: Caller, scorer: TopicScorer) -> None:
    before = profile(parts)
    worker.work_once(parts)
    made = profile(parts)

    assert before is None
    assert made is not None
    assert (made.made_by, made.terms[0]) == ("topics-1", "budget")
    assert scorer.profiled == [
        (ArticleText("The budget vote", "The council votes on the budget tonight.", "en"), [])
    ]
    assert waiting(parts) == 0


@pytest.mark.parametrize(
    ("said", "jobs_made"),
    [
        ({"title": "Other"}, 1),
        ({"text": "Other."}, 1),
        ({"language": "de"}, 1),
        ({"section": ("Home",)}, 0),
        ({"is_open": False, "section": ("Home", "City")}, 0),
        ({"section": ("Home", "City")}, 0),
    ],
    ids=["title", "text", "language", "section", "closed", "same"],
)
def test_one_that_changes_in_what_it_says_is_profiled_anew(
    parts: Parts, machine: Caller, said: dict[str, Any], jobs_made: int
) -> None:
    worker.work_once(parts)

    an_article(at(parts, LATER), machine, **said)

    assert waiting(parts) == jobs_made


def test_one_that_changes_while_it_is_profiled_is_profiled_once_more(
    parts: Parts, machine: Caller, scorer: TopicScorer
) -> None:
    class Slow(TopicScorer):
        def profile(self, article: ArticleText, thread: Sequence[str] = ()) -> Profile | None:
            an_article(at(parts, LATER), machine, text="Forty lamps for the harbour.")
            return super().profile(article, thread)

    first = profile_article(replace(parts, scorer=Slow()), number_of(parts), 1)
    between = profile(parts)
    worker.work_once(at(parts, LATER))
    made = profile(parts)

    assert (first, between) == (False, None)
    assert made is not None
    assert "harbour" in made.terms
    assert waiting(parts) == 0


def test_it_is_profiled_again_each_time_its_published_comments_have_doubled(
    parts: Parts, machine: Caller, scorer: TopicScorer
) -> None:
    worker.work_once(parts)
    for number in range(9):
        say(parts, machine, number)
        worker.work_once(at(parts, LATER))

    assert heard(scorer) == [0, 1, 2, 4, 8]
    assert scorer.profiled[3][1] == [f"Budget {number}." for number in range(4)]


def test_a_profile_hears_the_latest_thirty_two_and_is_left_alone_from_sixty_four_on(
    parts: Parts, machine: Caller, scorer: TopicScorer
) -> None:
    for number in range(63):
        say(parts, machine, number)
    worker.work_once(at(parts, LATER))
    first = heard(scorer)
    with parts.database.writing() as session:
        there = articles.article_at(session, "harbour", "budget")
        made = profiles.profile_of(session, there.id)
        assert made is not None
        profiles.keep_profile(session, there, made, approved=32, now=NOON)
    for number in range(63, 66):
        say(parts, machine, number)
        worker.work_once(at(parts, LATER))

    assert (first, heard(scorer)) == ([32], [32, 32])
    assert scorer.profiled[-1][1] == [f"Budget {number}." for number in range(32, 64)]
    assert waiting(parts) == 0


def test_what_a_manager_approves_counts_and_so_does_what_an_undo_publishes(
    parts: Parts, machine: Caller, scorer: TopicScorer
) -> None:
    manager = a_manager(parts)
    held = a_comment(parts, machine, "Transfers now.").id
    worker.work_once(parts)
    first = waiting(parts)
    decide_comment(parts, manager, held, 2, Choice(Action.PUBLISH))
    approved = waiting(parts)
    with parts.database.writing() as session:
        jobs.finish(session, "profile", str(number_of(parts)))
    rejected = decide_comment(parts, manager, held, 3, Choice(Action.REJECT, "off-topic"))
    in_between = waiting(parts)
    undo_decision(parts, manager, held, rejected)

    assert (first, approved, in_between, waiting(parts)) == (0, 1, 0, 1)


def test_a_comment_has_it_made_where_it_is_lacking_or_anothers(
    parts: Parts, machine: Caller, scorer: TopicScorer
) -> None:
    number = number_of(parts)
    with parts.database.writing() as session:
        jobs.finish(session, "profile", str(number))
    a_comment(parts, machine, "The budget is fair.")
    lacking = waiting(parts)
    worker.work_once(parts)
    a_comment(parts, machine, "The council is fair.")
    worker.work_once(parts)
    a_comment(parts, machine, "Tonight is fair.")
    there = waiting(parts)
    scorer.made_by = "topics-2"
    a_comment(parts, machine, "The votes are fair.")
    anothers = waiting(parts)
    worker.work_once(parts)
    made = profile(parts)

    assert (lacking, there, anothers) == (1, 0, 1)
    assert made is not None
    assert made.made_by == "topics-2"


def test_where_the_scorer_tells_no_topics_nothing_is_made_and_nothing_waits(
    parts: Parts, machine: Caller, scorer: TopicScorer
) -> None:
    scorer.made_by = None
    worker.work_once(parts)
    a_comment(parts, machine)

    assert profile(parts) is None
    assert waiting(parts) == 0
    assert scorer.asked[-1].article is not None
    assert scorer.asked[-1].article.others is None


def test_one_that_fails_every_time_is_left_until_another_comment_comes_in(
    parts: Parts, machine: Caller
) -> None:
    class Failing(TopicScorer):
        def profile(self, article: ArticleText, thread: Sequence[str] = ()) -> Profile | None:
            raise RuntimeError

    failing = replace(parts, scorer=Failing())
    waited = []
    for minute in range(MOST_ATTEMPTS + 1):
        worker.work_once(at(failing, NOON + timedelta(minutes=2 * minute)))
        waited.append(waiting(parts))
    a_comment(failing, machine, "The budget is fair.")

    assert waited == [1] * MOST_ATTEMPTS + [0]
    assert waiting(parts) == 1


def test_an_article_that_is_gone_is_nobodys_business(parts: Parts) -> None:
    a_site(parts)
    a_machine(parts)
    with parts.database.writing() as session:
        jobs.add_job(session, "profile", "404", NOON)

    worker.work_once(parts)

    assert waiting(parts) == 0
