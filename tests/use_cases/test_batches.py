"""Many comments are decided on at once: exactly those that were seen, all or none, and all are taken back at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from moderation.domain.batches import Range
from moderation.domain.callers import Area, Caller, NamedAuthor
from moderation.domain.comments import Action, Status
from moderation.domain.decisions import Choice
from moderation.domain.errors import Conflict, Malformed, NotAllowed, NotFound
from moderation.domain.queues import Asked, Queue
from moderation.parts import Parts
from moderation.storage.desk_tables import Appeal
from moderation.use_cases.decide_comment import decide_comment
from moderation.use_cases.decide_picked import decide_picked
from moderation.use_cases.decide_range import decide_range
from moderation.use_cases.export_labels import export_labels
from moderation.use_cases.gather_alike import Likeness, gather_alike
from moderation.use_cases.review_comment import review_comment
from moderation.use_cases.survey_range import survey_range
from moderation.use_cases.undo_batch import undo_batch
from tests.asking import an_appeal, decided, rows
from tests.making import WordScorer, a_comment, a_manager, a_reader, an_article, stored

INSULTS = Range(Asked(), "INSULT", 80, 100)
SPAM = Choice(Action.REJECT, "spam", "one flood")
APPROVE = Choice(Action.PUBLISH)


@pytest.fixture
def manager(parts: Parts) -> Caller:
    return a_manager(parts)


@pytest.fixture
def insults(parts: Parts, machine: Caller) -> list[str]:
    """Five comments that score .9 for insult, beside one that does not."""
    a_comment(parts, machine, "http://a.b http://c.d http://e.f")
    return [a_comment(parts, machine, f"You idiot, number {number}.").id for number in range(5)]


def test_a_range_is_surveyed_with_its_histogram_and_a_sample(
    parts: Parts, manager: Caller, insults: list[str]
) -> None:
    survey = survey_range(parts, manager, INSULTS)

    assert (survey.count, survey.steps[90], survey.steps[10], sum(survey.steps)) == (5, 5, 1, 6)
    assert sorted(each.id for each in survey.sample) == sorted(insults)
    assert {each.score for each in survey.sample} == {0.9}


def test_a_batch_decides_like_single_decisions_and_one_undo_takes_it_back(
    parts: Parts, manager: Caller, insults: list[str]
) -> None:
    survey = survey_range(parts, manager, INSULTS)

    made = decide_range(parts, manager, INSULTS, survey.fingerprint, SPAM)
    rejected = review_comment(parts, manager, insults[0])
    undone = undo_batch(parts, manager, made.id)
    again = review_comment(parts, manager, insults[0])

    assert made.size == undone.count == 5
    assert (rejected.status, rejected.version) == (Status.REJECTED, 3)
    assert (rejected.history[0].by, rejected.history[0].reason, rejected.history[0].note) == (
        "Mira",
        "Spam",
        "one flood",
    )
    assert (again.status, again.version, again.history[0].is_undo) == (Status.HELD, 4, True)
    assert stored(parts)[Status.HELD] == 6


def test_what_came_in_since_or_changed_since_keeps_the_whole_batch_from_happening(
    parts: Parts, machine: Caller, manager: Caller, insults: list[str]
) -> None:
    before = survey_range(parts, manager, INSULTS)
    a_comment(parts, machine, "One idiot more.")
    between = survey_range(parts, manager, INSULTS)
    decide_comment(parts, a_manager(parts, "Noor"), insults[0], 2, APPROVE)

    for survey in (before, between):
        with pytest.raises(Conflict, match="it holds 5 now"):
            decide_range(parts, manager, INSULTS, survey.fingerprint, SPAM)

    assert stored(parts)[Status.REJECTED] == 0


def test_picked_comments_are_decided_on_unless_one_of_them_changed(
    parts: Parts, manager: Caller, insults: list[str]
) -> None:
    decide_comment(parts, a_manager(parts, "Noor"), insults[0], 2, APPROVE)
    with pytest.raises(Conflict, match="1 comment changed"):
        decide_picked(parts, manager, dict.fromkeys(insults, 2), SPAM)

    made = decide_picked(parts, manager, dict.fromkeys(insults[1:], 2), SPAM)

    assert made.size == stored(parts)[Status.REJECTED] == 4


def test_a_batch_and_a_single_decision_at_once_never_both_happen(
    parts: Parts, manager: Caller, insults: list[str]
) -> None:
    noor = a_manager(parts, "Noor")

    def all_of_them() -> bool:
        return decide_picked(parts, manager, dict.fromkeys(insults, 2), SPAM).size == 5

    def one_of_them() -> bool:
        return decide_comment(parts, noor, insults[4], 2, APPROVE) > 0

    def happened(decide: Callable[[], bool]) -> bool:
        try:
            return decide()
        except Conflict:
            return False

    with ThreadPoolExecutor(2) as pool:
        batch, single = pool.map(happened, (all_of_them, one_of_them))

    assert batch is not single
    assert stored(parts)[Status.REJECTED] == (5 if batch else 0)


def test_undoing_leaves_what_somebody_decided_on_since(
    parts: Parts, manager: Caller, insults: list[str]
) -> None:
    made = decide_picked(parts, manager, dict.fromkeys(insults, 2), SPAM)
    decide_comment(parts, a_manager(parts, "Noor"), insults[0], 3, APPROVE)

    undone = undo_batch(parts, manager, made.id)

    assert (undone.count, undone.left) == (4, 1)
    assert review_comment(parts, manager, insults[0]).status is Status.PUBLISHED
    with pytest.raises(Conflict, match="Nothing of this is left"):
        undo_batch(parts, manager, made.id)


def test_nobody_acts_on_what_lies_outside_their_areas(
    parts: Parts, manager: Caller, insults: list[str]
) -> None:
    elsewhere = replace(manager, areas=(Area("harbour", "Sports"),))
    made = decide_picked(parts, manager, dict.fromkeys(insults[:1], 2), SPAM)

    assert survey_range(parts, elsewhere, INSULTS).count == 0
    with pytest.raises(Conflict):
        decide_picked(parts, elsewhere, dict.fromkeys(insults[1:], 2), SPAM)
    with pytest.raises(NotFound):
        undo_batch(parts, elsewhere, made.id)
    with pytest.raises(NotAllowed):
        decide_picked(parts, a_reader(parts), dict.fromkeys(insults[1:], 2), SPAM)


@pytest.mark.parametrize("choice", [Choice(Action.REJECT), Choice(Action.HOLD), Choice(Action.UNDO)])
def test_a_batch_needs_a_choice_that_a_manager_has_and_a_comment(
    parts: Parts, manager: Caller, held: str, choice: Choice
) -> None:
    with pytest.raises(Malformed):
        decide_picked(parts, manager, {held: 2}, choice)
    with pytest.raises(Malformed, match="No comment"):
        decide_picked(parts, manager, {}, APPROVE)
    with pytest.raises(Malformed, match="at most 5,000"):
        decide_picked(parts, manager, {str(number): 1 for number in range(5001)}, APPROVE)


def test_labels_say_that_they_come_from_a_batch(
    parts: Parts, manager: Caller, insults: list[str], tmp_path: Path
) -> None:
    decide_comment(parts, manager, insults[0], 2, Choice(Action.REJECT, "insult"))
    decide_picked(parts, manager, dict.fromkeys(insults[1:2], 2), SPAM)
    file = tmp_path / "labels.jsonl"

    export_labels(parts, file)

    assert '"provenance": "single"' in file.read_text().splitlines()[0]
    assert '"provenance": "batch"' in file.read_text().splitlines()[1]


def test_more_like_this_gathers_the_copies_and_the_authors_own_that_wait(
    parts: Parts, machine: Caller, manager: Caller, scorer: WordScorer
) -> None:
    flood = "Buy the very best cheap pills in this town from my own little shop today"
    bo = NamedAuthor("bo", "Bo")
    first = a_comment(parts, machine, flood).id
    second = a_comment(parts, machine, f"{flood}!", author=bo).id
    other = a_comment(parts, machine, "You idiot.", author=bo).id

    words = gather_alike(parts, manager, first, Likeness.WORDS)
    author = gather_alike(parts, manager, second, Likeness.AUTHOR)

    assert {each.id for each in words.found} == {first, second}
    assert {each.id for each in author.found} == {second, other}


def test_appeals_are_not_denied_by_the_dozen(parts: Parts, machine: Caller, manager: Caller) -> None:
    rejected = a_comment(parts, machine, "You idiot, quoted.").id
    decided(parts, manager, rejected, Action.REJECT)
    an_appeal(parts, machine, rejected)
    appealed = Range(Asked(Queue.APPEALED), "INSULT", 80, 100)
    seen = survey_range(parts, manager, appealed).fingerprint

    with pytest.raises(Malformed, match="appealed"):
        decide_range(parts, manager, appealed, seen, SPAM)

    assert rows(parts, Appeal)[0]["settled_at"] is None
    assert decide_range(parts, manager, appealed, seen, APPROVE).size == 1


def test_a_batch_elsewhere_is_none(
    parts: Parts, machine: Caller, manager: Caller, insults: list[str]
) -> None:
    an_article(parts, machine, "match", section=("Home", "Sport"))
    there = [a_comment(parts, machine, f"Idiot at play, {each}.", article="match").id for each in range(2)]
    decide_picked(parts, manager, dict.fromkeys(there, 2), SPAM)
    both = decide_picked(
        parts, manager, {insults[0]: 2, insults[1]: 2, **dict.fromkeys(there, 3)}, APPROVE
    ).id
    noor = replace(a_manager(parts, "Noor"), areas=(Area("harbour", "Home / City"),))

    listed = [(each.id, each.size) for each in survey_range(parts, noor, INSULTS).latest]
    undone = undo_batch(parts, noor, both)

    assert listed == [(both, 2)]
    assert (undone.count, undone.left) == (2, 0)
