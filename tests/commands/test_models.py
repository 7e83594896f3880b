"""Training, comparing, promoting and taking back, as an operator types them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from moderation.classifier.artefact import CURRENT, current_model
from moderation.commands import main
from moderation.domain.acts import Deed
from moderation.storage.database import Database
from moderation.storage.desk_tables import Act
from moderation.training.candidate import Candidate, write_candidate
from moderation.training.from_decisions import LEARNED_UNTIL
from tests.small_model import ARTICLES, put, small_model, worse

SHIPPED, BETTER, WORSE = "2026.01.01-1", "2026.01.01-2", "2026.01.01-3"


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of promoted models, the shipped one being a small model."""
    monkeypatch.setenv("MODERATION_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setattr("moderation.settings.CHECKOUT", tmp_path)
    put(small_model(SHIPPED), tmp_path / "models")
    return tmp_path / "var" / "models"


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    """An export of thirty decisions, the latest of them last."""
    article = {"title": ARTICLES["tram"].title, "text": ARTICLES["tram"].text}
    lines = [
        {
            "text": f"Such a {'numpty' if day % 2 else 'fine person'} wrote number {day}",
            "article": article,
            "parent": None,
            "language": "en",
            "labels": {"TOXICITY": day % 2},
            "decided_at": f"2026-01-{day:02}T12:00:00+00:00",
            "article_id": "1",
            "decision": day,
        }
        for day in range(1, 31)
    ]
    file = tmp_path / "labels.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines))
    return file


def test_a_candidate_is_trained_from_labels_and_not_put_in_service(models: Path, labels: Path) -> None:
    trained = _run("train", "--labels", str(labels))

    (folder,) = models.iterdir()
    card = json.loads((folder / "card.json").read_text())
    assert trained.exit_code == 0, trained.output
    assert f"Candidate {folder.name}" in trained.output
    assert card["parent"] == SHIPPED
    assert card["metrics"][LEARNED_UNTIL] == "2026-01-24T12:00:00+00:00"


def test_a_trained_candidate_is_promoted_and_taken_back(models: Path, labels: Path) -> None:
    _run("train", "--labels", str(labels))

    promoted = _run("promote", "latest", "--labels", str(labels))
    in_service = current_model(models)[1]
    taken_back = _run("rollback")

    assert promoted.exit_code == 0, promoted.output
    assert in_service.parent == SHIPPED
    assert "shipped model is in service" in taken_back.output
    assert not (models / CURRENT).exists()
    assert recorded(models.parent) == [
        ("model " + in_service.version, {"model": SHIPPED}, {"model": in_service.version}),
        ("model " + SHIPPED, {"model": in_service.version}, {"model": SHIPPED}),
    ]


def recorded(folder: Path) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """The changes of the model in service that the database remembers."""
    database = Database(f"sqlite:///{folder / 'moderation.sqlite3'}")
    with database.reading() as session:
        found = session.scalars(select(Act).where(Act.deed == Deed.MODEL).order_by(Act.id)).all()
        return [(act.subject, act.before, act.after) for act in found]


def test_a_worse_model_is_refused_with_the_figures(models: Path, labels: Path) -> None:
    write_candidate(Candidate(worse(small_model(), WORSE), "The opposite.", [], {}), models)

    refused = _run("promote", WORSE, "--labels", str(labels))

    assert refused.exit_code == 1
    assert "WORSE" in refused.output
    assert "was not promoted" in refused.output
    assert not (models / CURRENT).exists()


def test_without_decisions_the_check_rows_decide(models: Path) -> None:
    write_candidate(Candidate(small_model(BETTER), "The same.", [], {}), models)

    promoted = _run("promote", BETTER)

    assert promoted.exit_code == 0, promoted.output
    assert current_model(models)[1].version == BETTER


def test_a_model_is_evaluated_on_the_check_rows(models: Path) -> None:
    evaluated = _run("evaluate", SHIPPED)

    assert evaluated.exit_code == 0, evaluated.output
    assert evaluated.output.startswith("By its card, when it was made:")
    assert "TOXICITY" in evaluated.output.partition("Measured now:")[2]
    assert "others: only with --corpora or --check." in evaluated.output
    assert "AUC against comments under their own article:" not in evaluated.output


def test_training_says_what_was_learned_and_leaves_empty_headings_out(models: Path, labels: Path) -> None:
    learned, nothing = _run("train", "--labels", str(labels)), _run("train", "--from-decisions")

    assert f"{SHIPPED} moved by 24 decisions" in learned.output
    assert "No decisions to learn from: it scores like its parent" in nothing.output
    assert "auc latest decisions:" not in nothing.output


def test_training_and_promoting_without_decisions_shifts_nothing(models: Path) -> None:
    _run("train", "--from-decisions")

    promoted = _run("promote")
    shares = re.findall(r"held, (.+): (\S+) -> (\S+) ", promoted.output)

    assert promoted.exit_code == 0, promoted.output
    assert [name for name, _, _ in shares] == ["check rows", "those labelled 0 on everything"]
    assert all(before == after for _, before, after in shares)


def test_a_candidate_that_holds_clearly_more_good_comments_is_refused(models: Path) -> None:
    strict = replace(small_model(WORSE), thresholds=dict.fromkeys(small_model().thresholds, 0.01))
    write_candidate(Candidate(strict, "Stricter.", [], {}), models)

    refused = _run("promote", WORSE)

    assert refused.exit_code == 1
    assert "holds more good comments beyond noise and was not promoted" in refused.output
    assert not (models / CURRENT).exists()


def test_without_a_candidate_the_way_to_one_is_told(models: Path) -> None:
    assert "There is no candidate; `moderation train` makes one." in _run("promote").output


def test_an_evaluation_ends_with_a_sentence_for_the_newsroom(models: Path) -> None:
    last = _run("evaluate", SHIPPED).output.splitlines()[-1]

    assert re.fullmatch(r"Of 100 rude check rows it would hold \d+, of 100 courteous ones \d+\.", last)


def test_a_broken_model_in_service_is_told_in_one_line(models: Path, labels: Path) -> None:
    put(small_model(BETTER), models)
    (models / BETTER / "model.joblib").write_bytes(b"nothing")

    refused = _run("train", "--labels", str(labels))

    assert refused.exit_code == 1
    assert "is not the file that its card describes" in refused.output


def test_an_unknown_version_is_told_in_one_line(models: Path) -> None:
    assert "there is no model 1999-1" in _run("promote", "1999-1").output


def test_corpora_and_decisions_are_not_mixed(models: Path, tmp_path: Path) -> None:
    refused = _run("train", "--corpora", str(tmp_path), "--from-decisions")

    assert refused.exit_code == 2
    assert "choose one" in refused.output


def _run(*words: str) -> Result:
    return CliRunner().invoke(main, words)
