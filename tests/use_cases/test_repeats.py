"""Campaigns wait for a person wherever their copies stand; honest repetitions, quotations and short words do not."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from moderation.domain.callers import Caller, NamedAuthor
from moderation.domain.comments import Status
from moderation.domain.findings import Finding
from moderation.domain.scores import ScoredText, Scores
from moderation.parts import Parts
from moderation.use_cases.reply_to_comment import reply_to_comment
from moderation.use_cases.review_comment import review_comment
from moderation.use_cases.score_comment import score_comment
from moderation.use_cases.steps.submitted import Submitted
from moderation.use_cases.submit_comment import NewComment, submit_comment
from moderation.use_cases.sweep_expired import sweep_expired
from tests.making import (
    NOON,
    WordScorer,
    a_comment,
    a_machine,
    a_manager,
    a_site,
    an_article,
    at,
    the_rules,
)

CAMPAIGN = "Hi {}, I earn 500 a week from home now {} ask coach Daniel how, he answers everybody!"
ARTICLES = ("lamps", "seagrass", "quay", "vote")


@pytest.fixture(name="machine")
def machine_of_many_articles(parts: Parts) -> Caller:
    """The machine of a site with a budget article and four others."""
    a_site(parts)
    machine = a_machine(parts)
    for article in ("budget", *ARTICLES):
        an_article(parts, machine, article, title=f"About {article}")
    return machine


def post(parts: Parts, machine: Caller, text: str, article: str = "budget", author: str = "ada") -> Submitted:
    return a_comment(parts, machine, text, article=article, author=NamedAuthor(author, author.title()))


def repeated(submitted: Submitted) -> list[Finding]:
    return [finding for finding in submitted.findings if finding.code == "spam.repeated"]


def test_a_campaign_waits_from_its_third_article_on_and_the_first_copies_stay(
    parts: Parts, machine: Caller
) -> None:
    names, emoji = ("Anna", "Mr Okonkwo", "all my friends", "Bo"), ("🔥", "💰💰", "", "👉")
    made = [
        post(parts, machine, CAMPAIGN.format(name, sign), article)
        for name, sign, article in zip(names, emoji, ARTICLES, strict=True)
    ]

    assert [each.status for each in made] == [Status.PUBLISHED] * 2 + [Status.HELD] * 2
    [finding] = repeated(made[2])
    assert finding.text == "Says nearly the same as 2 comments under 2 other articles, by the same author"
    assert {alike.comment for alike in finding.alike} == {made[0].id, made[1].id}
    assert all(0.6 <= alike.likeness <= 1 for alike in finding.alike)


def test_the_same_words_from_a_third_author_wait(parts: Parts, machine: Caller) -> None:
    text = CAMPAIGN.format("all", "")
    made = [post(parts, machine, text, author=name) for name in ("ada", "bo", "cy")]

    assert [each.status for each in made] == [Status.PUBLISHED, Status.PUBLISHED, Status.HELD]
    assert repeated(made[2])[0].text == "Says the same as 2 comments under this article, by 2 other authors"


def test_a_double_click_is_told_to_the_manager_and_held_from_nobody(parts: Parts, machine: Caller) -> None:
    text = "I have lived on Quay Street for thirty years and never seen it so quiet."
    first, second = post(parts, machine, text), post(parts, machine, text)

    assert (first.status, second.status) == (Status.PUBLISHED, Status.PUBLISHED)
    assert (
        repeated(second)[0].text == "Says the same as another comment under this article, by the same author"
    )


def test_who_floods_one_article_waits(parts: Parts, machine: Caller) -> None:
    made = [post(parts, machine, CAMPAIGN.format("all", "")) for _ in range(4)]

    assert [each.status for each in made] == [Status.PUBLISHED] * 3 + [Status.HELD]


@pytest.mark.parametrize("text", ["Well said", "Thank you!", "+1", "I love this so much"])
def test_short_honest_words_are_never_a_campaign(parts: Parts, machine: Caller, text: str) -> None:
    made = [post(parts, machine, text, article, author) for article in ARTICLES for author in ("ada", "bo")]

    assert {each.status for each in made} == {Status.PUBLISHED}
    assert [finding for each in made for finding in each.findings] == []


def test_a_bare_link_dropped_everywhere_waits_whoever_is_said_to_have_sent_it(
    parts: Parts, machine: Caller
) -> None:
    made = [
        post(parts, machine, f"https://casino.example/win?utm_source={article}", article)
        for article in ARTICLES[:3]
    ]

    assert [each.status for each in made] == [Status.PUBLISHED, Status.PUBLISHED, Status.HELD]


def test_quoting_the_article_is_no_campaign(parts: Parts, machine: Caller) -> None:
    said = "The council votes on the budget tonight, whatever the two libraries have to say about it."
    an_article(parts, machine, "long", text=f"It was late. {said} Nobody left.")
    own = (
        "So much for listening.",
        "They should have asked us.",
        "I was there, it is true!",
        "Shame on them.",
    )

    made = [
        post(parts, machine, f"“{said}” {text}", "long", author)
        for text, author in zip(own, ("ada", "bo", "cy", "dee"), strict=True)
    ]

    assert {each.status for each in made} == {Status.PUBLISHED}


def test_quoting_what_one_answers_is_no_campaign(parts: Parts, machine: Caller) -> None:
    first = post(parts, machine, "Nobody reads in libraries any more, they only go there to be warm.")

    made = [
        a_comment(
            parts,
            machine,
            f"> Nobody reads in libraries any more, they only go there to be warm.\n{text}",
            parent=first.id,
            author=NamedAuthor(text, "Reader"),
        )
        for text in ("I do.", "Nonsense!", "And why not?")
    ]

    assert {each.status for each in made} == {Status.PUBLISHED}


def test_two_that_come_in_at_once_find_each_other(parts: Parts, machine: Caller) -> None:
    text = CAMPAIGN.format("all", "")
    meanwhile: list[Submitted] = []

    class Slow(WordScorer):
        """A scorer during which two more copies come in, are judged and answered."""

        def score(self, text: ScoredText, *, evidence: bool = True) -> Scores:
            meanwhile.extend(post(parts, machine, text.text, article) for article in ARTICLES[1:3])
            return super().score(text, evidence=evidence)

    first = post(replace(parts, scorer=Slow()), machine, text, ARTICLES[0])

    assert [len(repeated(each)[0].alike) for each in (*meanwhile, first)] == [1, 2, 2]
    assert first.status is Status.HELD


def test_of_many_at_once_no_third_is_published(parts: Parts, machine: Caller) -> None:
    def one(number: int) -> Status:
        text = CAMPAIGN.format(f"number {number}", "")
        return post(parts, machine, text, ARTICLES[number % 4], f"bot{number}").status

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(one, range(16)))

    assert made.count(Status.PUBLISHED) <= 2


def test_copies_are_of_one_site(parts: Parts, machine: Caller) -> None:
    a_site(parts, "hill")
    other = a_machine(parts, "hill")
    an_article(parts, other)
    text = CAMPAIGN.format("all", "")
    for article in ARTICLES:
        post(parts, machine, text, article)

    assert repeated(post(parts, other, text)) == []


def test_a_section_may_allow_what_is_said_everywhere(parts: Parts, machine: Caller) -> None:
    the_rules(parts, "harbour", {"newcomer_comments": 0, "hold_repeats_over": 1000})
    text = "May he rest in peace, and may his family find comfort in these days."

    made = [post(parts, machine, text, author=name) for name in ("ada", "bo", "cy", "dee")]

    assert {each.status for each in made} == {Status.PUBLISHED}
    assert len(repeated(made[3])[0].alike) == 3


def test_what_a_manager_says_again_and_again_makes_no_reader_wait(parts: Parts, machine: Caller) -> None:
    manager = a_manager(parts)
    text = "Please stay with the subject of the article, and be kind to one another."
    for article in ARTICLES:
        submit_comment(parts, manager, NewComment("harbour", article, text))
    remark = post(parts, machine, "A remark about the budget.")
    reply_to_comment(parts, manager, remark.id, 2, text)

    quoting = post(parts, machine, text)

    assert (quoting.status, repeated(quoting)) == (Status.PUBLISHED, [])


def test_copies_are_forgotten_after_a_month(parts: Parts, machine: Caller) -> None:
    text = CAMPAIGN.format("all", "")
    for days, article in ((40, ARTICLES[0]), (20, ARTICLES[1])):
        post(at(parts, NOON - timedelta(days=days)), machine, text, article)

    sweep_expired(parts)
    third = post(parts, machine, text, ARTICLES[2])

    assert third.status is Status.PUBLISHED
    assert len(repeated(third)[0].alike) == 1


def test_what_is_scored_later_is_judged_by_all_that_came_since(
    parts: Parts, machine: Caller, scorer: WordScorer
) -> None:
    text = CAMPAIGN.format("all", "")
    scorer.unavailable = "missing"
    first = post(parts, machine, text, ARTICLES[0])
    scorer.unavailable = None
    for article in ARTICLES[1:3]:
        post(parts, machine, text, article)

    score_comment(parts, first.id, 1)
    review = review_comment(parts, a_manager(parts), first.id)

    assert review.status is Status.HELD
    assert [finding.code for finding in review.findings] == ["spam.repeated"]
