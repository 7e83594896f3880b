"""An evaluation tells every measure of each source, length and scorer, and what each threshold would hold."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from moderation.commands import main
from moderation.training.corpora.checks import checks_in
from moderation.training.evaluate import THRESHOLDS, courtesy_thresholds, measured, scores_of, table
from moderation.training.peers import peers
from moderation.training.report import report, sets_of
from moderation.training.rows import COURTESY, Row
from tests.small_model import put, rows, small_model

OWN = Path(__file__).parents[2] / "training_data"
LONG = "It was a long day at the harbour, and the library was closed, so we sat on the wall and read. " * 2


@pytest.fixture(scope="module")
def scored() -> list[Row]:
    longer = [Row(LONG + row.text, "elsewhere", row.labels) for row in rows()]
    return [*rows(), *longer]


def test_each_source_attribute_length_and_scorer_has_its_record(scored: list[Row]) -> None:
    others = {"coin": np.random.default_rng(1).random(len(scored))}

    records = measured(scored, scores_of(small_model(), scored), others)

    assert {(each["source"], each["length"]) for each in records} == {
        ("wiki_six", "all"),
        ("wiki_six", "under 80"),
        ("elsewhere", "all"),
        ("elsewhere", "over 200"),
    }
    assert {each["attribute"] for each in records} == set(COURTESY)
    assert {each["scorer"] for each in records} == {"model", "coin"}


def test_a_model_that_knows_is_better_than_a_coin(scored: list[Row]) -> None:
    others = {"coin": np.random.default_rng(1).random(len(scored))}
    records = measured(scored, scores_of(small_model(), scored), others)
    ours, coin = (
        next(each for each in records if each["scorer"] == scorer and each["source"] == "wiki_six")
        for scorer in ("model", "coin")
    )

    assert ours["auc"] == {"value": 1.0, "low": 1.0, "high": 1.0}
    assert ours["recall_at_precision_90"]["value"] == 1
    assert coin["auc"]["low"] < 0.6
    assert (ours["rows"], ours["positives"]) == (90, 50)


def test_too_few_answers_of_a_kind_are_not_measured() -> None:
    few = [Row("You are a fool", "few", {"TOXICITY": 1.0}), Row("I like it", "few", {"TOXICITY": 0.0})]

    assert measured(few, scores_of(small_model(), few)) == []


def test_a_higher_threshold_holds_no_more_and_misses_no_less() -> None:
    scores = scores_of(small_model(), rows())

    lines = table(scores[:40], rows(), scores)["TOXICITY"]

    assert [line["threshold"] for line in lines] == list(THRESHOLDS)
    held, missed = ([line[name] or 0.0 for line in lines] for name in ("held", "missed"))
    assert held == sorted(held, reverse=True)
    assert missed == sorted(missed)
    assert all(line["caught"] == pytest.approx(1 - (line["missed"] or 0.0)) for line in lines)


def test_without_positives_the_table_knows_only_what_is_held() -> None:
    scores = scores_of(small_model(), rows()[:40])

    assert table(scores, rows()[:40], scores)["INSULT"][0]["caught"] is None


def test_only_what_the_words_are_is_a_matter_of_courtesy() -> None:
    assert set(courtesy_thresholds(small_model())) == set(COURTESY)


def test_check_sets_are_read_where_they_lie(tmp_path: Path) -> None:
    (tmp_path / "youtoxic").mkdir()
    (tmp_path / "youtoxic" / "youtoxic_english_1000.csv").write_text("Text,IsToxic\nhello,FALSE\nfool,TRUE\n")
    (tmp_path / "olid").mkdir()
    (tmp_path / "olid" / "olid-training-v1.0.tsv").write_text('tweet\tsubtask_a\n@USER "you\tOFF\n')

    found = checks_in(tmp_path)

    assert {name: [row.labels["TOXICITY"] for row in rows] for name, rows in found.items()} == {
        "youtoxic": [0.0, 1.0],
        "olid": [1.0],
    }
    assert found["olid"][0].text == ' "you'


def test_a_newspapers_comments_stand_under_their_articles(tmp_path: Path) -> None:
    (tmp_path / "socc_ctc_globeandmail").mkdir()
    (tmp_path / "socc_ctc_globeandmail" / "SFU_constructiveness_toxicity.csv").write_text(
        "title,comment,is_toxic_popular_answer_1\nTrams - The Globe and Mail,rubbish,2\nTrams,yes,1\n"
    )

    rude, fine = checks_in(tmp_path)["socc"]

    assert rude.article is not None
    assert (rude.article.title, rude.labels["TOXICITY"], fine.labels["TOXICITY"]) == ("Trams", 1.0, 0.0)


def test_the_report_has_one_shape_whatever_rows_there_are() -> None:
    found = report(small_model(), sets_of(OWN, None, None), OWN, None)

    assert json.loads(json.dumps(found)) == found
    assert {each["set"] for each in found["figures"]} == {"check", "contrast"}
    assert set(found["threshold_tables"]) == {"check"}
    assert found["evidence"] is None
    assert found["contrast"]["pairs"] == 231
    assert len(found["fairness"]["identities"]) >= 36


def test_packages_that_are_not_installed_are_told_and_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr("moderation.training.peers.importlib.import_module", absent)

    assert peers() == ({}, {"alt-profanity-check": None, "better-profanity": None})


def test_installed_packages_score_the_same_rows() -> None:
    for ask in peers()[0].values():
        fine, rude = ask(["what a lovely day", "you fucking asshole"])

        assert 0 <= fine < 0.5 < rude <= 1


def test_the_command_writes_every_figure_to_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODERATION_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setattr("moderation.settings.CHECKOUT", tmp_path)
    put(small_model("2026.01.01-1"), tmp_path / "models")
    file = tmp_path / "figures.json"

    told = CliRunner().invoke(main, ["evaluate", "2026.01.01-1", "--json", str(file)])

    found = json.loads(file.read_text())
    assert told.exit_code == 0, told.output
    assert f"Every figure is in {file}." in told.output
    assert found["model"] == "2026.01.01-1"
    assert f"Contrast pairs with both twins right: {found['contrast']['right']['value']:.3f}" in told.output
