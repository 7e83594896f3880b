"""Reads posts labelled for manner (politeness, sexism, feelings) and debates that moderators let through."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from moderation.training.corpora.topics import nyt_debates
from moderation.training.rows import Row, share_of

_SEXISM = {"1": 1.0, "2": 1.0, "3": 0.6, "4": 0.5}
"""How surely a category of sexism attacks: threats, derogation, animosity, prejudiced discussion."""
_IMPOLITE, _POLITE = -1.2, 0.6
"""Normalised politeness below which a request is likely discourteous (a tenth of them), and above which it is not."""
_MAY_BE = 0.6
_ANGRY = frozenset({"anger", "annoyance", "disgust"})
_WARM = frozenset({"admiration", "approval", "caring", "gratitude", "joy", "love", "optimism", "relief"})
_SHARE = 0.4
"""The share of GoEmotions that is read: its short posts would outnumber everything else."""


def edos(folder: Path) -> Iterator[Row]:
    """Reddit and Gab posts labelled for sexism alone: it attacks an identity, but its absence says little of others."""
    for record in _sheet(folder / "edos_labelled_aggregated.csv"):
        sure = _SEXISM.get(record["label_category"][:1], 0.0)
        labels = {"sexism": float(sure > 0), **({"IDENTITY_ATTACK": sure} if sure else {})}
        yield Row(record["text"], "edos", labels, weight=0.3)


def politeness(folder: Path) -> Iterator[Row]:
    """Requests on Wikipedia and Stack Exchange with the mean politeness that five people saw, in deviations."""
    for file in ("wikipedia.annotated.csv", "stack-exchange.annotated.csv"):
        for record in _sheet(folder / file):
            polite = float(record["Normalized Score"])
            labels = {"impoliteness": min(1.0, max(0.0, 0.5 - polite / 3))}
            if polite <= _IMPOLITE:
                labels["DISCOURTESY"] = _MAY_BE
            elif polite >= _POLITE:
                labels |= {"DISCOURTESY": 0.0, "TOXICITY": 0.0}
            yield Row(record["Request"], "politeness", labels, weight=0.3)


def feelings(folder: Path) -> Iterator[Row]:
    """Reddit comments by the feelings in them; what is only warm is courteous, whatever words it uses."""
    names = (folder / "labels.txt").read_text(encoding="utf-8").split()
    for file in ("train.tsv", "dev.tsv", "test.tsv"):
        with (folder / file).open(encoding="utf-8", newline="") as lines:
            for text, numbers, _ in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                if share_of(text) < _SHARE:
                    felt = _felt([names[int(number)] for number in numbers.split(",")])
                    yield Row(text, "goemotions", felt, weight=0.3)


def civil_debates(folder: Path) -> Iterator[Row]:
    """New York Times readers' comments that moderators let through: courteous, as far as that goes."""
    labels = {"TOXICITY": 0.03, "DISCOURTESY": 0.1, "THREAT": 0.0}
    for row in nyt_debates(folder):
        yield Row(row.text, "nyt_civil", labels, weight=0.5, group=row.group)


def _felt(feelings: Sequence[str]) -> dict[str, float]:
    """The side tasks of a post, and that it is courteous where every feeling in it is warm."""
    felt = set(feelings)
    labels = {"anger": float(bool(felt & _ANGRY)), "warmth": float(bool(felt & _WARM))}
    if felt <= _WARM:
        labels |= dict.fromkeys(("TOXICITY", "INSULT", "THREAT", "IDENTITY_ATTACK", "DISCOURTESY"), 0.0)
    return labels


def _sheet(file: Path) -> Iterator[dict[str, str]]:
    """The lines of a table by column."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)
