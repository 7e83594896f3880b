"""Teaches the encoder, epoch by epoch; a run that was cut off goes on from its last note on disk."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import nn

from moderation.training.encoder.examples import Batch, Example, batches
from moderation.training.encoder.network import Branch, Network

_WARM = 0.05
"""The share of the run over which the highest learning rate is reached; then it falls evenly to nothing."""
_MARKS_COUNT = 0.5
"""What the marks' loss counts beside the tasks'."""
_AT_LAST = 0.2
"""What is left in the last epoch of what a teacher's states count beside its answers."""
_NOTE_EVERY_S = 300.0
PAD = 0
"""The number of the padding piece, in the vocabulary of every BERT."""

Say = Callable[[str], None]


@dataclass
class _Place:
    """How far the run is."""

    epoch: int = 0
    batch: int = 0


def teach(
    network: Network | Branch,
    taught: Callable[[int], Sequence[Example]],
    notes: Path,
    *,
    epochs: int,
    say: Say,
    teacher: Network | None = None,
    until: int | None = None,
) -> None:
    """Teaches so many epochs; ``taught`` gives each one's examples; a ``teacher`` labels them (Hinton et al. 2015).

    A branch follows its teacher's states too (Romero et al. 2015). ``notes`` is a file that keeps weights, optimiser
    and place, every five minutes and after each epoch; the weights after each epoch are kept beside. With ``until``
    the run stops after so many epochs, to be gone on with later.
    """
    optimiser = torch.optim.AdamW(network.parameters(), lr=network.peak, weight_decay=0.01, fused=True)
    place = _resumed(network, optimiser, notes)
    for epoch in range(place.epoch, min(epochs, until or epochs)):
        chance = np.random.default_rng(20261124 + epoch)
        course = list(batches(taught(epoch), PAD, chance))
        torch.manual_seed(epoch)
        _epoch(network, optimiser, course, place, notes=notes, epochs=epochs, say=say, teacher=teacher)
        place = _Place(epoch + 1)
        torch.save(network.state_dict(), _weights_after(notes, epoch))
        _note(network, optimiser, place, notes)


def average(network: Network, notes: Path, epochs: Sequence[int]) -> None:
    """Gives the network the mean of the weights that it had after these epochs (Izmailov et al. 2018)."""
    kept = [torch.load(_weights_after(notes, epoch), weights_only=True) for epoch in epochs]
    network.load_state_dict({name: sum(each[name] for each in kept) / len(kept) for name in kept[0]})


def _epoch(
    network: Network | Branch,
    optimiser: torch.optim.Optimizer,
    course: Sequence[Batch],
    place: _Place,
    *,
    notes: Path,
    epochs: int,
    say: Say,
    teacher: Network | None,
) -> None:
    """One epoch from where the run is."""
    network.train()
    noted = told = time.monotonic()
    lost = 0.0
    for at in range(place.batch, len(course)):
        set_rate(optimiser, network.peak, (place.epoch + at / len(course)) / epochs)
        batch = course[at] if teacher is None else _relabelled(course[at], teacher)
        follow = network.follows * (_AT_LAST if place.epoch + 1 == epochs else 1.0)
        lost = 0.98 * lost + 0.02 * _step(network, optimiser, batch, follow)
        now = time.monotonic()
        if now - told > 30:
            say(f"epoch {place.epoch + 1}, batch {at + 1} of {len(course)}, loss {lost:.4f}")
            told = now
        if now - noted > _NOTE_EVERY_S:
            _note(network, optimiser, _Place(place.epoch, at + 1), notes)
            noted = now


def _step(network: Network | Branch, optimiser: torch.optim.Optimizer, batch: Batch, follow: float) -> float:
    """One step; products are taken in bfloat16 where the processor does so, the weights stay in float32."""
    ids = torch.from_numpy(batch.ids)
    mask = torch.from_numpy((batch.ids != PAD).astype(np.int64))
    with torch.autocast("cpu", dtype=torch.bfloat16):
        said = network(ids, mask)
    loss = _of_tasks(said.tasks, batch)
    if batch.marked.any():
        loss = loss + _MARKS_COUNT * _of_marks(said.marks, batch, mask)
    if follow and batch.states is not None:
        wanted, seen = torch.from_numpy(batch.states), mask.unsqueeze(-1)
        apart = (said.states.float() - wanted) ** 2
        loss = loss + follow * (apart * seen).sum() / (wanted**2 * seen).sum()
    optimiser.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimiser.step()
    return float(loss.detach())


def _of_tasks(log_odds: torch.Tensor, batch: Batch) -> torch.Tensor:
    """The mean log loss over the labels that are known, each in its weight."""
    weights = torch.from_numpy(batch.weights)
    losses = nn.functional.binary_cross_entropy_with_logits(
        log_odds.float(), torch.from_numpy(batch.labels), reduction="none"
    )
    return (losses * weights).sum() / weights.sum().clamp(min=1.0)


def _of_marks(log_odds: torch.Tensor, batch: Batch, mask: torch.Tensor) -> torch.Tensor:
    """The mean log loss over the pieces of the texts that are marked, for the share of the batch that they are."""
    shown = mask.unsqueeze(-1) * torch.from_numpy(batch.marked).view(-1, 1, 1)
    losses = nn.functional.binary_cross_entropy_with_logits(
        log_odds.float(), torch.from_numpy(batch.marks), reduction="none"
    )
    return float(batch.marked.mean()) * (losses * shown).sum() / (shown.sum() * log_odds.shape[-1])


def _relabelled(batch: Batch, teacher: Network) -> Batch:
    """The batch with what the teacher says, but for the labels that are known of our own rows."""
    ids = torch.from_numpy(batch.ids)
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        said = teacher(ids, (ids != PAD).long())
    known = batch.own[:, None] & (batch.weights > 0)
    return replace(
        batch,
        labels=np.where(known, batch.labels, torch.sigmoid(said.tasks.float()).numpy()),
        weights=np.ones_like(batch.weights),
        marks=torch.sigmoid(said.marks.float()).numpy(),
        marked=np.ones_like(batch.marked),
        states=said.states.float().numpy(),
    )


def _weights_after(notes: Path, epoch: int) -> Path:
    """Where the weights after an epoch lie."""
    return notes.with_name(f"{notes.stem}-{epoch + 1}.pt")


def set_rate(optimiser: torch.optim.Optimizer, peak: float, done: float) -> None:
    """The rate at which it learns when so much of the run is done: up to the peak, then down to nothing."""
    rate = peak * min(done / _WARM, (1 - done) / (1 - _WARM))
    for group in optimiser.param_groups:
        group["lr"] = max(rate, peak * 1e-3) if math.isfinite(rate) else 0.0


def _note(network: Network | Branch, optimiser: torch.optim.Optimizer, place: _Place, notes: Path) -> None:
    """Keeps everything that the run needs to go on, whole or not at all."""
    beside = notes.with_suffix(".new")
    torch.save(
        {
            "network": network.state_dict(),
            "optimiser": optimiser.state_dict(),
            "place": (place.epoch, place.batch),
        },
        beside,
    )
    beside.replace(notes)


def _resumed(network: Network | Branch, optimiser: torch.optim.Optimizer, notes: Path) -> _Place:
    """Where the run goes on: from the notes if there are any."""
    if not notes.exists():
        return _Place()
    kept = torch.load(notes, weights_only=True)
    network.load_state_dict(kept["network"])
    optimiser.load_state_dict(kept["optimiser"])
    return _Place(*kept["place"])
