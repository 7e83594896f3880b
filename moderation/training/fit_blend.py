"""Fits the heads over the members: how they speak together, what is shown as evidence, and what is likely rejected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from moderation.classifier.blend import REACH, Blend, RejectionHead
from moderation.classifier.courtesy import CourtesyHead
from moderation.classifier.encoder import Encoder, Reading
from moderation.domain.folding import fold
from moderation.training.calibrate import SEEN, platt
from moderation.training.corpora.news import MARKS, Marked
from moderation.training.encoder.examples import TASKS
from moderation.training.rows import Row, Rows
from moderation.training.streams import natural_sample, talk
from moderation.training.taught import Taught

_FAST = 0.25
"""What the fast member counts in the mean; the encoder counts the rest."""
_LEVELS = np.log(np.linspace(0.1, 0.8, 36) / (1 - np.linspace(0.1, 0.8, 36)))
"""The log-odds that are tried as the level from which a mark is shown."""


def read_all(encoder: Encoder, texts: Sequence[str]) -> list[Reading]:
    """What the encoder says of each text."""
    return encoder.read([fold(text) for text in texts])


def fit_blend(
    head: CourtesyHead, taught: Taught, rows: Rows, priors: Mapping[str, float], marked: Mapping[str, Marked]
) -> Blend:
    """The members' weighted mean in calibrated log-odds, calibrated again, on rows that neither learned from.

    Weights fitted for each attribute on those rows did no better than the plain ones (docs/experiments.md).
    """
    encoder = taught.encoder()
    readings = np.stack([reading.log_odds for reading in read_all(encoder, [row.text for row in rows.rows])])
    fast = head.log_odds(head.features.transform(rows.words))
    columns = np.array([TASKS.index(attribute) for attribute in head.attributes])
    lines = []
    for at, attribute in enumerate(head.attributes):
        used, labels, weights = natural_sample(attribute, rows.rows, priors)
        slope, shift = platt(readings[used, columns[at]], labels, weights)
        encoded = slope * readings[used, columns[at]] + shift
        mean = _FAST * fast[used, at] + (1 - _FAST) * encoded
        again, moved = platt(mean, labels, weights)
        reach = again * (1 - _FAST)
        lines.append((again * _FAST, reach * slope, reach * shift + moved))
    fast_weights, encoder_weights, shifts = (np.array(side) for side in zip(*lines, strict=True))
    shown = [marked[row.text] for row in rows.rows if row.text in marked]
    levels = mark_levels(read_all(encoder, [each.text for each in shown]), shown)
    return Blend(taught.pieces, columns, fast_weights, encoder_weights, shifts, MARKS, levels)


def fit_rejection(log_odds: np.ndarray, rows: Sequence[Row]) -> RejectionHead:
    """The head learned from what moderators removed or let through, and from natural rows by their rudeness."""
    known = [
        at for at, row in enumerate(rows) if row.source in {"cmv", "nyt_civil", "own"} or row in talk([row])
    ]
    labels = [
        max(rows[at].labels.get(name, 0.0) for name in ("TOXICITY", "DISCOURTESY")) >= SEEN for at in known
    ]
    line = LogisticRegression(C=0.1, max_iter=1000).fit(np.clip(log_odds[known], -REACH, REACH), labels)
    return RejectionHead(line.coef_[0], float(line.intercept_[0]))


def mark_levels(readings: Sequence[Reading], marked: Sequence[Marked]) -> np.ndarray:
    """For each kind, the level whose characters agree best with those that at least half of the raters marked."""
    levels = np.zeros(len(MARKS))
    for kind in range(len(MARKS)):
        agreement = [
            np.mean([_f1(*_characters(r, m, kind, level)) for r, m in zip(readings, marked, strict=True)])
            for level in _LEVELS
        ]
        levels[kind] = _LEVELS[int(np.argmax(agreement))] if agreement else 0.0
    return levels


def _characters(reading: Reading, marked: Marked, kind: int, level: float) -> tuple[np.ndarray, np.ndarray]:
    """Which characters the encoder marks, and which the raters did."""
    folded = fold(marked.text)
    shown = np.zeros(len(marked.text), dtype=bool)
    for at in np.flatnonzero(reading.marks[:, kind] >= level).tolist():
        first, last = folded.span(reading.pieces.begins[at], reading.pieces.ends[at])
        shown[first:last] = True
    return shown, marked.shares[kind] >= SEEN


def _f1(shown: np.ndarray, truth: np.ndarray) -> float:
    """F1 over characters; 1 where neither has any (SemEval-2021 task 5)."""
    both = int(shown.sum() + truth.sum())
    return 2.0 * int((shown & truth).sum()) / both if both else 1.0
