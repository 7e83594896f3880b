"""Tests for learning and measuring what tells topics, on a few of our own rows and the shipped sentence network."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from moderation.classifier.artefact import current_model
from moderation.classifier.model import Model
from moderation.classifier.nearness import ALONE_ONLY, AMONG_ONLY, NEAR_FEATURES, Background
from moderation.domain.scores import ArticleText
from moderation.training.beside import Beside
from moderation.training.fit_near import features_of, fit_near, levelled, strangers_of
from moderation.training.own_rows import own_rows
from moderation.training.rows import Row
from moderation.training.topic_quality import debates_in, topic_quality, under_threads

ROOT = Path(__file__).parents[2]
OWN = ROOT / "training_data"
ELSEWHERE, APART, OTHERS = map(NEAR_FEATURES.index, ("meant_elsewhere", "meant_apart", "others"))
TITLES = (
    "Ferry delayed by fog",
    "Bakers raise prices",
    "New bypass opens",
    "School wins prize",
    "Cup final tonight",
)
LEARNED, ELSE = 20, 41
"""Articles that are learned from, and then those that level and measure."""


@pytest.fixture(scope="module")
def shipped(networks: None) -> Model:
    return current_model(ROOT / "models")[0]


@pytest.fixture(scope="module")
def rows() -> list[list[Row]]:
    """Our own rows about topics: those of some articles to learn from, those of others to level and measure by."""
    found = [row for row in own_rows(OWN, "topic") if row.article and "OFF_TOPIC" in row.labels]
    groups = list(dict.fromkeys(row.group for row in found))
    return [
        [row for row in found if row.group in chosen] for chosen in (groups[:LEARNED], groups[LEARNED:ELSE])
    ]


@pytest.fixture(scope="module")
def learned(shipped: Model, rows: list[list[Row]]) -> Model:
    """The shipped model with a head over meanings that knows nothing but a few of our rows."""
    assert shipped.near is not None
    assert shipped.profiler is not None
    head = fit_near(shipped.profiler, shipped.near.pieces, rows[0])
    head, threshold = levelled(head, shipped.profiler, rows[1])
    return replace(shipped, near=head, thresholds={**shipped.thresholds, "OFF_TOPIC": threshold})


def soft_nearest(cosines: np.ndarray) -> float:
    return 0.08 * float(np.log(np.exp(cosines / 0.08).sum()))


def background(model: Model) -> Background:
    assert model.near is not None
    return Background(model.near.pool, model.near.usual)


def test_each_comment_stands_at_home_and_under_two_others(shipped: Model, rows: list[list[Row]]) -> None:
    assert shipped.profiler is not None
    beside = Beside(shipped.profiler, rows[0])

    sides = list(beside.sides(np.random.default_rng(0)))

    on_topic = [row for row in rows[0] if not row.labels["OFF_TOPIC"]]
    kinds = [side.kind for side in sides]
    assert kinds.count("own") == kinds.count("random") == kinds.count("nearest") == len(on_topic)
    assert kinds.count("labelled") == len(rows[0]) - len(on_topic)
    groups = beside.articles["topic"].groups
    assert all(
        (groups[side.article] == side.row.group) == (side.kind in {"own", "labelled"}) for side in sides
    )


def test_a_comments_own_article_is_among_the_others_only_where_the_site_is_known(
    shipped: Model, rows: list[list[Row]]
) -> None:
    assert shipped.profiler is not None
    beside = Beside(shipped.profiler, rows[0])
    moved = next(
        side
        for side in beside.sides(np.random.default_rng(0))
        if side.kind == "random" and len(side.row.text) > 150
    )

    alone, among = (beside.near(moved, background(shipped), among=among) for among in (False, True))

    assert alone.elsewhere is None
    assert among.elsewhere is not None
    articles = beside.articles["topic"]
    assert among.features[OTHERS] == pytest.approx(np.log(len(articles.groups)))
    assert alone.features[APART] == alone.features[OTHERS] == 0
    comment = beside.meanings[moved.row.text].whole
    others = np.delete(articles.leads, moved.article, axis=0) @ comment
    assert among.features[APART] == pytest.approx(among.nearness - soft_nearest(others), abs=1e-5)
    nearest = max(among.elsewhere_nearness or 0, alone.features[ELSEWHERE])
    assert among.features[ELSEWHERE] == pytest.approx(nearest, abs=1e-6)


def test_the_more_articles_a_site_has_the_less_one_stands_apart(
    shipped: Model, rows: list[list[Row]]
) -> None:
    assert shipped.profiler is not None
    beside = Beside(shipped.profiler, rows[0])
    sides = list(beside.sides(np.random.default_rng(0)))[:20]
    strangers = strangers_of(shipped.profiler, TITLES)

    few, many = (
        features_of(beside, sides, background(shipped), among=True, crowds=[crowd] * len(sides))
        for crowd in (strangers[:1], strangers)
    )

    assert (many[:, APART] < few[:, APART]).all()
    assert np.expm1(many[:, OTHERS]) - np.expm1(few[:, OTHERS]) == pytest.approx(len(TITLES) - 1)


def test_no_more_is_held_at_home_on_a_site_of_many_articles(
    shipped: Model, learned: Model, rows: list[list[Row]]
) -> None:
    assert learned.near is not None
    assert shipped.profiler is not None

    _, alone = levelled(learned.near, shipped.profiler, rows[1])
    _, crowded = levelled(learned.near, shipped.profiler, rows[1], [row.text for row in rows[1]])

    assert crowded > alone


def test_features_have_their_names_and_nothing_is_missing(shipped: Model, rows: list[list[Row]]) -> None:
    assert shipped.profiler is not None
    beside = Beside(shipped.profiler, rows[1])
    sides = list(beside.sides(np.random.default_rng(0)))[:20]

    measured = features_of(beside, sides, background(shipped), among=True)

    assert measured.shape == (20, len(NEAR_FEATURES))
    assert np.isfinite(measured).all()


def test_what_was_learned_from_some_articles_tells_topics_of_others(
    learned: Model, rows: list[list[Row]]
) -> None:
    found = topic_quality(learned, {"ours": rows[1]}, OWN)

    aucs = {
        (each["regime"], each["against"]): each["auc"]["value"]
        for each in found["figures"]
        if each["length"] == "all"
    }
    assert aucs["among", "random other"] > 0.75
    assert aucs["alone", "random other"] > 0.75
    assert aucs["among", "random other"] > aucs["words", "random other"] - 0.05
    assert found["held"]["ours"]["among"]["own"]["value"] <= 0.04
    assert found["held"]["ours"]["among"]["random other"]["value"] > 0.2
    assert found["held_by_length"]["ours"]["all"] == found["held"]["ours"]["among"]


def test_each_line_leaves_out_what_only_the_other_knows(learned: Model) -> None:
    assert learned.near is not None

    weigh = {
        name: (bool(alone), bool(among))
        for name, alone, among in zip(
            NEAR_FEATURES, learned.near.alone.weights, learned.near.among.weights, strict=True
        )
    }

    assert {weigh[name] for name in ALONE_ONLY} == {(True, False)}
    assert {weigh[name] for name in AMONG_ONLY} == {(False, True)}


def test_both_lines_reach_the_threshold_about_equally_often(learned: Model, rows: list[list[Row]]) -> None:
    found = topic_quality(learned, {"ours": rows[1]}, OWN)["held"]["ours"]

    assert found["alone"]["own"]["value"] == pytest.approx(found["among"]["own"]["value"], abs=0.03)


def test_a_comments_own_article_and_the_one_it_is_under_are_left_out_of_what_is_learned_beside(
    shipped: Model, rows: list[list[Row]]
) -> None:
    assert shipped.profiler is not None
    beside = Beside(shipped.profiler, rows[0])
    (articles,) = beside.articles.values()
    sides = [each for each in beside.sides(np.random.default_rng(0)) if each.kind == "random"][:5]
    behind = Background(articles.leads, articles.leads)

    learned, all_of_them = (
        features_of(beside, sides, behind, among=False, groups=groups) for groups in (articles.groups, ())
    )

    for side, measured, whole in zip(sides, learned, all_of_them, strict=True):
        cosines = articles.leads @ beside.meanings[side.row.text].whole
        left = cosines[
            [group not in {side.row.group, articles.groups[side.article]} for group in articles.groups]
        ]
        assert measured[ELSEWHERE] == pytest.approx(left.max(), abs=1e-6)
        assert whole[ELSEWHERE] == pytest.approx(cosines.max(), abs=1e-6)


def test_a_text_stands_under_as_much_of_a_thread_as_there_was_before_it(shipped: Model) -> None:
    said = [f"Comment {at} about the library that closes." for at in range(5)]
    rows = [
        Row(text, "ours", {"OFF_TOPIC": 0.0}, group=name, article=ArticleText(name))
        for name in "ab"
        for text in said
    ]
    texts = [
        replace(row, article=ArticleText(row.group, number="ab".index(row.group))).scored() for row in rows
    ]

    under = under_threads(shipped, texts, rows)

    profiles = [text.article.profile for text in under[:5] if text.article]
    bare = shipped.profile(ArticleText("a"))
    assert profiles[0] == bare
    assert profiles[4] == shipped.profile(ArticleText("a"), said[:4])
    assert profiles[2] == profiles[3] == shipped.profile(ArticleText("a"), said[:2])


def test_every_kind_of_our_own_rows_is_told(learned: Model) -> None:
    kinds = topic_quality(learned, {}, OWN)["kinds"]

    assert {"about the article", "about its author", "about the moderation", "off-topic"} <= set(kinds)
    assert kinds["reactions that fit anywhere"]["rows"] == 200 * 6


def test_a_source_that_is_not_there_is_not_measured(rows: list[list[Row]]) -> None:
    debates = [replace(row, source="cmv") for row in rows[1]]

    assert list(debates_in(debates)) == ["cmv"]
    assert debates_in([]) == {}
