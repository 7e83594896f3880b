"""Comments that come in at once do not wait for one that takes its time."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace

import pytest

from moderation.domain.comments import Status
from moderation.domain.scores import ENCODER, FAST, ScoredText, ScorerState, Scores
from moderation.parts import Parts
from tests.making import WordScorer, a_comment, a_machine, a_site, an_article


class Crowded(WordScorer):
    """A scorer with these members, which waits a while for another comment and knows whether one came."""

    def __init__(self, *members: str) -> None:
        super().__init__()
        self.members = members
        self.met = threading.Barrier(2)

    def state(self) -> ScorerState:
        """With what it scores."""
        return replace(super().state(), members=self.members)

    def score(self, text: ScoredText, *, evidence: bool = True) -> Scores:
        """As ever, but late."""
        with suppress(threading.BrokenBarrierError):
            self.met.wait(1.5)
        return super().score(text, evidence=evidence)


@pytest.mark.parametrize(
    ("members", "text", "meet"),
    [
        ([FAST], "A fair budget.", False),
        ([FAST], "A fair budget. " * 100, True),
        ([FAST, ENCODER], "A fair budget.", True),
    ],
)
def test_others_go_on_while_a_comment_takes_its_time_to_score(
    parts: Parts, members: list[str], text: str, *, meet: bool
) -> None:
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine)
    scorer = Crowded(*members)
    crowded = replace(parts, scorer=scorer)

    with ThreadPoolExecutor(2) as writers:
        came = list(writers.map(lambda number: a_comment(crowded, machine, f"{number}. {text}"), range(2)))

    assert [each.status for each in came] == [Status.PUBLISHED] * 2
    is_sqlite = parts.database.engine.dialect.name == "sqlite"
    assert scorer.met.broken != (meet or not is_sqlite)
