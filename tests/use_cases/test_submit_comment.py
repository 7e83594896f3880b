"""A comment is kept before it is scored, once, and what follows is recorded with its grounds."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from moderation.domain.callers import NamedAuthor
from moderation.domain.comments import Action, Status
from moderation.domain.scores import ScoredText, Scores
from moderation.parts import Parts
from moderation.storage import comments, decisions, jobs
from tests.making import WordScorer, a_comment, a_machine, a_site, an_article, stored, the_rules


def test_a_courteous_comment_is_published_with_the_model_that_said_so(parts: Parts) -> None:
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine)

    submitted = a_comment(parts, machine, "A fair budget.")

    assert submitted.status is Status.PUBLISHED
    assert submitted.model == "words-1"
    assert submitted.findings == []


def test_a_discourteous_comment_is_held_and_its_author_told_why(parts: Parts) -> None:
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine)

    submitted = a_comment(parts, machine, "You idiot.")

    assert submitted.status is Status.HELD
    assert [finding.code for finding in submitted.findings] == ["score.insult"]
    assert "person rather than their point" in submitted.findings[0].told


def test_a_comment_that_was_not_read_whole_is_held_with_its_scores(parts: Parts) -> None:
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine)

    submitted = a_comment(replace(parts, scorer=WordScorer(reads_whole=False)), machine, "A fair budget.")

    assert submitted.status is Status.HELD
    assert submitted.model == "words-1"
    assert [finding.code for finding in submitted.findings] == ["not_read_whole"]


def test_every_finding_is_kept_even_when_the_first_already_rejects(parts: Parts) -> None:
    a_site(parts, banned_words=["bugger"])
    machine = a_machine(parts)
    an_article(parts, machine)

    submitted = a_comment(parts, machine, "You idiot, b.u.g.g.e.r off: http://a.b http://c.d http://e.f")

    assert submitted.status is Status.REJECTED
    assert {finding.code for finding in submitted.findings} == {"word.banned", "score.insult", "links"}


def test_the_decision_records_the_model_the_thresholds_and_the_findings(parts: Parts) -> None:
    a_site(parts, thresholds={"INSULT": 0.5})
    machine = a_machine(parts)
    an_article(parts, machine)
    submitted = a_comment(parts, machine, "You idiot.")

    with parts.database.reading() as session:
        decision = decisions.latest(session, submitted.id)

    assert decision is not None
    assert (decision.action, decision.model, decision.manager_id) == (Action.HOLD, "words-1", None)
    assert decision.rules["thresholds"] == {"INSULT": 0.5, "OFF_TOPIC": 0.7}
    assert decision.findings[0]["attribute"] == "INSULT"


@pytest.mark.parametrize("why", ["missing", "late", "failed"])
def test_without_a_score_the_comment_is_held_and_will_be_scored_later(
    parts: Parts, scorer: WordScorer, why: str
) -> None:
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine)
    scorer.unavailable = why

    submitted = a_comment(parts, machine, "A fair budget.")

    assert submitted.status is Status.HELD
    assert [finding.code for finding in submitted.findings] == ["unscored"]
    with parts.database.reading() as session:
        assert jobs.waiting_of(session, "score") == 1


def test_a_site_may_publish_what_could_not_be_scored(parts: Parts, scorer: WordScorer) -> None:
    a_site(parts, unscored="publish")
    machine = a_machine(parts)
    an_article(parts, machine)
    scorer.unavailable = "missing"

    submitted = a_comment(parts, machine)

    assert submitted.status is Status.PUBLISHED


def test_a_comment_is_kept_as_held_before_the_scorer_sees_it(parts: Parts) -> None:
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine)
    looking = Looking(parts)

    a_comment(replace(parts, scorer=looking), machine)

    assert looking.saw == {**dict.fromkeys(Status, 0), Status.HELD: 1}


class Looking(WordScorer):
    """A scorer that looks into the database, as another process would, while it is asked."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.parts = parts
        self.saw: dict[Status, int] = {}

    def score(self, text: ScoredText, *, evidence: bool = True) -> Scores:
        self.saw = stored(self.parts)
        return super().score(text, evidence=evidence)


def test_the_same_key_makes_one_comment_and_the_same_answer(parts: Parts) -> None:
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine)

    first = a_comment(parts, machine, key="k1", digest="d")
    again = a_comment(parts, machine, key="k1", digest="d")

    assert again == first
    assert sum(stored(parts).values()) == 1


def test_many_retries_at_once_make_one_comment(parts: Parts) -> None:
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine)

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: a_comment(parts, machine, key="k1", digest="d").id, range(24)))

    assert len(set(made)) == 1
    assert sum(stored(parts).values()) == 1


def test_many_authors_at_once_lose_nothing(parts: Parts) -> None:
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine)

    def one(number: int) -> str:
        return a_comment(parts, machine, author=NamedAuthor(f"a{number % 5}", f"A {number % 5}")).id

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(one, range(40)))

    assert len(set(made)) == 40
    assert stored(parts)[Status.PUBLISHED] == 40


def test_a_newcomer_waits_until_two_are_published(parts: Parts) -> None:
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine)
    the_rules(parts, "harbour", {"newcomer_comments": 2})

    submitted = a_comment(parts, machine)

    assert submitted.status is Status.HELD
    assert [finding.code for finding in submitted.findings] == ["newcomer"]


def test_under_rules_that_cannot_be_read_a_person_looks_at_everything(parts: Parts) -> None:
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine)
    the_rules(parts, "harbour", {"hold_links_over": "many"})

    submitted = a_comment(parts, machine, "A fair budget.")

    assert submitted.status is Status.HELD
    assert [finding.code for finding in submitted.findings][:1] == ["pre_moderated"]


def test_a_reply_is_scored_with_what_it_answers(parts: Parts) -> None:
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine)
    first = a_comment(parts, machine, "Taxes are too high.")
    noting = Noting()

    reply = a_comment(replace(parts, scorer=noting), machine, "Why?", parent=first.id)

    assert noting.asked.parent == "Taxes are too high."
    assert noting.asked.article is not None
    assert noting.asked.article.title == "The budget vote"
    with parts.database.reading() as session:
        assert comments.comment_with(session, reply.id).root_id == first.id


def test_a_comment_is_not_said_to_be_in_its_articles_language(parts: Parts) -> None:
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine, language="en-GB")
    noting = Noting()

    a_comment(replace(parts, scorer=noting), machine)

    assert noting.asked.article is not None
    assert (noting.asked.language, noting.asked.article.language) == (None, "en-GB")


class Noting(WordScorer):
    """A scorer that notes what it was asked."""

    asked: ScoredText

    def score(self, text: ScoredText, *, evidence: bool = True) -> Scores:
        self.asked = text
        return super().score(text, evidence=evidence)
