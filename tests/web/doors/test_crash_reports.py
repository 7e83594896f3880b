"""A mistake of our own while a text is scored is told with where it was, and never with what was sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, NoReturn

import pytest
from flask import Flask
from sqlalchemy import select

from moderation.domain.scores import ScoredText
from moderation.domain.signatures import SigningSecret
from moderation.parts import Parts
from moderation.storage.every_table import every_table
from moderation.use_cases.create_key import create_key
from tests.making import WordScorer, the_rules
from tests.web.doors.test_coral import NEW, golden, phase
from tests.web.embed.reading import ARTICLE, Reader

CANARY = "canary4711"
TEXT = f"The {CANARY} sings, you complete idiot."


class Crashing(WordScorer):
    """A scorer with a mistake, whose message quotes what it was given."""

    def score(self, text: ScoredText, *, evidence: bool = True) -> NoReturn:
        raise RuntimeError(text.text)

    def score_many(self, texts: Sequence[ScoredText], *, evidence: bool = True) -> NoReturn:
        raise RuntimeError(texts[0].text)

    def language(self, text: ScoredText) -> NoReturn:
        raise RuntimeError(text.text)


@pytest.fixture
def parts(parts: Parts) -> Parts:
    return replace(parts, scorer=Crashing(), signers=(SigningSecret("harbour", NEW),))


Ask = Callable[[Any, dict[str, str]], Any]

DOORS: dict[str, tuple[str, dict[str, Any]]] = {
    "analyze": ("/comments:analyze", {"comment": {"text": TEXT}, "requestedAttributes": {"INSULT": {}}}),
    "suggestscore": (
        "/comments:suggestscore",
        {
            "comment": {"text": TEXT},
            "attributeScores": {"INSULT": {"summaryScore": {"value": 1}}},
            "doNotStore": True,
        },
    ),
    "openai": ("/v1/moderations", {"input": TEXT}),
    "scores": ("/api/v1/scores", {"texts": [{"text": TEXT}]}),
    "draft": ("/api/v1/sites/harbour/articles/budget/drafts", {"text": TEXT}),
}


@pytest.mark.parametrize("door", DOORS)
def test_a_door_that_crashes_tells_nothing_of_the_text(
    app: Flask, key: str, parts: Parts, capsys: pytest.CaptureFixture[str], door: str
) -> None:
    the_rules(parts, "harbour", {"nudge_percent": 10})
    key = create_key(parts, "all", "harbour", ["score", "comments"], 1000)
    path, said = DOORS[door]
    answer = app.test_client().post(path, json=said, headers={"Authorization": f"Bearer {key}"})

    assert answer.status_code == 500
    assert CANARY not in answer.text
    assert_told_and_kept_nowhere(parts, capsys)


def test_corals_phase_that_crashes_tells_nothing_of_the_text(
    app: Flask, key: str, parts: Parts, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = phase(app.test_client(), golden(TEXT))

    assert (answer.status_code, CANARY in answer.text) == (500, False)
    assert_told_and_kept_nowhere(parts, capsys)


def test_a_page_that_crashes_over_a_draft_tells_nothing_of_the_text(
    app: Flask, key: str, parts: Parts, capsys: pytest.CaptureFixture[str]
) -> None:
    the_rules(parts, "harbour", {"nudge_percent": 10})
    reader = Reader(app.test_client())
    reader.sign_up()
    answer = reader.submit(ARTICLE, f"{ARTICLE}/comments", text=TEXT)

    assert (answer.status_code, CANARY in answer.text) == (500, False)
    assert_told_and_kept_nowhere(parts, capsys)


def assert_told_and_kept_nowhere(parts: Parts, capsys: pytest.CaptureFixture[str]) -> None:
    """That the log says what crashed, and neither it nor any table has a word of the text."""
    logged = capsys.readouterr()
    with parts.database.reading() as session:
        kept = [str(session.execute(select(table)).all()) for table in every_table().sorted_tables]

    assert "RuntimeError" in logged.out
    assert CANARY not in logged.out + logged.err
    assert [rows for rows in kept if CANARY in rows] == []
