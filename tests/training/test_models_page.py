"""docs/models.md quotes the shipped card and our check rows, and nothing that they do not say."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from moderation.classifier.artefact import current_model
from moderation.training.evaluate import scores_of
from moderation.training.level import in_plain_words
from moderation.training.own_rows import own_rows

CHECKOUT = Path(__file__).parents[2]
PAGE = (CHECKOUT / "docs/models.md").read_text(encoding="utf-8")
FIGURE = re.compile(r"(\.\d{3}) \((\.\d{3})–(\.\d{3})\)")
NEWS, TALK = "civil_comments", "wiki"
ROWS_AT_THE_EDGE = 2  # the networks' integer arithmetic rounds otherwise on another processor
SOURCES = {
    "TOXICITY": (NEWS, TALK, "check"),
    "INSULT": (NEWS, "wiki_six", "check"),
    "PROFANITY": (NEWS, "wiki_six", "check"),
    "IDENTITY_ATTACK": (NEWS, "wiki_by_type", "check"),
    "THREAT": (NEWS, "wiki_by_type", "check"),
    "DISCOURTESY": ("own", "check"),
    "SEVERE_TOXICITY": ("wiki_by_type", "check"),
    "OFF_TOPIC": ("nyt", "check"),
}


@pytest.mark.parametrize("attribute", SOURCES)
def test_the_page_quotes_the_card(attribute: str) -> None:
    (line,) = re.findall(rf"^\| {attribute}\b.*$", PAGE, flags=re.MULTILINE)

    assert FIGURE.findall(line) == [quoted(attribute, source) for source in SOURCES[attribute]]


def test_the_page_quotes_what_the_shipped_model_holds() -> None:
    shares = metrics()["held"]
    debates = shares["debates, on topic and let through"]

    assert f"{shares['wiki at its natural prior']['courtesy']:.1%}".replace("%", " % of talk page") in PAGE
    assert f"let through, {debates['courtesy']:.1%}".replace("%", " %") in PAGE
    assert f"{debates['OFF_TOPIC']:.1%}".replace("%", " % as off topic") in PAGE


@pytest.mark.usefixtures("networks")
@pytest.mark.parametrize("page", ["README.md", "docs/models.md"])
def test_both_pages_say_what_is_found_and_what_is_not(page: str) -> None:
    model, _ = current_model(CHECKOUT / "models")
    check = own_rows(CHECKOUT / "training_data", "check")
    off_topic = [row for row in check if row.labels.get("OFF_TOPIC")]
    found = sum(
        score.values["OFF_TOPIC"] >= model.thresholds["OFF_TOPIC"] for score in scores_of(model, off_topic)
    )
    (counted,) = re.findall(r"hold (\d+), of 100 courteous ones (\d+)", in_plain_words(model, check))
    told = " ".join((CHECKOUT / page).read_text(encoding="utf-8").split())
    (said,) = re.findall(r"(\d+) of 100 rude check rows and (\d+) of 100 courteous ones", told)
    (said_found,) = re.findall(rf"\b(\d+) of (?:our )?{len(off_topic)} ", told)

    for page_says, is_so in zip((*said, said_found), (*counted, found), strict=True):
        assert abs(int(page_says) - int(is_so)) <= ROWS_AT_THE_EDGE


@cache
def metrics() -> dict[str, Any]:
    version = json.loads((CHECKOUT / "models/current").read_text())["version"]
    found: dict[str, Any] = json.loads((CHECKOUT / "models" / version / "card.json").read_text())["metrics"]
    return found


def quoted(attribute: str, source: str) -> tuple[str, ...]:
    if source == "nyt":
        (figure,) = (
            each["auc"]
            for each in metrics()["topic"]["figures"]
            if (each["source"], each["regime"], each["against"], each["length"])
            == (source, "among", "random other", "all")
        )
    else:
        figure = metrics()["auc_check" if source == "check" else "auc"][attribute][source]
    return tuple(f"{figure[name]:.3f}".lstrip("0") for name in ("value", "low", "high"))
