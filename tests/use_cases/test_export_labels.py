"""What managers decided is exported as labels; what they undid, and what the policy did alone, is not."""

from __future__ import annotations

import json
from pathlib import Path

from moderation.domain.callers import Caller, NamedAuthor
from moderation.domain.comments import Action
from moderation.domain.decisions import Choice
from moderation.parts import Parts
from moderation.use_cases.decide_comment import decide_comment
from moderation.use_cases.export_labels import export_labels
from moderation.use_cases.undo_decision import undo_decision
from tests.making import a_comment, a_manager

REJECT = Choice(Action.REJECT, "insult")
APPROVE = Choice(Action.PUBLISH)


def labels(parts: Parts, folder: Path) -> list[dict[str, object]]:
    file = folder / "labels.jsonl"
    export_labels(parts, file)
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_what_decisions_teach_is_exported(parts: Parts, machine: Caller, held: str, tmp_path: Path) -> None:
    manager = a_manager(parts)
    polite = a_comment(parts, machine, "A fair budget.").id
    decide_comment(parts, manager, held, 2, APPROVE)
    decide_comment(parts, manager, polite, 2, Choice(Action.REJECT, "off-topic"))

    exported = labels(parts, tmp_path)

    assert [(row["text"], row["labels"]) for row in exported] == [
        ("You idiot.", {"INSULT": 0, "LIKELY_TO_REJECT": 0}),
        ("A fair budget.", {"OFF_TOPIC": 1}),
    ]
    assert exported[0]["article"] == {
        "title": "The budget vote",
        "text": "The council votes on the budget tonight.",
    }


def test_undone_and_automatic_decisions_teach_nothing(
    parts: Parts, machine: Caller, held: str, tmp_path: Path
) -> None:
    manager = a_manager(parts)
    a_comment(parts, machine, "A fair budget.")
    undo_decision(parts, manager, held, decide_comment(parts, manager, held, 2, REJECT))

    assert labels(parts, tmp_path) == []


def test_approving_a_copy_teaches_that_it_is_no_spam_only_where_copying_held_it(
    parts: Parts, machine: Caller, tmp_path: Path
) -> None:
    manager = a_manager(parts)
    formula = "May he rest in peace, and may his family find comfort in these days."
    held = [a_comment(parts, machine, formula, author=NamedAuthor(name, name)).id for name in ("a", "b", "c")]
    twice = [a_comment(parts, machine, "You idiot, you have not understood a word of it.").id for _ in "12"]
    decide_comment(parts, manager, held[2], 2, APPROVE)
    decide_comment(parts, manager, twice[1], 2, APPROVE)

    assert [row["labels"] for row in labels(parts, tmp_path)] == [
        {"SPAM": 0, "LIKELY_TO_REJECT": 0},
        {"INSULT": 0, "LIKELY_TO_REJECT": 0},
    ]


def test_of_two_decisions_on_a_comment_the_last_teaches(parts: Parts, held: str, tmp_path: Path) -> None:
    manager = a_manager(parts)
    decide_comment(parts, manager, held, 2, REJECT)
    decide_comment(parts, manager, held, 3, APPROVE)

    assert [row["labels"] for row in labels(parts, tmp_path)] == [{"INSULT": 0, "LIKELY_TO_REJECT": 0}]
