"""``moderation score``: a line in, a line out, whatever the line."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.serving import MODERATION, untold
from tests.small_model import put, small_model

if TYPE_CHECKING:
    from tests.commands.conftest import Command

INSULT = "You are a stupid idiot."
COURTEOUS = "A fair budget, and a good debate. Thank you."
GERMAN = "Der Bürgermeister hat gestern im Rathaus eine lange Rede über den Haushalt der Stadt gehalten."


def test_every_line_gets_its_scores_and_verdict(moderation: Command) -> None:
    answers = scored(moderation, {"id": 7, "text": INSULT}, {"id": "b", "text": COURTEOUS})

    assert [(answer["id"], answer["verdict"]) for answer in answers] == [(7, "hold"), ("b", "publish")]


def test_scores_are_probabilities_of_the_models_attributes(moderation: Command) -> None:
    [answer] = scored(moderation, {"text": INSULT})

    assert all(0 <= value <= 1 for value in answer["scores"].values())
    assert answer["scores"]["INSULT"] > 0.9


def test_topic_is_scored_only_under_an_article(moderation: Command) -> None:
    article = {"title": "The budget vote", "text": "The council votes on the budget tonight."}
    beneath, alone = scored(moderation, {"text": COURTEOUS, "article": article}, {"text": COURTEOUS})

    assert ("OFF_TOPIC" in beneath["scores"], "OFF_TOPIC" in alone["scores"]) == (True, False)


def test_what_makes_it_off_topic_is_told_under_an_article_and_with_evidence(
    moderation: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(replace(small_model(), thresholds={"OFF_TOPIC": 0.0}), tmp_path / "small")
    monkeypatch.setenv("MODERATION_MODELS_DIR", str(tmp_path / "small"))
    said = {
        "text": "I miss the museum",
        "article": {"title": "The tram opens again", "text": "Take the tram."},
    }
    [beneath, alone] = scored(moderation, said, {"text": said["text"]})
    [silent] = scored(moderation, said, options=["--no-evidence"])
    [found] = [each for each in beneath["findings"] if each["code"] == "score.off_topic"]

    assert beneath["topic"] == {"shared": [], "nearness": None, "generic": False}
    assert found["text"].endswith(": shares no telling word with “The tram opens again”")
    assert ("topic" in alone, "topic" in silent) == (False, False)


def test_evidence_counts_code_points_of_what_was_sent(moderation: Command) -> None:
    text = "Ça va? 😀\r\nYou are a stupid idiot."
    [answer] = scored(moderation, {"text": text})
    shown = " ".join(text[begin:end] for begin, end, _ in answer["evidence"]["INSULT"])

    assert "idiot" in shown
    assert "😀" not in shown


def test_evidence_can_be_left_out(moderation: Command) -> None:
    [answer] = scored(moderation, {"text": INSULT}, options=["--no-evidence"])

    assert "evidence" not in answer
    assert answer["findings"][0]["code"].startswith("score.")


def test_a_bad_line_is_named_and_the_others_go_on(moderation: Command) -> None:
    bad = ["nonsense", "[]", '{"text": " "}', '{"text": 5}', '{"text": "\\ud800"}', "[" * 20_000]
    bad += [f'{{"id": {number}, "text": "Hello."}}' for number in ("NaN", "-Infinity", "1e999")]
    bad += [f'{{"id": {"[" * deep}{"]" * deep}, "text": "Hello."}}' for deep in (985, 20_000)]
    lines = [
        json.dumps({"id": "first", "text": COURTEOUS}),
        *bad,
        json.dumps({"id": "last", "text": COURTEOUS}),
    ]
    result = moderation("score", stdin="\n".join(lines))
    answers = [json.loads(line) for line in result.stdout.splitlines()]

    assert [answer.get("line") for answer in answers] == [None, *range(2, 13), None]
    assert (answers[-1]["id"], result.exit_code) == ("last", 1)


def test_a_line_that_is_too_long_is_refused_without_being_kept(moderation: Command) -> None:
    long = json.dumps({"text": "a" * 3_000_000})
    result = moderation("score", stdin=f"{long}\n{json.dumps({'text': COURTEOUS})}\n")
    answers = [json.loads(line) for line in result.stdout.splitlines()]

    assert "longer" in answers[0]["error"]
    assert "scores" in answers[1]


def test_a_language_that_the_model_does_not_know_costs_only_its_own_line(moderation: Command) -> None:
    courteous = [{"id": number, "text": COURTEOUS} for number in range(100)]
    asked = [*courteous[:50], {"text": GERMAN}, {"text": COURTEOUS, "language": "fr"}, *courteous[50:]]
    result = moderation("score", stdin="\n".join(map(json.dumps, asked)))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    errors = [answer for answer in answers if "error" in answer]

    assert [answer["id"] for answer in answers if "scores" in answer] == list(range(100))
    assert [(each["line"], each["error"]) for each in errors] == [
        (51, "the model does not know the language 'de'"),
        (52, "the model does not know the language 'fr'"),
    ]


def test_an_article_that_is_only_a_title_is_told_to_be_an_object(moderation: Command) -> None:
    result = moderation("score", stdin=json.dumps({"text": COURTEOUS, "article": "The budget"}))

    assert json.loads(result.stdout)["error"] == 'article: Give an object with "title" and "text".'


def test_empty_lines_are_passed_over_and_counted(moderation: Command) -> None:
    result = moderation("score", stdin="\n\n \nnonsense\n")

    assert json.loads(result.stdout)["line"] == 4


def test_whoever_types_a_line_gets_an_answer_before_the_next() -> None:
    command = [str(MODERATION), "score", "--no-evidence"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=untold()) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(2):
            process.stdin.write(json.dumps({"id": number, "text": COURTEOUS}).encode() + b"\n")
            process.stdin.flush()

            assert json.loads(process.stdout.readline())["id"] == number


def test_without_a_model_it_says_so_and_scores_nothing(
    moderation: Command, tmp_path: Any, monkeypatch: Any
) -> None:
    (tmp_path / "current").write_text('{"version": "gone", "card_sha256": "0"}')
    monkeypatch.setenv("MODERATION_MODELS_DIR", str(tmp_path))
    result = moderation("score", stdin=json.dumps({"text": COURTEOUS}))

    assert (result.exit_code, result.stdout) == (1, "")
    assert "No model is in service" in result.stderr


def scored(
    moderation: Command, *asked: dict[str, Any], options: list[str] | None = None
) -> list[dict[str, Any]]:
    result = moderation("score", *(options or []), stdin="\n".join(map(json.dumps, asked)))
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]
