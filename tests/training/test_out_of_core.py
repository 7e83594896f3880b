"""Learning from a stream gives what the batch solver gives, in memory that does not grow with the rows."""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np
import pytest
from scipy import sparse
from sklearn.metrics import roc_auc_score

from moderation.classifier.courtesy import CourtesyHead
from moderation.classifier.features import TextFeatures
from moderation.training import out_of_core
from moderation.training.fit_courtesy import fit_courtesy
from moderation.training.out_of_core import Seen, sprinkled, train_out_of_core
from moderation.training.rows import COURTESY, Row, Rows

TWO = ("TOXICITY", "THREAT")
SYLLABLES = "ba de fi go lu ma ne pi ro su ta ve".split()


def test_it_learns_about_as_well_as_the_batch_solver() -> None:
    learned, tested = _made(3000, seed=1), _made(1500, seed=2)
    words = [row.text for row in learned]

    streamed = train_out_of_core(lambda: iter(learned), COURTESY, features=_small(), passes=12)
    solved = fit_courtesy(Rows(learned, words), Rows(learned, words), _small())

    for attribute in TWO:
        ours, theirs = _auc(streamed, tested, attribute), _auc(solved, tested, attribute)
        assert theirs > 0.8
        assert ours > theirs - 0.02


def test_rarity_is_counted_as_if_all_texts_were_in_memory() -> None:
    learned = _made(500, seed=3)

    streamed = train_out_of_core(lambda: iter(learned), TWO, features=_small(), passes=1)

    whole = _small().fit(list(dict.fromkeys(row.text for row in learned)))
    assert np.allclose(streamed.features.idf_, whole.idf_)


def test_a_text_counts_once_and_one_that_must_stay_unseen_never(monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []

    def transform(self: TextFeatures, texts: list[str]) -> object:
        hashed.extend(texts)
        return original(self, texts)

    original = TextFeatures.transform
    monkeypatch.setattr(TextFeatures, "transform", transform)
    labels = ({"TOXICITY": 0.0}, {"TOXICITY": 1.0})
    rows = [
        Row(text, "a", labels[text == "you fool"]) for text in ("fine", "Fine!", "you fool", "tested", "--")
    ]

    train_out_of_core(lambda: iter(rows), ("TOXICITY",), unseen=["tested"], features=_small(), passes=1)

    assert sorted(hashed) == ["fine", "fine", "you fool", "you fool"]  # counted, then learned


def test_a_label_between_counts_on_both_sides() -> None:
    rows = [
        Row(f"{word} {at}", "a", {"TOXICITY": share}) for at in range(300) for word, share in _SHARES.items()
    ]

    head = train_out_of_core(lambda: iter(rows), ("TOXICITY",), features=_small(), passes=4)

    chances = head.probabilities(head.features.transform(list(_SHARES)))[:, 0]
    assert chances == pytest.approx(list(_SHARES.values()), abs=0.1)


def test_an_attribute_that_nobody_labelled_is_refused() -> None:
    rows = [Row("fine words", "a", {"TOXICITY": 0.0}), Row("you fool", "a", {"TOXICITY": 1.0})]

    with pytest.raises(ValueError, match="THREAT"):
        train_out_of_core(lambda: iter(rows), TWO, features=_small())


def test_twice_the_rows_take_no_more_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(out_of_core, "_POOL", 2048)
    peaks: list[int] = []

    def rows() -> Iterator[Row]:
        for at in range(16_000):
            if at == 8_000:
                peaks.append(tracemalloc.get_traced_memory()[1])
                tracemalloc.reset_peak()
            yield Row(f"a{at % 2} b{at // 2 % 100} c{at // 200}", "a", dict.fromkeys(TWO, float(at % 2)))
        peaks.append(tracemalloc.get_traced_memory()[1])

    tracemalloc.start()
    try:
        train_out_of_core(rows, TWO, features=_Cheap(12, 12), passes=1)
    finally:
        tracemalloc.stop()

    counted, counted_twice, learned, learned_twice = peaks
    assert counted_twice < counted * 1.02
    assert learned_twice < learned * 1.02


def test_seen_texts_are_known_again_and_new_ones_are_not() -> None:
    seen = Seen()
    texts = [f"text {number}" for number in range(50_000)]

    assert seen.are_new(["a", "b", "a"]).tolist() == [True, True, False]
    assert seen.are_new(texts).all()
    assert not seen.are_new(texts).any()
    assert seen.are_new([]).tolist() == []


def test_a_few_rows_are_spread_among_many() -> None:
    few = [Row(f"few {number}", "few", {}) for number in range(3)]
    many = [Row(f"many {number}", "many", {}) for number in range(5)]

    mixed = [row.source for row in sprinkled(few, iter(many), every=2)]

    assert mixed == ["many", "many", "few", "many", "many", "few", "many", "few"]


_SHARES = {"calm": 0.1, "half": 0.5, "rude": 0.9}


def _made(count: int, seed: int) -> list[Row]:
    """Sentences in which some words make toxicity likely and rarer ones a threat."""
    return list(islice(_sentences(seed), count))


def _sentences(seed: int) -> Iterator[Row]:
    chance = random.Random(seed)  # noqa: S311 - no secret
    while True:
        words = ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(8)]
        rude, threatening = (sum(word.startswith(start) for word in words) for start in ("ba", "dede"))
        labels = dict.fromkeys(COURTESY, float(chance.random() < (0.1, 0.7, 0.95)[min(rude, 2)]))
        labels["THREAT"] = float(chance.random() < (0.02, 0.9)[min(threatening, 1)])
        yield Row(" ".join(words), "wiki_six", labels, natural=True)


def _small() -> TextFeatures:
    return TextFeatures(word_bits=12, piece_bits=12, pieces=(2, 4))


def _auc(head: CourtesyHead, rows: list[Row], attribute: str) -> float:
    raw = head.raw(head.features.transform([row.text for row in rows]))
    return float(roc_auc_score([row.labels[attribute] for row in rows], raw[:, COURTESY.index(attribute)]))


class _Cheap(TextFeatures):
    """Features in no time, for counting memory: every thousandth text has the same few."""

    def transform(self, X: Sequence[str]) -> sparse.csr_matrix:  # noqa: N803 - as the class has it
        columns = np.arange(3 * len(X), dtype=np.int32) % 3000
        return sparse.csr_matrix(
            (np.ones(len(columns)), columns, np.arange(len(X) + 1) * 3), (len(X), self.width)
        )
