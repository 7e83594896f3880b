"""Each mode takes comments as it says, an article's own before the rules', and what is old takes none."""

from __future__ import annotations

from datetime import timedelta

import pytest

from moderation.domain.articles import Mode
from moderation.domain.callers import Caller
from moderation.domain.comments import Status
from moderation.domain.errors import Closed
from moderation.parts import Parts
from moderation.storage import articles
from moderation.use_cases.show_article import show_article
from tests.making import NOON, a_comment, a_machine, a_site, an_article, the_rules


@pytest.fixture
def machine(parts: Parts) -> Caller:
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine)
    return machine


def taken_as(parts: Parts, mode: Mode | None) -> None:
    """Have a manager say how the article takes comments."""
    with parts.database.writing() as session:
        articles.article_at(session, "harbour", "budget").mode = mode


@pytest.mark.parametrize(
    ("mode", "fair", "insult", "banned"),
    [
        ("pre", Status.HELD, Status.HELD, Status.REJECTED),
        ("open", Status.PUBLISHED, Status.HELD, Status.REJECTED),
        ("post", Status.PUBLISHED, Status.PUBLISHED, Status.REJECTED),
    ],
)
def test_a_mode_says_what_becomes_of_a_comment(
    parts: Parts, machine: Caller, mode: str, fair: Status, insult: Status, banned: Status
) -> None:
    the_rules(parts, "harbour", {"newcomer_comments": 0, "mode": mode, "banned_words": ["pox"]})
    texts = ("A fair budget.", "You idiot.", "A pox on the mayor.")
    became = [a_comment(parts, machine, text) for text in texts]

    assert [comment.status for comment in became] == [fair, insult, banned]
    assert "score.insult" in {finding.code for finding in became[1].findings}


def test_where_it_is_closed_nothing_is_taken_and_readers_see_that(parts: Parts, machine: Caller) -> None:
    the_rules(parts, "harbour", {"mode": "closed"})

    with pytest.raises(Closed):
        a_comment(parts, machine)
    assert not show_article(parts, "harbour", "budget").is_open


def test_what_a_manager_says_of_an_article_wins(parts: Parts, machine: Caller) -> None:
    the_rules(parts, "harbour", {"newcomer_comments": 0, "mode": "closed"})
    taken_as(parts, Mode.PRE)
    first = a_comment(parts, machine)
    the_rules(parts, "harbour", {"newcomer_comments": 0})
    taken_as(parts, Mode.CLOSED)
    with pytest.raises(Closed):
        a_comment(parts, machine)
    taken_as(parts, None)

    assert first.status is Status.HELD
    assert a_comment(parts, machine).status is Status.PUBLISHED


@pytest.mark.parametrize("said", [{}, {"published_at": NOON - timedelta(days=8)}])
def test_an_old_article_closes_by_itself(parts: Parts, machine: Caller, said: dict[str, object]) -> None:
    an_article(parts, machine, "budget", **said)
    the_rules(parts, "harbour", {"newcomer_comments": 0, "close_after_days": 7})
    is_old = bool(said)

    assert show_article(parts, "harbour", "budget").is_open is not is_old
    if is_old:
        with pytest.raises(Closed):
            a_comment(parts, machine)
    else:
        assert a_comment(parts, machine).status is Status.PUBLISHED


@pytest.mark.parametrize("mode", [None, Mode.POST])
def test_rules_that_cannot_be_read_hold_whatever_the_article_says(
    parts: Parts, machine: Caller, mode: Mode | None
) -> None:
    the_rules(parts, "harbour", {"mode": "ajar"})
    taken_as(parts, mode)

    assert a_comment(parts, machine).status is Status.HELD


def test_a_closed_article_stays_closed_under_rules_that_cannot_be_read(parts: Parts, machine: Caller) -> None:
    the_rules(parts, "harbour", {"mode": "ajar"})
    taken_as(parts, Mode.CLOSED)

    with pytest.raises(Closed):
        a_comment(parts, machine)
