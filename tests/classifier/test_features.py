"""Features are scikit-learn's hashed ones, only faster: each word is cut and hashed once in a process."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from sklearn.base import clone
from sklearn.feature_extraction.text import HashingVectorizer

from moderation.classifier import features as module
from moderation.classifier.features import TextFeatures
from moderation.classifier.words import plain
from moderation.domain.folding import fold

TEXTS = [
    "you are a stupid idiot and you are a liar",
    "i like the old bridge very much",
    "f**k 🤡 *** 🤡 ы слово",
    "",
    "a",
    "the the the",
]
WORDS = st.text("abé字🤡* ", max_size=40).map(lambda text: " ".join(text.split()))


def fitted() -> TextFeatures:
    return TextFeatures(word_bits=14, piece_bits=15).fit(TEXTS)


@settings(max_examples=100, deadline=None)
@given(WORDS)
def test_the_columns_are_those_of_the_hashing_vectorizer(text: str) -> None:
    row = fitted().transform([text])

    assert np.array_equal(row.indices, _by_scikit_learn(text).indices)


@settings(max_examples=50, deadline=None)
@given(st.lists(WORDS, max_size=5))
def test_a_text_alone_is_as_it_is_among_others(texts: list[str]) -> None:
    features = fitted()

    together = features.transform(texts)

    assert together.shape == (len(texts), features.width)
    for place, text in enumerate(texts):
        assert np.allclose(together[place].toarray(), features.transform([text]).toarray(), atol=1e-7)


def test_each_half_has_length_one() -> None:
    rows = fitted().transform(["you are an idiot", "bridge"]).toarray()

    for half in (rows[:, : 2**14], rows[:, 2**14 :]):
        assert np.allclose(np.sqrt((half**2).sum(axis=1)), 1.0)


def test_what_repeats_counts_once() -> None:
    features = fitted()

    once, twice = features.transform(["idiot you idiot you", "idiot you idiot you idiot you"])

    assert np.array_equal(once.toarray(), twice.toarray())


def test_nothing_at_all_is_a_row_of_zeros() -> None:
    features = fitted()

    assert features.transform([""]).nnz == 0
    assert features.transform([]).shape == (0, features.width)


def test_a_rare_feature_weighs_more_than_a_frequent_one() -> None:
    row = fitted().transform(["a bridge"])
    own = {
        word: fitted().transform([word]).indices[0] for word in ("a", "bridge")
    }  # words stand left of pieces

    assert row[0, own["bridge"]] > row[0, own["a"]] > 0


def test_what_is_remembered_is_not_kept_in_the_file() -> None:
    features = fitted()
    before = len(pickle.dumps(features))

    features.transform(["word " + " ".join(f"w{number}" for number in range(5000))])

    assert len(pickle.dumps(features)) == before
    again = pickle.loads(pickle.dumps(features))  # noqa: S301 - our own bytes
    assert np.array_equal(again.transform(TEXTS).toarray(), features.transform(TEXTS).toarray())


def test_it_can_be_cloned_unfitted_as_scikit_learn_does() -> None:
    copied = clone(fitted())

    assert copied.get_params() == {"word_bits": 14, "piece_bits": 15, "pieces": (2, 5)}
    assert not hasattr(copied, "idf_")


@pytest.mark.parametrize("letters", [module.LONG, 10_000])
def test_long_words_are_notremembered(letters: int) -> None:
    features = fitted()
    before = module.remembered.cache_info().misses

    features.transform(["x" * letters, "y" * (letters - 1)])

    assert module.remembered.cache_info().misses - before == (letters == module.LONG)


def test_what_is_remembered_is_bounded_and_cannot_be_changed() -> None:
    columns = module.remembered("idiot", 18, 18, (2, 5))

    assert module.remembered.cache_info().maxsize == module.REMEMBERED
    assert not columns.flags.writeable


def test_threads_see_the_same_as_one() -> None:
    features = fitted()
    texts = [" ".join(f"word{number * step % 997}" for number in range(40)) for step in range(1, 200)]
    alone = features.transform(texts)
    module.remembered.cache_clear()

    with ThreadPoolExecutor(8) as pool:
        rows = list(pool.map(lambda text: features.transform([text]), texts))

    assert (sparse.vstack(rows) != alone).nnz == 0


@pytest.mark.parametrize("text", ["You stupid, stupid idiot! you stupid", "idiot"])
def test_what_the_words_add_makes_up_the_whole(text: str) -> None:
    features = fitted()
    words = plain(fold(text).text).split()
    whole = features.transform([" ".join(words)])
    weights = np.random.default_rng(1).normal(size=(features.width, 3)).astype(np.float32)

    added = features.added(words, whole, weights)

    assert added.shape == (len(words), 3)
    assert np.allclose(added.sum(axis=0), whole @ weights, atol=1e-5)


def test_a_pair_belongs_half_to_each_of_its_words() -> None:
    features = fitted()
    words = ["bridge", "harbour", "bridge"]
    whole = features.transform([" ".join(words)])
    weights = np.zeros((features.width, 1), dtype=np.float32)
    alone = np.concatenate([features.transform([word]).indices for word in words])
    pairs = np.setdiff1d(whole.indices, alone)
    weights[pairs] = 1.0

    added = features.added(words, whole, weights)[:, 0]

    first, second = added[0], added[2]
    assert len(pairs) == 2
    assert added[1] == pytest.approx(first + second)
    assert first + second == pytest.approx(whole[0, pairs].sum() / 2)


def _by_scikit_learn(text: str) -> sparse.csr_matrix:
    """The features as HashingVectorizer gives them, at the same bits."""
    plain_words = {"lowercase": False, "norm": None, "binary": True, "alternate_sign": False}
    words = HashingVectorizer(n_features=2**14, ngram_range=(1, 2), token_pattern=r"\S+", **plain_words)
    pieces = HashingVectorizer(n_features=2**15, analyzer="char_wb", ngram_range=(2, 5), **plain_words)
    both = sparse.hstack([words.transform([text]), pieces.transform([text])], format="csr")
    both.sort_indices()
    return both
