"""Cutting a text at its evidence, so that a page can mark each stretch with the attributes it speaks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Stretch:
    """A piece of a text and the attributes whose evidence covers it, by name to weight; plain text has none."""

    text: str
    weights: Mapping[str, float]


def stretches(text: str, evidence: Mapping[str, Sequence[Sequence[float]]]) -> list[Stretch]:
    """The text in order, cut wherever evidence begins or ends; joined, the pieces are the text again.

    ``evidence`` maps attributes to [begin, end, weight] in code points, as stored.
    """
    cuts = {0, len(text)}
    for spans in evidence.values():
        for begin, end, _ in spans:
            cuts |= {_within(int(begin), text), _within(int(end), text)}
    places = sorted(cuts)
    return [Stretch(text[begin:end], _covering(begin, evidence)) for begin, end in pairwise(places)]


def _within(place: int, text: str) -> int:
    return max(0, min(place, len(text)))


def _covering(place: int, evidence: Mapping[str, Sequence[Sequence[float]]]) -> dict[str, float]:
    return {
        attribute: weight
        for attribute, spans in evidence.items()
        for begin, end, weight in spans
        if begin <= place < end
    }
