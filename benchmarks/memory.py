"""Whether a million comments can be learned from in little memory: from a CSV to the head, in a process of its own."""

from __future__ import annotations

import csv
import multiprocessing
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the service does, before numpy is loaded

from benchmarks.figures import Figure, keep, machine
from moderation.training.corpora.news import all_civil_comments
from moderation.training.out_of_core import train_out_of_core

COLUMNS = (
    "id,comment_text,split,created_date,publication_id,article_id,parent_id,"
    "toxicity,severe_toxicity,obscene,threat,insult,identity_attack,sexual_explicit"
).split(",")
LEARNED = (
    "TOXICITY",
    "SEVERE_TOXICITY",
    "PROFANITY",
    "THREAT",
    "INSULT",
    "IDENTITY_ATTACK",
    "SEXUALLY_EXPLICIT",
)
FEW, MANY = 100_000, 1_000_000
MOST_MB = 1_500
MOST_GROWTH = 1.1
"""Ten times the comments may take a tenth more memory: that much Python's own allocator wavers."""
WORDS = 14
RUDE = 0.08
"""The share of rude comments, as in Civil Comments."""


def main() -> int:
    """Measure, print, keep; 1 when a target is missed. Numbers as arguments are other sizes than the usual."""
    few, many = map(int, sys.argv[1:3] or (FEW, MANY))
    facts = machine()
    figures: list[Figure] = []
    peaks: list[float] = []
    for count in (few, many):
        seconds, peak = _trained(count)
        peaks.append(peak)
        figures += [
            Figure(f"{count:,} comments: comments/s, learned", count / seconds, "/s"),
            Figure(f"{count:,} comments: peak memory", peak, "MB", most=MOST_MB),
        ]
    figures.append(Figure(f"peak memory, {many:,} to {few:,}", peaks[1] / peaks[0], "x", most=MOST_GROWTH))
    for figure in figures:
        print(figure.line(), flush=True)
    kept = keep("memory", figures, machine=facts, words_a_comment=WORDS, attributes=len(LEARNED))
    print(f"kept in {kept.relative_to(Path.cwd()) if kept.is_relative_to(Path.cwd()) else kept}")
    return 1 if any(figure.is_short for figure in figures) else 0


def _trained(count: int) -> tuple[float, float]:
    """How long training on so many comments took, and the most memory its process ever had, in MB."""
    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder) / "civil_comments.csv", count)
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as alone:
            return alone.submit(_train, folder).result()


def _train(folder: str) -> tuple[float, float]:
    """Train as ``moderation train`` would; runs in a process that does nothing else."""
    begun = time.perf_counter()
    train_out_of_core(lambda: all_civil_comments(Path(folder)), LEARNED)
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return time.perf_counter() - begun, kilobytes / 1024


def _write(file: Path, count: int) -> None:
    """A table in Civil Comments' format of sentences that nobody wrote; always the same."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        lines = csv.writer(stream)
        lines.writerow(COLUMNS)
        lines.writerows(_lines(count))


def _lines(count: int) -> Iterator[tuple[object, ...]]:
    """Sentences of common and rare words (as in real text, few of them make up most of it), some with rude ones."""
    chance = random.Random(0)  # noqa: S311 - no secret
    letters = "etaoinshrdlucmfwypvbgk"
    words = ["".join(chance.choices(letters, k=chance.randint(2, 9))) for _ in range(50_000)]
    rude = ["".join(chance.choices(letters, k=6)) for _ in range(200)]
    for number in range(count):
        sentence = [words[int(len(words) * chance.random() ** 3)] for _ in range(WORDS)]
        is_rude = chance.random() < RUDE
        if is_rude:
            sentence[chance.randrange(WORDS)] = chance.choice(rude)
        shares = [round(chance.uniform(0.5, 1) if is_rude else chance.uniform(0, 0.2), 2) for _ in range(7)]
        yield (
            number,
            " ".join(sentence).capitalize() + ".",
            "train",
            "2017-01-01",
            1,
            number // 50,
            "",
            *shares,
        )


if __name__ == "__main__":
    sys.exit(main())
