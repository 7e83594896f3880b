"""How quick and small telling topics is: a comment with every member, an article's profile, files, database, memory."""

from __future__ import annotations

import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the service does, before numpy is loaded

from sklearn.feature_extraction.text import TfidfVectorizer
from sqlalchemy.orm import Session

from benchmarks.figures import Figure, keep, machine
from benchmarks.texts import comments, different
from moderation.classifier.artefact import current_model
from moderation.classifier.model import Model
from moderation.domain.articles import Origin
from moderation.domain.scores import ArticleText, Others, Profile, ScoredText
from moderation.storage import articles, profiles, sites
from moderation.storage.database import Database
from moderation.storage.migrate import migrate
from moderation.storage.tables import Site

MODELS = Path(__file__).parent.parent / "models"
LETTERS = 200
SITE = 1_000
"""Articles of the site among which a comment is judged: as many as are ever looked at."""
KEPT = 10_000
_COMMENTS = 400
_IN_TURN = 20
_PROFILES = 12
_READ_ANEW = 100
_WORDS = 1_000
_MEGABYTE = 1e6


def main() -> int:
    """Measure, print, keep; 1 when a target is missed."""
    facts = machine()
    model, card = current_model(MODELS)
    if model.profiles_by is None:
        print("The sentence member is lacking: nothing to measure.", file=sys.stderr)
        return 1
    figures = []
    for figure in _measured(model):
        print(figure.line(), flush=True)
        figures.append(figure)
    print(keep("topic", figures, machine=facts, model=card.version, texts=comments(1)[1]))
    return 1 if any(figure.is_short for figure in figures) else 0


def _measured(model: Model) -> Iterator[Figure]:
    """Every figure, on one core."""
    every_core = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(every_core)})
    size = sum(file.stat().st_size for file in MODELS.rglob("*") if file.is_file())
    yield Figure("size of everything in models/", size / _MEGABYTE, "MB", most=85)
    site = _site(model)
    yield from _a_comment(model, site)
    yield from _a_profile(model)
    yield from _growth(model, site)
    os.sched_setaffinity(0, every_core)
    yield from _in_the_database(site)


def _texts() -> list[str]:
    """Comments cut to the length that figures are told for."""
    return different(LETTERS)[: _COMMENTS + _IN_TURN]


def _articles(number: int) -> list[ArticleText]:
    """Articles of about a thousand words, no two the same: our own, one after the other."""
    own = list({each["article"]["id"]: each["article"] for each in comments(200)[0]}.values())
    words = cycle(" ".join(each["text"] for each in own).split())
    titles = islice(cycle(own), number)
    return [
        ArticleText(f"{each['title']} {at}", " ".join(islice(words, _WORDS)))
        for at, each in enumerate(titles)
    ]


def _site(model: Model) -> list[ArticleText]:
    """A site whose articles are profiled; a few profiles stand for all."""
    found = _articles(SITE)
    made = [_profile(model, article) for article in found[:_PROFILES]]
    profiled = list(zip(found, cycle(made), strict=False))
    others = Others(made[0].made_by, tuple(range(SITE)), b"".join(profile.lead for _, profile in profiled))
    return [
        replace(article, profile=profile, others=others, number=number)
        for number, (article, profile) in enumerate(profiled)
    ]


def _profile(model: Model, article: ArticleText) -> Profile:
    made = model.profile(article)
    assert made is not None
    return made


def _a_comment(model: Model, site: Sequence[ArticleText]) -> Iterator[Figure]:
    """A comment under a profiled article, beside one small encoder and scikit-learn's cosine of the same texts."""
    assert model.profiler is not None
    article = site[0]
    tfidf = TfidfVectorizer(sublinear_tf=True).fit([each.text for each in site])
    page = tfidf.transform([f"{article.title} {article.text}"])
    courtesy = replace(model, near=None, profiler=None)

    def ask(asked: Model) -> Callable[[str], object]:
        return lambda text: asked.score_many([ScoredText(text, article, language="en")], evidence=False)

    took = _in_turns(
        {
            "all members": ask(model),
            "without the sentence member": ask(courtesy),
            "topic alone": lambda text: model.off_topic_scores([ScoredText(text, article)]),
            "the sentence encoder by itself": model.profiler.encoder.read,
            "scikit-learn's tf-idf cosine": lambda text: (tfidf.transform([text]) @ page.T).toarray(),
        }
    )
    for name, seconds in took.items():
        most = 9 if name == "all members" else None
        yield Figure(f"p50 of a comment, {name}", statistics.median(seconds) * 1000, "ms", most=most)
    for one, other in (
        ("all members", "the sentence encoder by itself"),
        ("topic alone", "scikit-learn's tf-idf cosine"),
    ):
        yield Figure(f"{one} / {other}", statistics.median(took[one]) / statistics.median(took[other]), "")


def _in_turns(scorers: dict[str, Callable[[str], object]]) -> dict[str, list[float]]:
    """Seconds for each comment by scorer; they take turns, so that other load on the machine hits them all."""
    texts = _texts()
    took: dict[str, list[float]] = {name: [] for name in scorers}
    for begin in range(0, len(texts), _IN_TURN):
        for name, ask in scorers.items():
            for text in texts[begin : begin + _IN_TURN]:
                started = time.perf_counter()
                ask(text)
                if begin:  # the first turn warms up
                    took[name].append(time.perf_counter() - started)
    return took


def _a_profile(model: Model) -> Iterator[Figure]:
    seconds = []
    for article in _articles(SITE + _PROFILES)[SITE:]:
        started = time.perf_counter()
        _profile(model, article)
        seconds.append(time.perf_counter() - started)
    yield Figure(
        f"profile of an article of {_WORDS} words", statistics.median(seconds) * 1000, "ms", most=300
    )


def _growth(model: Model, site: Sequence[ArticleText]) -> Iterator[Figure]:
    """What a worker's memory grows by when it has scored under every article of a site, and under them all again.

    The site's other articles are read anew every hundred comments, as a service does every minute.
    """
    texts = cycle(_texts())
    peaks, others = [], site[0].others
    for _ in range(3):
        for at, article in enumerate(site):
            others = replace(article.others) if at % _READ_ANEW == 0 and article.others else others
            model.off_topic_scores([ScoredText(next(texts), replace(article, others=others))])
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)
    yield Figure(f"peak memory after {SITE} articles", peaks[0], "MB")
    yield Figure("growth when they come twice again", peaks[-1] - peaks[0], "MB", most=10)


def _in_the_database(site: Sequence[ArticleText]) -> Iterator[Figure]:
    """Articles with their profiles in a SQLite file."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/moderation.sqlite3")
        migrate(database)
        now = datetime.now(UTC)
        with database.writing() as session:
            place = sites.add_site(session, "bench", "Bench", now, {})
            for number, article in enumerate(islice(cycle(site), KEPT)):
                _keep(session, place, str(number), article, now)
        database.engine.dispose()
        size = sum(each.stat().st_size for each in Path(folder).iterdir())
    yield Figure(f"{KEPT} articles with profiles in the database", size / _MEGABYTE, "MB", most=1000)


def _keep(session: Session, place: Site, name: str, article: ArticleText, now: datetime) -> None:
    """Has the article and its profile stored."""
    fields = {
        "title": article.title,
        "text": article.text,
        "section_path": "",
        "is_open": True,
        "origin": Origin.SITE,
    }
    assert articles.add_article(session, place, name, fields, now) is not None
    assert article.profile is not None
    kept = articles.article_named(session, place, name)
    profiles.keep_profile(session, kept, article.profile, approved=0, now=now)


if __name__ == "__main__":
    sys.exit(main())
