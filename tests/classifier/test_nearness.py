"""Tests for what tells comments that belong under an article from those that do not, on the shipped model."""

from __future__ import annotations

import gc
import pickle
import shutil
import weakref
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from moderation.classifier.artefact import SENTENCES, current_members, current_model
from moderation.classifier.model import Model
from moderation.classifier.nearness import NearHead
from moderation.domain.scores import ArticleText, Others, ScoredText, Topic

SHIPPED = Path(__file__).parents[2] / "models"
BUDGET = ArticleText(
    "Council votes to close two libraries to balance the budget",
    "The town council voted by nine to six on Tuesday to close the libraries in Eastfield and Brookside. The treasurer "
    "said the town had to save two million this year. Parents and pupils protested outside the town hall.",
)
TRANSFER = ArticleText(
    "Rovers sign striker from the second division for a record fee",
    "The club has signed a twenty-two-year-old striker who scored thirty goals last season. The manager said the squad "
    "needed a finisher. Supporters have waited for a new forward since the summer.",
)
REST = (
    ArticleText("New bypass opens after six years of works", "Lorries will leave the old town centre."),
    ArticleText("Bakers raise the price of bread", "Flour and energy have become dearer since the spring."),
    ArticleText("Hospital opens a wing for children", "Forty beds and a playground on the roof."),
)
READS = "My kids do their homework in Brookside library every afternoon. Where are they supposed to go now?"
SCORES = (
    "He scored thirty goals last season and he will get twenty for us easily. A record fee for a striker from the "
    "second division is mad, but he is the best forward the club has signed in years."
)


@pytest.fixture(scope="module")
def whole(networks: None) -> Model:
    return current_model(SHIPPED)[0]


@pytest.fixture(scope="module")
def site(whole: Model) -> list[ArticleText]:
    """The articles as a site knows them: with profiles, and each beside the others."""
    known = [BUDGET, TRANSFER, *REST]
    profiles = [whole.profile(article) for article in known]
    leads = b"".join(profile.lead for profile in profiles if profile)
    others = Others(whole.profiles_by or "", tuple(range(10, 10 + len(known))), leads)
    return [
        replace(article, profile=profile, others=others, number=number)
        for article, profile, number in zip(known, profiles, others.numbers, strict=True)
    ]


def off_topic(model: Model, text: str, article: ArticleText, parent: str | None = None) -> float:
    (scores,) = model.score_many([ScoredText(text, article, parent)], evidence=False)
    return scores.values["OFF_TOPIC"]


def why(model: Model, text: str, article: ArticleText) -> Topic:
    (scores,) = model.score_many([ScoredText(text, article)], evidence=True)
    assert scores.topic is not None
    return scores.topic


def test_all_members_score(whole: Model) -> None:
    (scores,) = whole.score_many([ScoredText(READS, BUDGET)], evidence=False)

    assert scores.members == ("fast", "encoder", "sentences")
    assert scores.model == whole.version


@pytest.mark.parametrize(("text", "home", "away"), [(READS, 0, 1), (SCORES, 1, 0)])
@pytest.mark.parametrize("knows_the_site", [True, False])
def test_a_comment_is_off_topic_under_another_article(
    whole: Model, site: list[ArticleText], text: str, home: int, away: int, *, knows_the_site: bool
) -> None:
    at_home, moved = (site[at] if knows_the_site else replace(site[at], others=None) for at in (home, away))

    assert off_topic(whole, text, at_home) < whole.thresholds["OFF_TOPIC"]
    assert off_topic(whole, text, moved) > 5 * off_topic(whole, text, at_home)


def test_a_comment_that_is_about_another_article_is_held_and_says_which(
    whole: Model, site: list[ArticleText]
) -> None:
    found = why(whole, SCORES, site[0])

    assert off_topic(whole, SCORES, site[0]) >= whole.thresholds["OFF_TOPIC"]
    assert found.elsewhere == site[1].number
    assert found.elsewhere_nearness is not None
    assert found.nearness is not None
    assert found.elsewhere_nearness > found.nearness + 0.1
    assert found.shared == ()


def test_shared_words_are_named_as_the_comment_writes_them(whole: Model, site: list[ArticleText]) -> None:
    assert "library" in why(whole, READS, site[0]).shared
    assert "brookside" in why(whole, READS, site[0]).shared


@pytest.mark.parametrize(
    "text", ["Well said.", "Thank you for this!", "lol", "👏👏👏", "Couldn't agree more"]
)
def test_a_reaction_that_fits_anywhere_is_held_nowhere(
    whole: Model, site: list[ArticleText], text: str
) -> None:
    assert all(off_topic(whole, text, article) < whole.thresholds["OFF_TOPIC"] for article in site)


def test_a_head_of_an_earlier_version_is_refused(whole: Model) -> None:
    assert whole.near is not None
    kept = pickle.loads(pickle.dumps(whole.near))  # noqa: S301 - our own
    wider = replace(kept.among, weights=np.append(kept.among.weights, 0.1))
    earlier = {**kept.__getstate__(), "among": wider}

    with pytest.raises(TypeError):
        NearHead.__new__(NearHead).__setstate__(earlier)


def test_a_reply_is_judged_against_what_it_answers(whole: Model, site: list[ArticleText]) -> None:
    reply = "Mine too, and the bus to the next swimming pool takes an hour."
    parent = "My children learned to swim at the pool by the library, that closed as well."

    assert off_topic(whole, reply, site[0], parent) < off_topic(whole, reply, site[0])


def test_the_thread_tells_what_a_bare_title_does_not(whole: Model) -> None:
    bare = ArticleText("An ending")
    thread = [
        "The libraries must stay open!",
        "Closing Brookside library is a shame.",
        "Nine voted to close it.",
    ]
    known = replace(bare, profile=whole.profile(bare, thread))

    assert off_topic(whole, READS, known) < off_topic(whole, READS, bare)


def test_a_kept_profile_gives_the_same_score_as_a_new_one(whole: Model, site: list[ArticleText]) -> None:
    afresh = [replace(article, profile=None) for article in site]

    kept = [off_topic(whole, SCORES, article) for article in site]

    np.testing.assert_allclose(kept, [off_topic(whole, SCORES, each) for each in afresh], atol=0.005)


def test_what_another_network_made_is_not_read(whole: Model, site: list[ArticleText]) -> None:
    assert site[0].profile is not None
    assert site[0].others is not None
    strange = replace(
        site[0],
        profile=replace(site[0].profile, made_by="another", parts=b""),
        others=replace(site[0].others, made_by="another", leads=b""),
    )

    assert why(whole, SCORES, strange).elsewhere is None


def test_a_site_of_few_articles_is_told_of_them_too(whole: Model, site: list[ArticleText]) -> None:
    others = site[0].others
    assert others is not None
    two = replace(others, numbers=others.numbers[:3], leads=others.leads[: 3 * 768])

    assert why(whole, SCORES, replace(site[0], others=two)).elsewhere == site[1].number


def test_an_article_is_not_its_own_neighbour(whole: Model, site: list[ArticleText]) -> None:
    others = site[1].others
    assert others is not None
    itself = replace(others, numbers=others.numbers[1:2], leads=others.leads[768 : 2 * 768])

    assert why(whole, SCORES, replace(site[1], others=itself)).elsewhere is None


def test_other_articles_are_forgotten_when_they_are_read_anew(whole: Model, site: list[ArticleText]) -> None:
    assert site[0].others is not None
    older = [replace(site[0].others) for _ in range(5)]
    kept = [weakref.ref(others) for others in older]
    for others in older:
        why(whole, SCORES, replace(site[0], others=others))

    del older, others
    gc.collect()

    assert [each() for each in kept] == [None] * 5


def test_texts_score_the_same_alone_and_together(whole: Model, site: list[ArticleText]) -> None:
    texts = [ScoredText(text, article) for text in (READS, SCORES, "Well said.", "x", "") for article in site]

    together = whole.off_topic_scores(texts)

    for text, scores in zip(texts, together, strict=True):
        assert abs(whole.off_topic_scores([text])[0]["OFF_TOPIC"] - scores["OFF_TOPIC"]) < 1e-5


@pytest.mark.parametrize("text", ["a" * 10_000, "😀" * 5_000, "\u200f\u200f", "word " * 2_000, "."])
def test_strange_texts_get_a_score(whole: Model, site: list[ArticleText], text: str) -> None:
    assert 0 <= off_topic(whole, text, site[0]) <= 1


def test_the_profile_names_the_most_telling_words(whole: Model) -> None:
    profile = whole.profile(BUDGET)

    assert profile is not None
    assert {"libraries", "brookside", "council"} & set(profile.terms)
    assert len(profile.parts) % len(profile.lead) == 0


@pytest.mark.usefixtures("networks")
def test_without_its_file_topics_are_told_by_words_alone_and_it_says_so(tmp_path: Path) -> None:
    models = Path(shutil.copytree(SHIPPED, tmp_path / "models"))
    (file,) = models.glob(f"*/{SENTENCES}")
    file.unlink()

    model, card, lacking = current_members(models)

    assert model.members == ("fast", "encoder")
    assert (
        lacking
        == f"{card.version}/{SENTENCES} is missing: put it back; until then topics are told by words alone"
    )
    assert model.alone is not None
    assert model.thresholds["OFF_TOPIC"] == model.alone["OFF_TOPIC"] != card.thresholds["OFF_TOPIC"]
    assert model.thresholds["TOXICITY"] == card.thresholds["TOXICITY"]
    assert model.profile(BUDGET) is None
    assert model.profiles_by is None
    assert off_topic(model, SCORES, BUDGET) > off_topic(model, READS, BUDGET)
