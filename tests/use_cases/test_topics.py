"""A comment is scored beside its article's profile and the site's others, and managers are told how it bears."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from moderation import worker
from moderation.domain.callers import Caller
from moderation.domain.comments import Status
from moderation.domain.findings import Finding
from moderation.domain.scores import Others, ScoredText, Scores, Topic
from moderation.domain.topics import Bearing, OtherArticle
from moderation.parts import Parts
from moderation.storage import articles
from moderation.use_cases.change_hosts import change_hosts
from moderation.use_cases.consider_draft import Draft, consider_draft
from moderation.use_cases.open_article import open_article
from moderation.use_cases.review_comment import review_comment
from moderation.use_cases.score_comment import score_comment
from moderation.use_cases.steps.submitted import Submitted
from tests.making import NOON, a_comment, a_machine, a_manager, a_site, an_article, at, the_rules
from tests.topics import TopicScorer, two_profiled_articles

LATER = NOON + timedelta(minutes=2)


@pytest.fixture
def scorer() -> TopicScorer:
    return TopicScorer()


@pytest.fixture
def machine(parts: Parts) -> Caller:
    return two_profiled_articles(parts)


def handed(scorer: TopicScorer) -> tuple[bool, Others | None, int | None]:
    """What the scorer was handed last: whether a profile of the article, which others, and the article's number."""
    article = scorer.asked[-1].article
    assert article is not None
    return article.profile is not None, article.others, article.number


def off_topic(submitted: Submitted) -> Finding:
    [found] = [each for each in submitted.findings if each.code == "score.off_topic"]
    return found


def number_of(parts: Parts, external_id: str) -> int:
    with parts.database.reading() as session:
        return articles.article_at(session, "harbour", external_id).id


def test_the_scorer_is_handed_the_profile_and_the_others(
    parts: Parts, machine: Caller, scorer: TopicScorer
) -> None:
    a_comment(parts, machine, "The budget is fair.")
    has_profile, others, number = handed(scorer)

    assert (has_profile, number) == (True, number_of(parts, "budget"))
    assert others is not None
    assert others.numbers == (number_of(parts, "transfers"), number_of(parts, "budget"))


def test_a_draft_is_looked_at_beside_the_same_as_the_comment(
    parts: Parts, machine: Caller, scorer: TopicScorer
) -> None:
    the_rules(parts, "harbour", {"nudge_percent": 50})
    consider_draft(parts, machine, Draft("harbour", "budget", "Strikers move clubs."))
    draft = handed(scorer)
    a_comment(parts, machine, "Strikers move clubs.")

    assert draft == handed(scorer)
    assert draft[0] is True


def test_the_others_are_read_once_a_minute(parts: Parts, machine: Caller, scorer: TopicScorer) -> None:
    def seen(parts: Parts) -> int:
        a_comment(parts, machine, "The budget is fair.")
        others = handed(scorer)[1]
        return len(others.numbers) if others else 0

    first = seen(parts)
    an_article(parts, machine, "lamps", title="Forty lamps")
    worker.work_once(parts)

    assert (first, seen(parts), seen(at(parts, LATER))) == (2, 2, 3)


def test_a_manager_is_told_what_is_shared_and_what_it_reads_like(parts: Parts, machine: Caller) -> None:
    found = off_topic(a_comment(parts, machine, "These strikers should change clubs."))

    assert (
        "shares no telling word with “The budget vote”; reads like “Transfers” (Sport / Football)"
        in found.text
    )
    assert found.bearing is not None
    assert found.bearing.elsewhere == OtherArticle("transfers", "Transfers", "Sport / Football")
    assert found.told == "This does not seem to be about the article."


def test_what_is_near_no_other_article_names_none(parts: Parts, machine: Caller) -> None:
    found = off_topic(a_comment(parts, machine, "Xx yy zz."))

    assert found.bearing == Bearing("The budget vote", nearness=0.0)


class Pointing(TopicScorer):
    """Says of every comment that it reads like the article of a number."""

    number = 0

    def score(self, text: ScoredText, *, evidence: bool = True) -> Scores:
        topic = Topic((), 0.1, elsewhere=self.number, elsewhere_nearness=0.9)
        return replace(super().score(text, evidence=evidence), values={"OFF_TOPIC": 0.9}, topic=topic)


def test_no_article_of_another_site_and_none_that_is_gone_is_named(parts: Parts, machine: Caller) -> None:
    a_site(parts, "courier")
    an_article(parts, a_machine(parts, "courier"), "secret", title="Secret")
    pointing = replace(parts, scorer=Pointing())
    named = []
    for number in (number_of(parts, "transfers"), _of_the_courier(parts), 404, number_of(parts, "budget")):
        Pointing.number = number
        found = off_topic(a_comment(pointing, machine, f"Comment {number}."))
        named.append(found.bearing and found.bearing.elsewhere and found.bearing.elsewhere.article)

    assert named == ["transfers", None, None, None]


def _of_the_courier(parts: Parts) -> int:
    with parts.database.reading() as session:
        return articles.article_at(session, "courier", "secret").id


def test_a_reply_may_share_with_what_it_answers(parts: Parts, machine: Caller) -> None:
    root = a_comment(parts, machine, "The budget is fair.")
    found = off_topic(a_comment(parts, machine, "Xx yy.", parent=root.id))

    assert "with “The budget vote” or the comment it answers" in found.text


def test_scoring_again_with_nothing_new_to_say_adds_no_decision(parts: Parts, machine: Caller) -> None:
    held = a_comment(parts, machine, "These strikers should change clubs.")
    score_comment(at(parts, LATER), held.id, 1)
    review = review_comment(parts, a_manager(parts), held.id)

    assert len(review.history) == 1
    assert list(review.about)[:2] == ["budget", "council"]


def test_under_an_article_whose_page_was_not_read_no_comment_is_off_topic(
    parts: Parts, machine: Caller, scorer: TopicScorer
) -> None:
    change_hosts(parts, "harbour", ["news.example"])
    open_article(parts, "harbour", "lamps", "https://news.example/lamps", "192.0.2.1")
    profiled = len(scorer.profiled)

    submitted = a_comment(parts, machine, "Forty lamps will do.", article="lamps")
    worker.work_once(at(parts, LATER))  # no newsroom answers: the page stays unread

    assert (submitted.status, list(submitted.findings)) == (Status.PUBLISHED, [])
    assert handed(scorer)[0] is False
    assert len(scorer.profiled) == profiled
