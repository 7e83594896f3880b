"""``moderation evaluate``: measures a model on rows that taught it nothing, beside other packages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from moderation.commands.models import TRAINING_DATA, explained, show
from moderation.commands.opening import read_settings, say

_A_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_SHORT = {"auc": "AUC", "average_precision": "AP", "recall_at_precision_90": "recall at 90 %", "ece": "ECE"}
_TOLD = "TOXICITY"
"""The attribute that is told by length and beside others; the file has them all."""
_STEPS = (0.1, 0.3, 0.5, 0.7, 0.9)


@click.command()
@click.argument("version", default="latest")
@click.option(
    "--corpora",
    type=_A_FOLDER,
    help="Measure also on the part of these sources that is never learned from.",
)
@click.option(
    "--check",
    "checks",
    type=_A_FOLDER,
    help="Measure also on the sets in this folder that may check a model but not train one.",
)
@click.option(
    "--json",
    "file",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write every figure to this file.",
)
def evaluate(version: str, corpora: Path | None, checks: Path | None, file: Path | None) -> None:
    """Measure a model (the latest one made, if none is named) on rows it never learned from."""
    from moderation.classifier.artefact import read_model, with_members
    from moderation.training.level import in_plain_words
    from moderation.training.promotion import found_card
    from moderation.training.report import report, sets_of

    settings = read_settings()
    with explained():
        card, folder = found_card(version, (settings.models_dir, settings.shipped_models_dir))
        model, lacking = with_members(read_model(folder, card), folder, card)
    say("By its card, when it was made:")
    show(card)
    if lacking:
        say(f"Not every member is measured: {lacking}.")
    sets = sets_of(TRAINING_DATA, corpora, checks)
    found = report(model, sets, TRAINING_DATA, corpora)
    say("Measured now:", *_figures(found), *_tables(found["threshold_tables"]), *_rest(found))
    if file:
        file.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
        say(f"Every figure is in {file}.")
    say(
        f"It would hold {found['held']['check']['any']:.1%} of the check rows.",
        in_plain_words(model, sets.check),
    )


def _figures(found: Mapping[str, Any]) -> Iterator[str]:
    """A line for each source and attribute, and for the lengths and the other packages of one attribute."""
    for peer, version in found["peers"].items():
        yield f"  {peer}: {version or 'not installed, so not measured beside'}"
    for each in found["figures"]:
        if each["attribute"] == _TOLD or (each["length"], each["scorer"]) == ("all", "model"):
            measures = ", ".join(_with_interval(short, each[name]) for name, short in _SHORT.items())
            name = f"{each['set']}/{each['source']}" if each["set"] != each["source"] else each["set"]
            yield (
                f"  {name:<20} {each['attribute']:<16} {each['length']:<9} {each['scorer']:<20}"
                f" {each['positives']:>5} of {each['rows']:<6} {measures}"
            )


def _with_interval(name: str, found: Mapping[str, float]) -> str:
    return f"{name} {_interval(found)}"


def _tables(tables: Mapping[str, Any]) -> Iterator[str]:
    """For each stream and attribute, the shares held of the stream and caught of the positives at a few thresholds."""
    for name, told in tables.items():
        yield f"At a threshold, held of the stream / caught of the positives, {name} ({told['stream']} comments):"
        yield f"  {'':<18}" + "".join(f"{step:>16.1f}" for step in _STEPS)
        for attribute, lines in told["attributes"].items():
            cells = [
                f"{line['held']:.1%} / {'–' if line['caught'] is None else format(line['caught'], '.0%')}"
                for line in lines
                if line["threshold"] in _STEPS
            ]
            yield f"  {attribute:<18}" + "".join(f"{cell:>16}" for cell in cells)


def _rest(found: Mapping[str, Any]) -> Iterator[str]:
    """A line for each of the other measurements."""
    pairs, fair, disguised, normaliser = (
        found[name] for name in ("contrast", "fairness", "disguises", "normaliser")
    )
    yield _with_interval("Contrast pairs with both twins right:", pairs["right"])
    for function, shares in pairs["functions"].items():
        yield f"  {function:<62} {shares['right']:.2f} of {shares['pairs']}"
    yield f"Fairness on templates: AUC {fair['overall_auc']:.3f}, largest gaps: " + ", ".join(
        f"{name.removesuffix('_auc')} {gap['gap']:.3f} ({gap['identity']})"
        for name, gap in fair["largest_gap"].items()
    )
    proud = ", ".join(fair["proud_held"]) or "nobody"
    yield f"  flips {fair['flips']['all']:.1%}; held for saying what they are proud to be: {proud}"
    if disguised["variants"]:
        yield f"Disguised insults still held: {disguised['still_held']:.1%} of {disguised['variants']}"
        yield from (f"  {kind:<24} {share:.0%}" for kind, share in disguised["kinds"].items())
    yield f"Held only by the normaliser's doing: {normaliser['new_holds']} of {normaliser['texts']} clean comments"
    yield from _topic(found["topic"])
    if found["spam"]:
        yield _with_interval("Advertising, our own rows, AUC:", found["spam"]["auc"])
        yield from _by_kind("advertising", found["spam"]["held"])
    if found["evidence"]:
        yield _with_interval("Evidence, character F1:", found["evidence"]["character_f1"])


def _topic(found: Mapping[str, Any]) -> Iterator[str]:
    """How well off-topic comments are told, what is held where it belongs and where it was moved, and our own kinds."""
    if not found["figures"]:
        yield "Off topic, real comments under their own article and others: only with --corpora or --check."
    else:
        yield from _moved(found)
    yield from _by_kind("off topic", found["kinds"])


def _moved(found: Mapping[str, Any]) -> Iterator[str]:
    """Real comments under their own article against the same ones moved, and what is held of both."""
    yield "Off topic, AUC against comments under their own article:"
    for each in found["figures"]:
        name = f"{each['source']}, {each['regime']}"
        yield f"  {name:<32} {each['against']:<14} {each['length']:<9} {_interval(each['auc'])}"
    yield f"Held as off topic at {found['threshold']:.1%}:"
    for source, regimes in found["held"].items():
        for regime, kinds in regimes.items():
            yield f"  {source + ', ' + regime:<32} {_shares(kinds)}"
    for source, bands in found["held_by_length"].items():
        yield from (f"  {source + ', among, ' + band:<32} {_shares(kinds)}" for band, kinds in bands.items())
    for source, lines in found["threshold_table"].items():
        told = "; ".join(
            f"at {line['threshold']:.1f}: "
            + ", ".join(f"{kind} {line[kind]:.0%}" for kind in line if kind != "threshold")
            for line in lines
            if line["threshold"] in _STEPS
        )
        yield f"  {source}: {told}"


def _by_kind(what: str, kinds: Mapping[str, Any]) -> Iterator[str]:
    yield f"Held as {what} of our own rows, by what they are:"
    yield from (f"  {kind:<32} {_share(share)} of {share['rows']}" for kind, share in kinds.items())


def _interval(found: Mapping[str, float]) -> str:
    return f"{found['value']:.3f} ({found['low']:.3f} to {found['high']:.3f})"


def _shares(kinds: Mapping[str, Any]) -> str:
    return ", ".join(f"{kind} {_share(share)}" for kind, share in kinds.items())


def _share(found: Mapping[str, float]) -> str:
    return f"{found['value']:.1%} ({found['low']:.1%} to {found['high']:.1%})"
