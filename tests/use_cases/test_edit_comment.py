"""An author edits a comment: a new revision, judged anew, that overwrites nobody and is overwritten by nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest

from moderation.domain.callers import NOBODY, Caller
from moderation.domain.comments import Action, Status
from moderation.domain.decisions import Choice
from moderation.domain.errors import Closed, Conflict, NotFound
from moderation.domain.owning import Own
from moderation.parts import Parts
from moderation.use_cases.decide_comment import decide_comment
from moderation.use_cases.edit_comment import edit_comment
from moderation.use_cases.list_comments import Listing, list_comments
from moderation.use_cases.review_comment import review_comment
from moderation.use_cases.score_comment import score_comment
from tests.making import NOON, WordScorer, a_comment, a_manager, an_article, at, the_rules


def own(comment: str, version: int = 2, author: str = "ada") -> Own:
    return Own("harbour", comment, author, version)


def test_each_edit_is_a_revision_that_is_judged_anew(parts: Parts, machine: Caller) -> None:
    comment, manager = a_comment(parts, machine, "A fair budget.").id, a_manager(parts)
    later = at(parts, NOON + timedelta(minutes=4))

    rude = edit_comment(later, machine, own(comment), "You idiot.")
    assert list_comments(parts, NOBODY, Listing("harbour", "budget")).comments == []
    mild = edit_comment(later, machine, own(comment, rude.version), "You are wrong.")

    assert (rude.status, mild.status) == (Status.HELD, Status.PUBLISHED)
    shown = list_comments(parts, NOBODY, Listing("harbour", "budget")).comments[0]
    assert (shown.text, shown.edited_at) == ("You are wrong.", NOON + timedelta(minutes=4))
    review = review_comment(parts, manager, comment)
    assert [each.text for each in review.earlier] == ["You idiot.", "A fair budget."]
    done = [each.action for each in review.history]
    assert done == [Action.PUBLISH, Action.EDIT, Action.HOLD, Action.EDIT, Action.PUBLISH]


def test_two_changes_never_overwrite_each_other(parts: Parts, machine: Caller) -> None:
    comment, manager = a_comment(parts, machine, "You idiot.").id, a_manager(parts)
    edit_comment(parts, machine, own(comment), "You fool.")

    with pytest.raises(Conflict, match=r"Its author edited it at 12:00 UTC.*Your change was not applied"):
        edit_comment(parts, machine, own(comment), "You genius.")
    with pytest.raises(Conflict, match=r"Its author edited it .*Your decision was not applied"):
        decide_comment(parts, manager, comment, 2, Choice(Action.REJECT, "insult"))
    decide_comment(parts, manager, comment, 4, Choice(Action.REJECT, "insult"))
    with pytest.raises(Conflict, match="rejected it at 12:00 UTC"):
        edit_comment(parts, machine, own(comment, 4), "You genius.")
    with pytest.raises(Conflict, match="cannot be edited"):
        edit_comment(parts, machine, own(comment, 5), "You genius.")
    assert review_comment(parts, manager, comment).text == "You fool."


def test_only_its_author_edits_it_and_only_in_time(parts: Parts, machine: Caller) -> None:
    comment = a_comment(parts, machine, "A fair budget.").id

    with pytest.raises(NotFound):
        edit_comment(parts, machine, own(comment, author="bea"), "Mine now.")
    with pytest.raises(Conflict, match="edited for 5 minutes"):
        edit_comment(at(parts, NOON + timedelta(minutes=6)), machine, own(comment), "Too late.")
    the_rules(parts, "harbour", {"edit_minutes": 0})
    with pytest.raises(Conflict, match="cannot be edited here"):
        edit_comment(parts, machine, own(comment), "Never.")
    the_rules(parts, "harbour", {"newcomer_comments": 0})
    an_article(parts, machine, section=("Home", "City"), is_open=False)
    with pytest.raises(Closed):
        edit_comment(parts, machine, own(comment), "Closed.")


def test_an_edit_is_durable_before_it_is_scored_and_finished_by_the_worker(
    parts: Parts, machine: Caller, scorer: WordScorer
) -> None:
    comment = a_comment(parts, machine, "A fair budget.").id

    class Crash(BaseException):
        """The process dies."""

    def die(*_: object, **__: object) -> None:
        raise Crash

    real, scorer.score = scorer.score, die  # type: ignore[method-assign, assignment]
    with pytest.raises(Crash):
        edit_comment(parts, machine, own(comment), "A better budget.")
    scorer.score = real  # type: ignore[method-assign]
    held = review_comment(parts, a_manager(parts), comment)
    assert (held.status, held.text) == (Status.HELD, "A better budget.")

    score_comment(parts, comment, 1)
    assert list_comments(parts, NOBODY, Listing("harbour", "budget")).comments[0].text == "A better budget."


def test_scores_of_what_it_no_longer_says_are_not_kept(
    parts: Parts, machine: Caller, scorer: WordScorer
) -> None:
    comment = a_comment(parts, machine, "A fair budget.").id
    real = scorer.score

    def slowly(text: object, **said: object) -> object:
        scorer.score = real  # type: ignore[method-assign]
        edit_comment(parts, machine, own(comment, 3), "A fine budget.")
        return real(text, **said)  # type: ignore[arg-type]

    scorer.score = slowly  # type: ignore[method-assign, assignment]
    overtaken = edit_comment(parts, machine, own(comment), "You idiot.")

    assert overtaken.status is Status.PUBLISHED
    shown = list_comments(parts, NOBODY, Listing("harbour", "budget")).comments[0]
    assert (shown.text, shown.told) == ("A fine budget.", [])
