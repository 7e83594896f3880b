"""How fast texts are scored in-process on one core: one by one, as a submission is, and in batches."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks.figures import Figure
from moderation.classifier.in_service import ModelInService
from moderation.domain.scores import ArticleText, ScoredText, ScorerUnavailable
from moderation.settings import Settings

BATCH = 64


def scoring(lines: list[dict[str, Any]]) -> list[Figure]:
    """Scores a second of the lines' texts under their articles."""
    settings = Settings.from_environment({})
    scorer = ModelInService(settings.models_dir, settings.shipped_models_dir, budget_s=60, threads=1)
    texts = [text for line in lines if _is_known(scorer, text := _text(line))]
    batches = [texts[begin : begin + BATCH] for begin in range(0, len(texts), BATCH)]
    with _one_core():
        single = _per_second(lambda: [scorer.score(text) for text in texts], len(texts))
        batch = _per_second(lambda: [scorer.score_many(batch) for batch in batches], len(texts))
    return [
        Figure("scores/s single, with evidence, one core", single, "/s", least=150),
        Figure(f"scores/s in batches of {BATCH}, one core", batch, "/s", least=150),
    ]


def _text(line: dict[str, Any]) -> ScoredText:
    return ScoredText(line["text"], ArticleText(line["article"]["title"], line["article"]["text"]))


def _is_known(scorer: ModelInService, text: ScoredText) -> bool:
    """Whether the model knows the text's language."""
    try:
        scorer.score(text)
    except ScorerUnavailable:
        return False
    return True


def _per_second(work: Callable[[], object], number: int, seconds: float = 3.0) -> float:
    """How many of the ``number`` things that ``work`` does are done in a second: the best of a few times."""
    best, ends = 0.0, time.perf_counter() + seconds
    while time.perf_counter() < ends:
        begun = time.perf_counter()
        work()
        best = max(best, number / (time.perf_counter() - begun))
    return best


@contextmanager
def _one_core() -> Iterator[None]:
    """Keep this thread, and those it starts, to one core where the system lets us."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    yield
    os.sched_setaffinity(0, cores)
