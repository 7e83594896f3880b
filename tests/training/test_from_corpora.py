"""Where all of Civil Comments lies among the corpora, the fast member learns it as a stream beside the rest."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from moderation.classifier.words import plain
from moderation.domain.folding import fold
from moderation.training.from_corpora import fit_fast
from moderation.training.rows import Rows
from moderation.training.split import Split
from tests.small_model import rows

COLUMNS = (
    "id comment_text split created_date publication_id article_id parent_id "
    "toxicity severe_toxicity obscene threat insult identity_attack sexual_explicit"
).split()


@pytest.fixture
def split() -> Split:
    """The small model's sentences, learned and calibrated on."""
    found = rows()
    some = Rows(found, [plain(fold(row.text).text) for row in found])
    return Split(
        {"learn": some, "calibrate": Rows(found[::2], some.words[::2]), "test": Rows()}, {}, {}, [], [], []
    )


def archive(corpora: Path, texts: dict[str, float]) -> None:
    """All of Civil Comments, as far as it is known here, with one label for everything."""
    folder = corpora / "civil_comments"
    folder.mkdir(parents=True)
    with (folder / "civil_comments.csv").open("w", newline="", encoding="utf-8") as file:
        lines = csv.DictWriter(file, COLUMNS, restval="")
        lines.writeheader()
        for number, (text, label) in enumerate(texts.items()):
            lines.writerow(
                {"id": number, "comment_text": text, "article_id": "1"} | dict.fromkeys(COLUMNS[7:], label)
            )


def test_what_only_the_archive_calls_rude_is_learned(split: Split, tmp_path: Path) -> None:
    told = {f"what a numpty, said number {at}": 0.9 for at in range(150)}
    told |= {f"what a picnic, said number {at}": 0.0 for at in range(150)}
    archive(tmp_path, told)

    with_it, without = fit_fast(split, tmp_path), fit_fast(split, tmp_path / "nowhere")

    def score(text: str) -> float:
        return float(with_it.probabilities(with_it.features.transform([text]))[0, 0])

    assert with_it.attributes == without.attributes
    assert score("such a numpty") > score("such a picnic") + 0.05
    assert score("you are a stupid moron leave the tram") > score("i like the tram very much") + 0.1


def test_what_calibrates_is_never_learned_from_the_archive(split: Split, tmp_path: Path) -> None:
    calibrating = split.courtesy["calibrate"].rows
    archive(
        tmp_path / "a", {row.text: 1.0 for row in calibrating} | {"something else": 0.0, "more of it": 1.0}
    )
    archive(tmp_path / "b", {"something else": 0.0, "more of it": 1.0})
    apart = Split({**split.courtesy, "learn": Rows(split.courtesy["learn"].rows[1::2])}, {}, {}, [], [], [])

    first, second = fit_fast(apart, tmp_path / "a"), fit_fast(apart, tmp_path / "b")

    assert (first.features.idf_ == second.features.idf_).all()
