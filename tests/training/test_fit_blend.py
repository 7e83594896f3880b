"""The heads over the members: both speak, calibrated on natural rows, and marks are shown where raters set them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.special import expit

from moderation.classifier.artefact import SENTENCES, pointer_in, read_card, read_whole
from moderation.classifier.blend import Blend
from moderation.classifier.words import plain
from moderation.domain.folding import fold
from moderation.training.corpora.news import MARKS, Marked
from moderation.training.fit_blend import fit_blend, fit_rejection, read_all
from moderation.training.rows import COURTESY, Row, Rows
from moderation.training.streams import natural_sample, news, talk
from moderation.training.taught import Taught, read_taught, write_taught
from tests.small_model import rows, small_model

SHIPPED = Path(__file__).parents[2] / "models"
PRIORS = {**dict.fromkeys(COURTESY, 0.05), "TOXICITY": 0.1}


@pytest.fixture(scope="module")
def taught(networks: None) -> Taught:
    """The shipped networks, as if they had just been taught."""
    model, files = read_whole(SHIPPED, read_card(SHIPPED, pointer_in(SHIPPED)))
    assert model.blend is not None
    return Taught(model.blend.pieces, files, {file: {"base": "a test"} for file in files})


@pytest.fixture(scope="module")
def labelled() -> Rows:
    found = rows()
    return Rows(found, [plain(fold(row.text).text) for row in found])


@pytest.fixture(scope="module")
def marked() -> dict[str, Marked]:
    """Raters who all marked the two rude words."""
    found = {}
    for row in rows():
        shares = np.zeros((len(MARKS), len(row.text)))
        if "stupid" in row.text:
            shares[:, row.text.index("stupid") : row.text.index(",")] = 1.0
        found[row.text] = Marked(row.text, shares)
    return found


@pytest.fixture(scope="module")
def blend(taught: Taught, labelled: Rows, marked: dict[str, Marked]) -> Blend:
    return fit_blend(small_model().courtesy, taught, labelled, PRIORS, marked)


def test_both_members_speak_and_none_against_the_attribute(blend: Blend) -> None:
    assert (blend.fast > 0).all()
    assert (blend.encoder > 0).all()


def test_what_both_say_is_calibrated_at_the_natural_prior(
    blend: Blend, taught: Taught, labelled: Rows
) -> None:
    head = small_model().courtesy
    features = head.features.transform(labelled.words)
    readings = read_all(taught.encoder(), [row.text for row in labelled.rows])
    encoder = np.stack([reading.log_odds for reading in readings])
    scores = expit(blend.log_odds(features, head.log_odds(features), encoder))[:, 0]

    used, _, weights = natural_sample("TOXICITY", labelled.rows, PRIORS)

    assert np.average(scores[used], weights=weights) == pytest.approx(PRIORS["TOXICITY"], abs=0.02)


def test_marks_are_shown_where_raters_set_them(blend: Blend, taught: Taught) -> None:
    text = "You are a stupid liar, leave the harbour"

    (reading,) = read_all(taught.encoder(), [text])

    shown = [
        text[begin:end]
        for begin, end, marks in zip(
            reading.pieces.begins, reading.pieces.ends, reading.marks[:, 0], strict=True
        )
        if marks >= blend.levels[0]
    ]
    assert "stupid" in shown
    assert "harbour" not in shown


def test_what_moderators_removed_makes_a_rejection_likely() -> None:
    log_odds = np.array([[3.0] * 7, [-3.0] * 7] * 20)
    judged = [Row("", "cmv", {"DISCOURTESY": float(at % 2 == 0)}) for at in range(40)]

    likely = fit_rejection(log_odds, judged).probabilities(log_odds)

    assert likely[0] > 0.9
    assert likely[1] < 0.1


def test_a_stream_of_news_has_its_share_of_toxic_comments() -> None:
    fine = [Row(f"fine {at}", "nyt_civil", {"TOXICITY": 0.03}) for at in range(92)]
    rude = [Row(f"rude {at}", "civil_comments", {"TOXICITY": 0.9}) for at in range(50)]

    stream = news([*fine, *rude])

    assert (len(stream), sum(row.source == "civil_comments" for row in stream)) == (100, 8)
    assert talk([Row("as it came", "wiki", {}, natural=True), *rude]) == [
        Row("as it came", "wiki", {}, natural=True)
    ]


def test_taught_networks_are_kept_and_read_again_once_all_are_there(taught: Taught, tmp_path: Path) -> None:
    assert read_taught(tmp_path) is None

    write_taught(taught, tmp_path)

    again = read_taught(tmp_path)
    assert again is not None
    assert (again.networks, again.origins) == (taught.networks, taught.origins)
    assert again.pieces.vocabulary == taught.pieces.vocabulary
    (tmp_path / SENTENCES).unlink()
    assert read_taught(tmp_path) is None
