"""Fits the head that tells advertising: the fast member's features, one more attribute."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from moderation.classifier.courtesy import CourtesyHead
from moderation.classifier.words import plain
from moderation.domain.folding import fold
from moderation.domain.links import LINK
from moderation.training.calibrate import platt
from moderation.training.fit_courtesy import fitted
from moderation.training.rows import Row

SPAM = "SPAM"
_RESERVED = re.compile(r"\.(example|test|invalid)\b", re.IGNORECASE)
"""Ends of addresses that nobody can own (RFC 2606): our own adverts use them, real ones cannot."""
_PRIOR = 0.02
"""The share of advertising that the scores assume; nothing we may train on tells it."""
_OWN_WEIGHT = 5.0
"""Our own adverts are few beside those under five music videos."""
_TALK = frozenset({"civil_comments", "cmv", "politeness", "wiki", "wiki_six"})
"""Sources of conversations that somebody keeps free of advertising: who links there names a source."""
HOLD_FOR_SPAM = 0.003
"""The share of natural comments, hardly any of them advertising, that SPAM holds while calibrating; of others .6 %."""


def fit_spam(
    courtesy: CourtesyHead,
    split: Mapping[str, Sequence[Row]],
    natural: Sequence[Row],
    linked: Sequence[Row] = (),
) -> CourtesyHead:
    """A head for SPAM alone. ``natural`` comments count as none: half of them teach, half calibrate.

    So do ``linked`` ones, which all teach: adverts carry links so often that a link alone would pass for one.
    """
    clean, sources = (
        [replace(row, labels={SPAM: 0.0}, weight=1.0) for row in rows] for rows in (natural, linked)
    )
    learned = [*map(_weighted, map(with_real_names, split["learn"])), *clean[::2], *sources]
    X = courtesy.features.transform([_plain(row.text) for row in learned])
    weights, intercept = fitted(X, learned, SPAM)
    head = CourtesyHead(
        (SPAM,),
        courtesy.features,
        weights[:, None].astype(np.float32),
        np.array([intercept]),
        np.ones(1),
        np.zeros(1),
    )
    calibrating = [*map(with_real_names, split["calibrate"]), *clean[1::2]]
    raw = head.raw(courtesy.features.transform([_plain(row.text) for row in calibrating]))[:, 0]
    labels = np.array([row.labels[SPAM] for row in calibrating])
    at_prior = np.where(labels == 1, _PRIOR / labels.mean(), (1 - _PRIOR) / (1 - labels.mean()))
    slope, shift = platt(raw, labels, at_prior)
    return replace(head, slopes=np.array([slope]), shifts=np.array([shift]))


def linking(rows: Sequence[Row]) -> list[Row]:
    """Those of conversations that carry a link."""
    return [row for row in rows if row.source in _TALK and LINK.search(row.text)]


def spam_threshold(head: CourtesyHead, natural: Sequence[Row]) -> float:
    """The threshold that holds ``HOLD_FOR_SPAM`` of natural comments, of the half that did not teach."""
    X = head.features.transform([_plain(row.text) for row in natural[1::2]])
    return float(np.quantile(head.probabilities(X), 1 - HOLD_FOR_SPAM))


def with_real_names(row: Row) -> Row:
    """The row with addresses that could be real, or the reserved ends would be learned as what advertises."""
    return replace(row, text=_RESERVED.sub(".com", row.text))


def _weighted(row: Row) -> Row:
    return replace(row, weight=1.0 if row.source == "youtube_spam" else _OWN_WEIGHT)


def _plain(text: str) -> str:
    return plain(fold(text).text)
