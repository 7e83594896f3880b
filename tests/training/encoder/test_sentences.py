"""One layer on a trunk learns to put texts where several put them."""

from __future__ import annotations

import numpy as np

from moderation.classifier.meaning import SentenceEncoder
from moderation.classifier.trunk import Trunk
from moderation.classifier.wordpieces import WordPieces
from moderation.domain.attributes import OFF_TOPIC
from moderation.domain.scores import ArticleText
from moderation.training.encoder.export import exported_lower, exported_upper
from moderation.training.encoder.network import OnTrunk
from moderation.training.encoder.sentences import taught_upper, texts_of
from moderation.training.rows import Row, Rows
from moderation.training.split import Split
from tests.training.encoder.tiny import tiny_body

WORDS = "the council votes on a budget tonight and two libraries may close in spring after all".split()
PIECES = WordPieces(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS])


def texts() -> list[str]:
    chance = np.random.default_rng(3)
    return [" ".join(chance.choice(WORDS, 9)) for _ in range(120)]


def test_one_layer_comes_near_to_two() -> None:
    body = tiny_body(PIECES, 3, initializer_range=0.3).eval()
    trunk = Trunk(exported_lower(body, 1), PIECES)

    def places(upper: OnTrunk) -> np.ndarray:
        return SentenceEncoder(exported_upper(upper, 32), trunk).vectors(texts()[:20])

    wanted = places(OnTrunk(body.encoder.layer[1:], trunk))
    before = places(OnTrunk(body.encoder.layer[-1:], trunk))
    after = places(taught_upper(body, trunk, 1, texts()[20:], say=print, epochs=60))

    assert (after * wanted).sum(axis=1).mean() > (before * wanted).sum(axis=1).mean() + 0.1


def test_it_is_taught_on_comments_and_on_articles_in_pieces() -> None:
    article = ArticleText("The budget", " ".join(f"word{number}" for number in range(100)))
    under = Row("Fair.", "own", {OFF_TOPIC: 0.0}, article=article, parent="Who pays?")
    learned = {"learn": [under], "calibrate": [], "test": [Row("Unseen.", "own", {OFF_TOPIC: 0.0})]}
    split = Split({"learn": Rows([Row("Well argued.", "own", {})])}, learned, {}, [], ["Transfers"], [])

    assert texts_of(split) == sorted(
        [
            *("Fair.", "Who pays?", "The budget", "Transfers", "Well argued."),
            " ".join(f"word{number}" for number in range(90)),
            " ".join(f"word{number}" for number in range(90, 100)),
        ]
    )
