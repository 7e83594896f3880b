"""``moderation train | evaluate | promote | rollback | fetch-sources``: how the classifier learns, offline."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from moderation.commands.opening import open_parts, read_settings, say

if TYPE_CHECKING:
    from moderation.classifier.card import Card
    from moderation.classifier.model import Model
    from moderation.settings import Settings
    from moderation.training.rows import Row

TRAINING_DATA = Path(__file__).resolve().parent.parent.parent / "training_data"
"""Our own rows, the check rows and the manifest of sources, as they stand in the checkout."""
_A_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_A_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.option(
    "--corpora", type=_A_FOLDER, help="Train from the beginning, on public sources fetched into this folder."
)
@click.option("--from-decisions", is_flag=True, help="Move the model in service by what managers decided.")
@click.option("--labels", type=_A_FILE, help="The same with an exported file of labels.")
@click.option(
    "--out", type=_A_FOLDER, help="Where the candidate goes; the promoted models' folder if not said."
)
def train(*, corpora: Path | None, from_decisions: bool, labels: Path | None, out: Path | None) -> None:
    """Train a candidate and print its figures; nothing is put in service by that."""
    from moderation.training.candidate import new_version, write_candidate

    if corpora and (from_decisions or labels):
        raise click.UsageError(
            "--corpora trains from the beginning; decisions move the model in service: choose one"
        )
    settings = read_settings()
    folder = out or settings.models_dir
    version = new_version(folder, settings.shipped_models_dir)
    with _explained():
        if corpora:
            from moderation.training.from_corpora import train_from_corpora

            candidate = train_from_corpora(corpora, TRAINING_DATA, version)
        else:
            from moderation.training.from_decisions import train_from_decisions

            decided = _decided(settings, labels, export=from_decisions)
            candidate = train_from_decisions(*_in_service(settings), TRAINING_DATA, decided, version)
        card = write_candidate(candidate, folder)
    _show(card)
    say(
        f"Candidate {card.version} is in {folder / card.version}. `moderation promote {card.version}` compares it."
    )


@click.command()
@click.argument("version", default="latest")
def evaluate(version: str) -> None:
    """Measure a model (the latest one made, if none is named) on the check rows, and print its card's figures."""
    from moderation.classifier.artefact import read_model
    from moderation.training.evaluate import figures, held, scores_of
    from moderation.training.level import in_plain_words
    from moderation.training.own_rows import own_rows
    from moderation.training.promotion import found_card

    settings = read_settings()
    with _explained():
        card, folder = found_card(version, (settings.models_dir, settings.shipped_models_dir))
        model = read_model(folder, card)
    _show(card)
    check = own_rows(TRAINING_DATA, "check")
    scores = scores_of(model, check)
    say("Measured now on the check rows:", *_lines(figures(check, scores)))
    say(f"It would hold {held(scores, model.thresholds)['any']:.1%} of them.", in_plain_words(model, check))


@click.command()
@click.argument("version", default="latest")
@click.option(
    "--labels", type=_A_FILE, help="Exported labels to compare on, in place of the database's decisions."
)
def promote(version: str, labels: Path | None) -> None:
    """Compare a candidate with the model in service; put it in service, or refuse it with the figures."""
    from moderation.classifier.artefact import read_model
    from moderation.training.compare import compare
    from moderation.training.from_decisions import not_learned_from
    from moderation.training.level import good, shift
    from moderation.training.own_rows import own_rows
    from moderation.training.promotion import found_card, put_in_service

    settings = read_settings()
    with _explained():
        card, folder = found_card(version, (settings.models_dir,))
        candidate = read_model(folder, card)
        in_service, _ = _in_service(settings)
    decided = not_learned_from(card, _decided(settings, labels, export=labels is None))
    check = own_rows(TRAINING_DATA, "check")
    differences = compare(candidate, in_service, {"check rows": check, "recent decisions": decided})
    held = shift("check rows", candidate, in_service, check)
    held_good = shift("those labelled 0 on everything", candidate, in_service, good(check))
    say(f"{in_service.version} (in service) -> {card.version} (candidate)", *map(str, differences))
    say(*map(str, (held, held_good)))
    if any(difference.is_worse for difference in differences):
        raise click.ClickException(f"{card.version} is worse beyond noise and was not promoted")
    if held_good.is_more:
        raise click.ClickException(
            f"{card.version} holds more good comments beyond noise and was not promoted"
        )
    put_in_service(card, settings.models_dir)
    say(f"{card.version} is in service; running processes take it within 5 seconds.")


@click.command()
def rollback() -> None:
    """Put the model back in service that was there before the last promotion."""
    from moderation.training.promotion import take_back

    with _explained():
        version = take_back(read_settings().models_dir)
    say(f"{version or 'The shipped model'} is in service again.")


@click.command("fetch-sources")
@click.argument("sources", nargs=-1)
@click.option(
    "--to", "folder", type=_A_FOLDER, required=True, help="The folder for the sources, one folder each."
)
def fetch_sources(sources: tuple[str, ...], folder: Path) -> None:
    """Fetch the named public sources, or all that may train a model, and verify each file's digest."""
    from moderation.training.fetch import FetchError, SourceFile, fetch, files_named

    def accept(wanted: SourceFile, got: str) -> bool:
        return click.confirm(f"{wanted.source}/{wanted.path} has SHA-256 {got}, and we know none. Keep it?")

    failed = []
    for file in files_named(TRAINING_DATA / "sources.json", sources):
        try:
            say(str(fetch(file, folder, accept)))
        except FetchError as error:
            failed.append(str(error))
    if failed:
        raise click.ClickException("\n".join(["Not fetched:", *failed]))


def _in_service(settings: Settings) -> tuple[Model, Card]:
    """The model in service and its card."""
    from moderation.classifier.artefact import CURRENT, current_model

    promoted = settings.models_dir
    return current_model(promoted if (promoted / CURRENT).exists() else settings.shipped_models_dir)


def _decided(settings: Settings, labels: Path | None, *, export: bool) -> list[Row]:
    """The labels that decisions left: from the file, else exported from the database, else none."""
    from moderation.training.own_rows import decided_rows

    if labels:
        return decided_rows(labels)
    if not export:
        return []
    from moderation.use_cases.export_labels import export_labels

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "labels.jsonl"
        export_labels(open_parts(settings), file)
        return decided_rows(file)


def _show(card: Card) -> None:
    """Prints a card's figures."""
    say(f"{card.version}: {card.about}")
    for name, found in card.metrics.items():
        if name.startswith("auc") and found and all(isinstance(each, dict) for each in found.values()):
            say(f"{name.replace('_', ' ')}:", *_lines(found))
    for stream, shares in card.metrics.get("held", {}).items():
        say(f"held, {stream}: {shares['any']:.1%} (courtesy {shares['courtesy']:.1%})")


def _lines(figures: dict[str, dict[str, dict[str, float]]]) -> Iterator[str]:
    """One line for each figure: attribute, source, value and interval."""
    for attribute, by_source in figures.items():
        for source, figure in by_source.items() if "value" not in by_source else [("", by_source)]:
            yield (
                f"  {attribute:<16} {source:<17} {figure['value']:.3f} ({figure['low']:.3f} to {figure['high']:.3f}), "
                f"{figure['positives']} of {figure['rows']}"
            )


@contextmanager
def _explained() -> Iterator[None]:
    """Tells what makes a model unusable in one line."""
    from moderation.classifier.artefact import ModelUnusableError

    try:
        yield
    except ModelUnusableError as error:
        raise click.ClickException(str(error)) from error
