"""Why a comment is off topic is said in words: what it shares with its article, and what it reads like instead."""

from __future__ import annotations

import json

import pytest

from moderation.domain.comments import Standing
from moderation.domain.findings import Finding
from moderation.domain.policy import Signals, judge
from moderation.domain.rules import Rules
from moderation.domain.scores import Topic
from moderation.domain.topics import Bearing, OtherArticle, bearing, clearly_elsewhere, in_words

TRANSFERS = OtherArticle("transfers", "Transfers", "Sport / Football")
NOTHING = "shares no telling word with “The budget vote”"
QUIET = Rules(newcomer_comments=0)


def about(*shared: str, nearness: float | None = None, answers: bool = False) -> Bearing:
    return bearing(Topic(shared, nearness), "The budget vote", answers=answers)


def finding(bears: Bearing | None, attribute: str = "OFF_TOPIC") -> Finding:
    signals = Signals("A text.", Standing.READER, bearing=bears)
    [found] = judge({attribute: 0.714}, signals, QUIET, {attribute: 0.62}).findings
    return found


@pytest.mark.parametrize(
    ("bears", "words"),
    [
        (about(), NOTHING),
        (about("vote"), "shares only “vote” with “The budget vote”"),
        (about("vote", "council"), "shares “vote”, “council” with “The budget vote”"),
        (
            about("vote", answers=True),
            "shares only “vote” with “The budget vote” or the comment it answers",
        ),
        (about(nearness=0.1234), f"{NOTHING} (nearness .12)"),
        (about(nearness=-0.2), f"{NOTHING} (nearness .00)"),
        (about(nearness=1.0), f"{NOTHING} (nearness 1.00)"),
        (
            about(nearness=0.12).and_like(TRANSFERS, 0.61),
            f"{NOTHING}; reads like “Transfers” (Sport / Football) (nearness .61 against .12)",
        ),
        (
            about(nearness=0.12).and_like(OtherArticle("t", "Transfers", ""), 0.61),
            f"{NOTHING}; reads like “Transfers” (nearness .61 against .12)",
        ),
    ],
)
def test_it_is_said_in_words(bears: Bearing, words: str) -> None:
    assert in_words(bears) == words
    assert finding(bears).text == f"Off topic 71%, holds at 62%: {words}"


def test_long_titles_and_many_words_are_cut() -> None:
    bears = bearing(Topic(tuple("abcdefg")), "T" * 500, answers=False)
    bears = bears.and_like(OtherArticle("t", "O" * 81, ""), 0.5)

    assert (bears.title, bears.shared) == ("T" * 79 + "…", tuple("abcde"))
    assert bears.elsewhere == OtherArticle("t", "O" * 79 + "…", "")


@pytest.mark.parametrize(
    ("nearness", "other", "number"),
    [
        (0.5, 0.56, 7),
        (0.5, 0.55, None),
        (0.1, 0.4, 7),
        (0.1, 0.39, None),
        (None, 0.9, None),
        (0.1, None, None),
    ],
)
def test_another_article_is_named_only_when_it_is_near_and_clearly_nearer(
    nearness: float | None, other: float | None, number: int | None
) -> None:
    assert clearly_elsewhere(Topic((), nearness, elsewhere=7, elsewhere_nearness=other)) == number


def test_the_author_is_told_neither_scores_nor_titles() -> None:
    found = finding(about(nearness=0.1).and_like(TRANSFERS, 0.6))

    assert found.told == finding(None).told == "This does not seem to be about the article."


def test_only_the_topic_is_explained_by_the_topic() -> None:
    assert finding(about(), "INSULT").text == "Insult 71%, holds at 62%"
    assert finding(about(), "INSULT").bearing is None


@pytest.mark.parametrize("bears", [None, about("vote"), about("vote", nearness=0.1).and_like(TRANSFERS, 0.6)])
def test_a_finding_comes_back_from_its_row(bears: Bearing | None) -> None:
    found = finding(bears)
    row = json.loads(json.dumps(found.as_row()))

    assert row == found.as_row()  # or a decision that says the same would look new
    assert Finding.from_row(row) == found
    assert ("bearing" in row) == (bears is not None)
