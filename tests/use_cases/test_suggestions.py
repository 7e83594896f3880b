"""Suggested labels on both databases: revised by their token, listed by source, erased, exported with a weight."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from moderation.domain.callers import Caller
from moderation.domain.comments import Action
from moderation.domain.decisions import Choice
from moderation.parts import Parts
from moderation.use_cases.decide_comment import decide_comment
from moderation.use_cases.erase_suggestions import erase_suggestions
from moderation.use_cases.export_labels import export_labels
from moderation.use_cases.list_suggestions import list_suggestions
from moderation.use_cases.suggest_score import NewSuggestion, suggest_score
from moderation.use_cases.weigh_labels import weigh_labels
from tests.making import NOON, a_manager, at

FIRST = NewSuggestion("You fool.", {"TOXICITY": 1.0}, "Coral:a", "comment:1", "https://a.example/b", "en")


def test_suggestions_are_kept_revised_weighed_and_erased(
    parts: Parts, machine: Caller, held: str, tmp_path: Path
) -> None:
    later = at(parts, NOON + timedelta(hours=1))
    suggest_score(parts, machine, FIRST)
    suggest_score(later, machine, replace(FIRST, text="You sage.", labels={"TOXICITY": 0.0}))
    suggest_score(parts, machine, replace(FIRST, community="Coral:b"))
    for _ in range(2):
        suggest_score(parts, machine, replace(FIRST, client_token=None, url=None))
    decide_comment(parts, a_manager(parts), held, 2, Choice(Action.REJECT, "insult"))
    weigh_labels(parts, "newsroom", 0.25)
    export_labels(parts, tmp_path / "labels")
    rows = [json.loads(line) for line in (tmp_path / "labels").read_text().splitlines()]

    assert [(each.community, each.count, each.last_at, each.said) for each in list_suggestions(parts)] == [
        ("Coral:a", 3, NOON + timedelta(hours=1), {"TOXICITY": (2, 1)}),
        ("Coral:b", 1, NOON, {"TOXICITY": (1, 0)}),
    ]
    assert [(row["source"], row["weight"], row["text"]) for row in rows] == [
        ("decisions", 1.0, "You idiot."),
        *[("suggestions", 0.25, "You fool.")] * 3,
        ("suggestions", 0.25, "You sage."),
    ]
    assert erase_suggestions(parts, "harbour", community="Coral:b") == 1
    assert erase_suggestions(parts, "harbour", client_token="comment:1") == 1
    assert erase_suggestions(parts, "harbour") == 2
    assert list_suggestions(parts) == []
