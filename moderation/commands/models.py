"""``moderation train | promote | rollback | fetch-sources``: how the classifier learns, offline."""

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
    from moderation.settings import Settings
    from moderation.training.rows import Row
    from moderation.training.taught import Taught

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
    "--encoder",
    type=_A_FOLDER,
    help="With --corpora: teach the networks too, in this folder (hours; goes on where it was cut off).",
)
@click.option(
    "--out", type=_A_FOLDER, help="Where the candidate goes; the promoted models' folder if not said."
)
def train(
    *,
    corpora: Path | None,
    from_decisions: bool,
    labels: Path | None,
    encoder: Path | None,
    out: Path | None,
) -> None:
    """Train a candidate and print its figures; nothing is put in service by that."""
    from moderation.training.candidate import new_version, write_candidate

    if corpora and (from_decisions or labels):
        raise click.UsageError(
            "--corpora trains from the beginning; decisions move the model in service: choose one"
        )
    if encoder and not corpora:
        raise click.UsageError("--encoder learns from --corpora; decisions leave the encoder as it is")
    settings = read_settings()
    folder = out or settings.models_dir
    version = new_version(folder, settings.shipped_models_dir)
    with explained():
        if corpora:
            from moderation.training.from_corpora import train_from_corpora

            taught = _taught(encoder, corpora) if encoder else None
            candidate = train_from_corpora(corpora, TRAINING_DATA, version, taught)
        else:
            from moderation.classifier.artefact import pointer_in, read_card, read_whole
            from moderation.training.from_decisions import Parent, train_from_decisions

            decided = _decided(settings, labels, export=from_decisions)
            folder_in_service = _folder_in_service(settings)
            card = read_card(folder_in_service, pointer_in(folder_in_service))
            parent = Parent(*read_whole(folder_in_service, card), card)
            candidate = train_from_decisions(parent, TRAINING_DATA, decided, version)
        card = write_candidate(candidate, folder)
    show(card)
    say(
        f"Candidate {card.version} is in {folder / card.version}. `moderation promote {card.version}` compares it."
    )


@click.command()
@click.argument("version", default="latest")
@click.option(
    "--labels", type=_A_FILE, help="Exported labels to compare on, in place of the database's decisions."
)
def promote(version: str, labels: Path | None) -> None:
    """Compare a candidate with the model in service; put it in service, or refuse it with the figures."""
    from moderation.classifier.artefact import current_members, read_whole
    from moderation.training.compare import compare
    from moderation.training.from_decisions import not_learned_from
    from moderation.training.level import good, shift
    from moderation.training.own_rows import DECISIONS, own_rows
    from moderation.training.promotion import found_card, put_in_service
    from moderation.use_cases.record_model import record_model

    settings = read_settings()
    parts = open_parts(settings)
    with explained():
        card, folder = found_card(version, (settings.models_dir,))
        candidate, _ = read_whole(folder, card)
        in_service, _, lacking = current_members(_folder_in_service(settings))
    if lacking:
        raise click.ClickException(f"No fair comparison, the model in service is not whole: {lacking}")
    new = not_learned_from(card, _decided(settings, labels, export=labels is None))
    decided = [row for row in new if row.source == DECISIONS]
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
    record_model(parts, in_service.version, card.version)
    say(f"{card.version} is in service; running processes take it within 5 seconds.")


@click.command()
def rollback() -> None:
    """Put the model back in service that was there before the last promotion."""
    from moderation.training.promotion import take_back
    from moderation.use_cases.record_model import record_model

    settings = read_settings()
    parts = open_parts(settings)
    with explained():
        before = _version_in_service(settings)
        version = take_back(settings.models_dir)
    record_model(parts, before, _version_in_service(settings))
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


def show(card: Card) -> None:
    """Prints a card's figures."""
    say(f"{card.version}: {card.about}")
    for name, found in card.metrics.items():
        if name.startswith("auc") and found and all(isinstance(each, dict) for each in found.values()):
            say(f"{name.replace('_', ' ')}:", *_lines(found))
    for stream, shares in card.metrics.get("held", {}).items():
        say(f"held, {stream}: {shares['any']:.1%} (courtesy {shares['courtesy']:.1%})")


@contextmanager
def explained() -> Iterator[None]:
    """Tells what makes a model unusable in one line."""
    from moderation.classifier.artefact import ModelUnusableError

    try:
        yield
    except ModelUnusableError as error:
        raise click.ClickException(str(error)) from error


def _folder_in_service(settings: Settings) -> Path:
    """The folder whose ``current`` names the model in service."""
    from moderation.classifier.artefact import CURRENT

    promoted = settings.models_dir
    return promoted if (promoted / CURRENT).exists() else settings.shipped_models_dir


def _version_in_service(settings: Settings) -> str:
    """What that ``current`` names; "unknown" when it cannot be read, which must not keep anybody from repairing it."""
    from moderation.classifier.artefact import ModelUnusableError, pointer_in

    try:
        return pointer_in(_folder_in_service(settings)).version
    except ModelUnusableError:
        return "unknown"


def _taught(folder: Path, corpora: Path) -> Taught:
    """The networks taught in the folder; what is not finished is made first."""
    from moderation.training.taught import read_taught

    if taught := read_taught(folder):
        return taught
    try:
        from moderation.training.encoder.from_corpora import teach_networks
        from moderation.training.encoder.weights import WeightsMissingError
    except ImportError as error:
        raise click.ClickException(
            f"{error}: pip install 'torch' and the rest of the extra 'encoder'"
        ) from error
    try:
        return teach_networks(corpora, TRAINING_DATA, folder, say)
    except WeightsMissingError as error:
        raise click.ClickException(str(error)) from error


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


def _lines(figures: dict[str, dict[str, dict[str, float]]]) -> Iterator[str]:
    """One line for each figure: attribute, source, value and interval."""
    for attribute, by_source in figures.items():
        for source, figure in by_source.items() if "value" not in by_source else [("", by_source)]:
            yield (
                f"  {attribute:<16} {source:<17} {figure['value']:.3f} ({figure['low']:.3f} to {figure['high']:.3f}), "
                f"{figure['positives']} of {figure['rows']}"
            )
