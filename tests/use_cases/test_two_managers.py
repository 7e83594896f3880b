"""Whatever two managers do in any order: no decision is lost, undo restores exactly, counts are what rows say."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from sqlalchemy import func, select

from moderation.domain.callers import Caller
from moderation.domain.comments import OUTCOME, Action, Status
from moderation.domain.decisions import Choice
from moderation.domain.errors import Conflict, Malformed
from moderation.domain.queues import Queue
from moderation.parts import Parts
from moderation.storage.desk_tables import Notice
from moderation.storage.tables import Comment, Decision
from moderation.use_cases.claim_comment import claim_comment
from moderation.use_cases.count_queue import count_queue
from moderation.use_cases.decide_comment import decide_comment
from moderation.use_cases.decide_picked import decide_picked
from moderation.use_cases.release_comment import release_comment
from moderation.use_cases.undo_batch import undo_batch
from moderation.use_cases.undo_decision import undo_decision
from tests.making import a_comment, a_manager, stored

SEEDS = {"sqlite": range(100), "postgresql": range(100, 200)}
"""Two hundred interleavings, half of them on each kind of database."""
STEPS = 6
COMMENTS = 6
CHOICES = (Choice(Action.PUBLISH), Choice(Action.REJECT, "insult"), Choice(Action.REJECT, "spam"))


@dataclass
class Told:
    """What ought to be true of a comment: its status, its version, and what was decided, each with where it was.

    ``undoable`` is the last decision, when it was one by itself and no undo.
    """

    status: Status = Status.HELD
    version: int = 2
    decisions: list[tuple[Action, Status]] = field(default_factory=lambda: [(Action.HOLD, Status.HELD)])
    by_batch: list[int | None] = field(default_factory=lambda: [None])
    undoable: int | None = None

    def move(
        self, action: Action, status: Status, batch: int | None = None, undoable: int | None = None
    ) -> None:
        """What a decision makes of it."""
        self.decisions.append((action, self.status))
        self.by_batch.append(batch)
        self.status, self.version, self.undoable = status, self.version + 1, undoable


class Interleaving:
    """Two managers at the same comments; each acts on what they saw last, however old that is."""

    def __init__(
        self, parts: Parts, managers: list[Caller], told: dict[str, Told], chance: random.Random
    ) -> None:
        self.parts, self.managers, self.chance = parts, managers, chance
        self.told = told
        self.seen: dict[Caller, dict[str, int]] = {}
        for manager in managers:
            self.look(manager)
        self.last: list[tuple[str, int]] = []
        self.batches: list[int] = []

    def step(self) -> None:
        """Something that one of them does."""
        manager = self.chance.choice(self.managers)
        does: list[Callable[[Caller], None]] = [
            self.decide, self.decide, self.undo, self.batch, self.undo_batch, self.claim, self.look,
        ]  # fmt: skip
        self.chance.choice(does)(manager)

    def look(self, manager: Caller) -> None:
        """See how everything stands now."""
        self.seen[manager] = {comment_id: told.version for comment_id, told in self.told.items()}

    def decide(self, manager: Caller) -> None:
        """Decide on one, at the version seen last."""
        comment_id, choice = self.chance.choice(list(self.told)), self.chance.choice(CHOICES)
        told, seen = self.told[comment_id], self.seen[manager][comment_id]
        try:
            decision = decide_comment(self.parts, manager, comment_id, seen, choice)
        except Conflict:
            assert seen != told.version
        except Malformed:
            assert (seen, told.status) == (told.version, OUTCOME[choice.action])
        else:
            assert seen == told.version
            told.move(choice.action, OUTCOME[choice.action], undoable=decision)
            self.last.append((comment_id, decision))

    def undo(self, manager: Caller) -> None:
        """Undo a decision of somebody."""
        if not self.last:
            return
        comment_id, decision = self.chance.choice(self.last)
        told = self.told[comment_id]
        try:
            undo_decision(self.parts, manager, comment_id, decision)
        except Conflict:
            assert told.undoable != decision
            return
        assert told.undoable == decision
        told.move(Action.UNDO, told.decisions[-1][1])

    def batch(self, manager: Caller) -> None:
        """Decide on some at once, at the versions seen last."""
        picked = self.chance.sample(list(self.told), 3)
        versions = {comment_id: self.seen[manager][comment_id] for comment_id in picked}
        choice = self.chance.choice(CHOICES)
        fits = all(self.told[each].version == version for each, version in versions.items())
        try:
            made = decide_picked(self.parts, manager, versions, choice)
        except Conflict:
            assert not fits
            return
        assert fits
        self.batches.append(made.id)
        for comment_id in picked:
            self.told[comment_id].move(choice.action, OUTCOME[choice.action], made.id)

    def undo_batch(self, manager: Caller) -> None:
        """Undo a batch of somebody."""
        if not self.batches:
            return
        batch = self.chance.choice(self.batches)
        standing = [told for told in self.told.values() if told.by_batch[-1] == batch]
        try:
            undone = undo_batch(self.parts, manager, batch)
        except Conflict:
            assert not standing
            return
        assert undone.count == len(standing)
        for told in standing:
            told.move(Action.UNDO, told.decisions[-1][1])

    def claim(self, manager: Caller) -> None:
        """Look at one, or no longer; that changes nothing else."""
        comment_id = self.chance.choice(list(self.told))
        if self.chance.random() < 0.5:
            claim_comment(self.parts, manager, comment_id)
        else:
            release_comment(self.parts, manager, comment_id)


@pytest.fixture
def comments(parts: Parts, machine: Caller) -> list[str]:
    return [a_comment(parts, machine, f"You idiot, number {number}.").id for number in range(COMMENTS)]


def test_whatever_two_managers_do_nothing_is_lost_and_everything_adds_up(
    parts: Parts, comments: list[str]
) -> None:
    managers = [a_manager(parts, "Mira"), a_manager(parts, "Noor")]
    everything = {comment_id: Told() for comment_id in comments}
    for seed in SEEDS[parts.database.engine.name]:
        told = Interleaving(parts, managers, everything, random.Random(seed))  # noqa: S311
        for _ in range(STEPS):
            told.step()

        held = [comment_id for comment_id, each in told.told.items() if each.status is Status.HELD]
        assert kept(parts) == {
            comment_id: (each.status, each.version, each.decisions) for comment_id, each in told.told.items()
        }, f"seed {seed}"
        assert told_twice(parts) == [], f"seed {seed}"
        assert count_queue(parts, managers[0])[Queue.HELD] == stored(parts)[Status.HELD] == len(held)


def kept(parts: Parts) -> dict[str, tuple[Status, int, list[tuple[Action, Status]]]]:
    """What the rows say of every comment."""
    with parts.database.reading() as session:
        rows = session.execute(
            select(Decision.comment_id, Decision.action, Decision.before).order_by(Decision.id)
        )
        decided: dict[str, list[tuple[Action, Status]]] = {}
        for comment_id, action, before in rows:
            decided.setdefault(comment_id, []).append((action, before))
        found = session.execute(select(Comment.id, Comment.status, Comment.version))
        return {comment_id: (status, version, decided[comment_id]) for comment_id, status, version in found}


def told_twice(parts: Parts) -> list[str]:
    """The comments of which an author is to be told more than once, though nothing was sent yet."""
    standing = select(Notice.comment_id).where(Notice.called_off_at.is_(None))
    with parts.database.reading() as session:
        asked = standing.group_by(Notice.comment_id).having(func.count() > 1)
        return [comment_id for comment_id in session.scalars(asked) if comment_id]
