"""Teaches one layer on the trunk to put a text where the upper layers of the sentence network put it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import torch
from torch import nn
from transformers import BertModel

from moderation.classifier.trunk import WINDOW, Trunk
from moderation.domain.folding import fold
from moderation.training.encoder.examples import Batch, Example, batches
from moderation.training.encoder.network import OnTrunk
from moderation.training.encoder.teaching import PAD, set_rate
from moderation.training.rows import Row, share_of
from moderation.training.split import Split

_EPOCHS, _PEAK = 3, 8e-4
_PLACE, _PAIRS = 2.0, 10.0
"""What the place of a whole text, and the cosines of texts to each other, count beside the states of the pieces."""
_TITLES = 3_000
"""How many other articles' titles are read beside the articles."""
_AT_ONCE = 90
"""Words of an article that are read at once."""
_NOTHING = np.zeros(0, dtype=np.float32)


def texts_of(split: Split) -> list[str]:
    """What it is taught on: comments, and articles cut into pieces of a comment's length."""
    rows = split.topical["learn"]
    comments = [row.text for row in split.courtesy["learn"].rows]
    titles = sorted(set(split.titles), key=share_of)[:_TITLES]
    return sorted({*comments, *titles, *_said(rows), *_articles(rows)})


def taught_upper(
    body: BertModel,
    trunk: Trunk,
    below: int,
    texts: Sequence[str],
    *,
    say: Callable[[str], None],
    epochs: int = _EPOCHS,
) -> OnTrunk:
    """One layer, at first the last of ``body``, that follows all layers of ``body`` over the ``below`` lowest.

    It follows their states (Romero et al. 2015), where a text as a whole lies, and how texts lie to each other
    (Park et al. 2019). A run that was cut off begins again: it takes an hour.
    """
    learning, whole = OnTrunk(body.encoder.layer[-1:], trunk), OnTrunk(body.encoder.layer[below:], trunk)
    optimiser = torch.optim.AdamW(learning.parameters(), lr=_PEAK, weight_decay=0.01, fused=True)
    shown = [_example(text, trunk) for text in texts]
    told = time.monotonic()
    for epoch in range(epochs):
        course = list(batches(shown, PAD, np.random.default_rng(20261130 + epoch)))
        for at, batch in enumerate(course):
            set_rate(optimiser, _PEAK, (epoch + at / len(course)) / epochs)
            lost = _step(learning, whole, optimiser, batch)
            if time.monotonic() - told > 30:
                say(f"sentences, epoch {epoch + 1}, batch {at + 1} of {len(course)}, loss {lost:.4f}")
                told = time.monotonic()
    return learning


def _step(learning: OnTrunk, whole: OnTrunk, optimiser: torch.optim.Optimizer, batch: Batch) -> float:
    ids = torch.from_numpy(batch.ids)
    mask = (ids != PAD).long()
    below = learning.below(ids, mask)
    with torch.no_grad():
        wanted = whole.above(below, mask)
    loss = _apart(learning.above(below, mask), wanted, mask.unsqueeze(-1).to(below.dtype))
    optimiser.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(learning.parameters(), 1.0)
    optimiser.step()
    return float(loss.detach())


def _apart(found: torch.Tensor, wanted: torch.Tensor, seen: torch.Tensor) -> torch.Tensor:
    """How far states are from those wanted; ``seen`` is 0 where there is padding (texts × pieces × 1)."""
    pieces = ((found - wanted) ** 2 * seen).sum() / (wanted**2 * seen).sum()
    here, there = (nn.functional.normalize((each * seen).sum(1), dim=-1) for each in (found, wanted))
    place = 1 - (here * there).sum(1).mean()
    pairs = ((here @ here.T - there @ there.T) ** 2).sum() / max(1, len(here) * (len(here) - 1))
    return pieces + _PLACE * place + _PAIRS * pairs


def _example(text: str, trunk: Trunk) -> Example:
    ids = trunk.pieces.pieces(fold(text).text, WINDOW).ids
    return Example(np.array([trunk.pieces.begin, *ids, trunk.pieces.end]), _NOTHING, _NOTHING)


def _said(rows: Iterable[Row]) -> Iterable[str]:
    for row in rows:
        yield row.text
        if row.parent:
            yield row.parent


def _articles(rows: Iterable[Row]) -> Iterable[str]:
    """The title of each article, and its text in pieces."""
    for article in {row.article for row in rows if row.article}:
        yield article.title
        words = article.text.split()
        yield from (" ".join(words[at : at + _AT_ONCE]) for at in range(0, len(words), _AT_ONCE))
