"""Readers report: each once, by weight; enough of them hold a comment, and a manager's decision settles them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from moderation.domain.appeals import Ground, weight_of
from moderation.domain.callers import NOBODY, Caller
from moderation.domain.comments import Action, Status
from moderation.domain.errors import Conflict, Malformed, NotFound, NotSignedIn, TooMany
from moderation.parts import Parts
from moderation.storage.desk_tables import Report
from moderation.use_cases.keep_comment import keep_comment
from moderation.use_cases.put_article import NewArticle, put_article
from moderation.use_cases.report_comment import NewReport, report_comment
from moderation.use_cases.review_comment import review_comment
from moderation.use_cases.score_comment import score_comment
from moderation.use_cases.undo_decision import undo_decision
from tests.asking import a_report, decided, rows
from tests.making import a_comment, a_manager, a_reader


@pytest.fixture
def shown(parts: Parts, machine: Caller) -> str:
    """The id of a published comment by Ada."""
    return a_comment(parts, machine).id


def nameless(comment: str, note: str | None = "It names a child.", address: str = "192.0.2.7") -> NewReport:
    return NewReport("harbour", comment, Ground.ILLEGAL, note, address=address)


def test_a_new_readers_word_weighs_one_and_grows_or_shrinks_with_how_right_they_were() -> None:
    assert (weight_of(0, 0), weight_of(1, 1), weight_of(0, 1), weight_of(8, 8)) == (1, 4 / 3, 2 / 3, 1.8)


def test_the_same_reader_reports_a_comment_once(parts: Parts, machine: Caller, shown: str) -> None:
    first = a_report(parts, machine, shown)
    again = a_report(parts, machine, shown, ground=Ground.SPAM)

    assert (first.is_new, again.is_new, again.id) == (True, False, first.id)
    assert len(rows(parts, Report)) == 1


def test_of_a_readers_reports_at_once_one_is_kept(parts: Parts, machine: Caller, shown: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: a_report(parts, machine, shown).is_new, range(4)))

    assert made.count(True) == len(rows(parts, Report)) == 1


def test_enough_reports_hold_a_comment_and_say_so(parts: Parts, machine: Caller, shown: str) -> None:
    held = [a_report(parts, machine, shown, who).is_held for who in ("rita", "sam", "tess")]

    review = review_comment(parts, a_manager(parts), shown)
    assert held == [False, False, True]
    assert review.status is Status.HELD
    assert [finding.text for finding in review.findings] == ["Reported by 3 readers: weight 3.0, holds at 3"]
    assert review.history[0].by is None


def test_a_comment_that_reports_hold_stays_held_when_its_article_changes(
    parts: Parts, machine: Caller, shown: str
) -> None:
    for who in ("rita", "sam", "tess"):
        a_report(parts, machine, shown, who)
    put_article(
        parts, machine, "harbour", "budget", NewArticle(title="The budget, voted", text="They voted.")
    )

    score_comment(parts, shown, 1)

    assert review_comment(parts, a_manager(parts), shown).status is Status.HELD


def test_approving_settles_them_and_only_later_ones_count_again(
    parts: Parts, machine: Caller, shown: str
) -> None:
    mira = a_manager(parts)
    for who in ("rita", "sam", "tess"):
        a_report(parts, machine, shown, who)
    decided(parts, mira, shown, Action.PUBLISH)

    later = a_report(parts, machine, shown, "uma")

    assert [row["upheld"] for row in rows(parts, Report)] == [False, False, False, None]
    assert later.is_held is False


def test_who_was_wrong_weighs_less_and_who_was_right_more(parts: Parts, machine: Caller, shown: str) -> None:
    mira = a_manager(parts)
    other = a_comment(parts, machine, "A second fair budget.").id
    a_report(parts, machine, shown, "rita")
    a_report(parts, machine, other, "sam")
    keep_comment(parts, mira, shown, review_comment(parts, mira, shown).version)
    decided(parts, mira, other, Action.REJECT)
    third = a_comment(parts, machine, "A third one.").id

    for who in ("rita", "sam"):
        a_report(parts, machine, third, who)

    assert [round(row["weight"], 2) for row in rows(parts, Report)[2:]] == [0.67, 1.33]


@pytest.mark.parametrize("action", [Action.PUBLISH, Action.REJECT])
def test_undo_leaves_reports_exactly_as_they_were(
    parts: Parts, machine: Caller, shown: str, action: Action
) -> None:
    mira = a_manager(parts)
    a_report(parts, machine, shown, "rita")
    decided(parts, mira, shown, Action.REJECT)
    decided(parts, mira, shown, Action.PUBLISH)
    for who in ("sam", "tess", "uma"):
        a_report(parts, machine, shown, who)
    before = rows(parts, Report)
    decision = decided(parts, mira, shown, action)

    undo_decision(parts, mira, shown, decision)

    assert rows(parts, Report) == before
    assert [row["upheld"] for row in before] == [True, None, None, None]


def test_a_keep_needs_an_open_report_and_undoes_like_any_decision(
    parts: Parts, machine: Caller, shown: str
) -> None:
    mira = a_manager(parts)
    with pytest.raises(Malformed):
        keep_comment(parts, mira, shown, review_comment(parts, mira, shown).version)
    a_report(parts, machine, shown)
    before = rows(parts, Report)
    kept = keep_comment(parts, mira, shown, review_comment(parts, mira, shown).version)
    undo_decision(parts, mira, shown, kept)

    assert rows(parts, Report) == before
    assert review_comment(parts, mira, shown).status is Status.PUBLISHED


def test_illegal_content_is_told_of_without_a_name_but_weighs_nothing(
    parts: Parts, machine: Caller, shown: str
) -> None:
    once = report_comment(parts, NOBODY, nameless(shown))
    again = report_comment(parts, NOBODY, nameless(shown, "It names a child. \n"))
    by_key = report_comment(parts, machine, nameless(shown, "It threatens the mayor."))

    assert (once.is_new, again.is_new, by_key.is_new) == (True, False, True)
    assert [(row["author_id"], row["weight"]) for row in rows(parts, Report)] == [(None, 0), (None, 0)]
    assert len(review_comment(parts, a_manager(parts), shown).asks.reports) == 2


def test_notices_without_a_name_are_limited(parts: Parts, machine: Caller, shown: str) -> None:
    for number in range(5):
        report_comment(parts, NOBODY, nameless(shown, f"It is illegal, {number}."))

    with pytest.raises(TooMany):
        report_comment(parts, NOBODY, nameless(shown, "Once more."))


@pytest.mark.parametrize(
    "said", [{"ground": Ground.ILLEGAL}, {"note": "x" * 1001}, {"who": "ada"}], ids=["bare", "long", "own"]
)
def test_what_cannot_be_a_report_leaves_nothing(
    parts: Parts, machine: Caller, shown: str, said: dict[str, str]
) -> None:
    with pytest.raises(Malformed):
        a_report(parts, machine, shown, **said)

    assert rows(parts, Report) == []


def test_what_does_not_show_is_not_reported(parts: Parts, machine: Caller, held: str) -> None:
    with pytest.raises(Conflict):
        a_report(parts, machine, held)
    with pytest.raises(NotSignedIn):
        report_comment(parts, NOBODY, NewReport("harbour", held, Ground.SPAM))
    with pytest.raises(NotFound):
        report_comment(parts, a_reader(parts), NewReport("elsewhere", held, Ground.SPAM))
    with pytest.raises(NotFound):
        a_report(parts, machine, "0198c0de-0000-7000-8000-000000000000")
