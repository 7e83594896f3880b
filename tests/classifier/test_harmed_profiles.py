"""A profile that is not what its maker wrote counts as none, and no comment waits for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from moderation.classifier.artefact import current_model
from moderation.classifier.model import Model
from moderation.domain.scores import ArticleText, Others, Profile, ScoredText

SHIPPED = Path(__file__).parents[2] / "models"
VOTE = ArticleText("Council votes to close two libraries", "Parents protested outside the town hall.")
REST = [
    ArticleText(title) for title in ("Rovers sign a striker", "Bread becomes dearer", "A wing for children")
]


@pytest.fixture(scope="module")
def whole(networks: None) -> Model:
    return current_model(SHIPPED)[0]


def made(model: Model, article: ArticleText) -> Profile:
    profile = model.profile(article)
    assert profile is not None
    return profile


def off_topic(model: Model, article: ArticleText) -> float:
    (scores,) = model.score_many([ScoredText("Where will the pupils read now?", article)], evidence=False)
    return scores.values["OFF_TOPIC"]


@pytest.mark.parametrize("harm", ["cut", "emptied", "overwritten"])
def test_a_profile_that_was_harmed_counts_as_none(whole: Model, harm: str) -> None:
    def harmed(kept: bytes) -> bytes:
        return {"cut": kept[:-7], "emptied": b"", "overwritten": b"\xff" * len(kept)}[harm]

    own, *others = (made(whole, each) for each in (VOTE, *REST))
    leads = Others(own.made_by, (1, 2, 3), harmed(b"".join(each.lead for each in others)))

    assert off_topic(whole, replace(VOTE, profile=replace(own, parts=harmed(own.parts)))) == off_topic(
        whole, VOTE
    )
    assert off_topic(whole, replace(VOTE, others=leads)) == off_topic(whole, VOTE)
