"""``moderation compare``: texts with another's scores, such as Perspective's, beside ours; and thresholds to choose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from moderation.commands.opening import read_settings, refusals_told, say
from moderation.commands.score import open_scorer
from moderation.domain.moving import Brought

if TYPE_CHECKING:
    from moderation.domain.comparison import Comparison

FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@click.command()
@click.argument("file", type=FILE)
@click.option("--at", type=click.FloatRange(0, 1), default=0.8, show_default=True, help="Their threshold.")
def compare(file: Path, at: float) -> None:
    """Score the texts of FILE and compare with the scores that it holds.

    FILE is a table (.csv) with a column text and one for each attribute, or JSON lines: {"text", "labels": {"TOXICITY":
    0.9}}, or with Perspective's answer as it came ("attributeScores"). For each attribute: how alike both order the
    texts (1: the same, 0: by chance), what theirs holds from its threshold on, and which threshold of ours holds as
    many, with its likely bounds. Nothing is kept.
    """
    from moderation.reading.labelled import LabelledFile
    from moderation.use_cases.compare_scores import compare_scores

    left = Brought()
    with refusals_told():
        rows = LabelledFile(file, is_csv=file.suffix.lower() == ".csv").told()
        found = compare_scores(open_scorer(read_settings()), rows, at, left)
    say(*_table(found, at))
    if left.unusable:
        say(f"{left.unusable.total():,} left out:", *(f"\t{each.where}: {each.why}" for each in left.named))


def _table(found: Mapping[str, Comparison], at: float) -> Iterator[str]:
    columns = ("", "texts", "alike", f"held at {at:g}", "our threshold", "from", "to", "held", "by both")
    yield f"{columns[0]:<16}" + "".join(f"{name:>14}" for name in columns[1:])
    for name, each in found.items():
        held = f"{each.held:,} ({each.held / each.texts:.1%})"
        figures = (f"{each.texts:,}", _number(each.correlation), held)
        bounds = map(_number, (each.threshold, each.lowest, each.highest))
        counts = (f"{each.ours_held:,}", f"{each.both:,}")
        yield f"{name:<16}" + "".join(f"{figure:>14}" for figure in (*figures, *bounds, *counts))


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
