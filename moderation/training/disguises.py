"""Measures whether disguise hides an insult: the telling words of held comments, disguised by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from moderation.classifier.model import Model
from moderation.domain.folding import fold
from moderation.domain.scores import Scores, Span
from moderation.training.evaluate import courtesy_thresholds, is_held, scores_of
from moderation.training.rows import Row

VARIANTS = 300
_SPANS = 2
"""How many of the strongest spans are disguised: somebody who hides an insult hides the insult, not the sentence."""
_SHORTEST = 3
_SEED = 20261122

Chance = np.random.Generator
Disguise = Callable[[str, Chance], str]

_LEET = {"a": "4@", "e": "3", "i": "1!", "o": "0", "s": "$5", "t": "7"}
_TWINS = {
    "a": "аα",
    "c": "с",
    "e": "е",
    "i": "іι",
    "j": "ј",
    "k": "кκ",
    "o": "оο",
    "p": "рρ",
    "s": "ѕ",
    "u": "υ",
    "x": "х",
    "y": "у",
}
_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff"
_DRAWN_OVER = "\u0300\u0301\u0308\u0323\u0332\u0335\u0336"
_VOWELS = "aeiou"


def leet(word: str, chance: Chance) -> str:
    """1d10t."""
    return _swapped(word, _LEET, chance)


def twins(word: str, chance: Chance) -> str:
    """Cyrillic and Greek letters that look like Latin ones."""
    return _swapped(word, _TWINS, chance)


def spaced(word: str, _chance: Chance) -> str:
    """Letters apart, with a wider gap to its neighbours, as people type it."""
    return f" {' '.join(word)} "


def dotted(word: str, _chance: Chance) -> str:
    """I.d.i.o.t."""
    return ".".join(word)


def stretched(word: str, chance: Chance) -> str:
    """Idioooot."""
    vowels = [place for place, letter in enumerate(word) if letter.lower() in _VOWELS]
    place = int(chance.choice(vowels or range(len(word))))
    return word[:place] + word[place] * int(chance.integers(4, 8)) + word[place + 1 :]


def unseen(word: str, chance: Chance) -> str:
    """Characters of no width between the letters."""
    return "".join(letter + str(chance.choice(list(_UNSEEN))) for letter in word[:-1]) + word[-1]


def wide(word: str, _chance: Chance) -> str:
    """Full-width letters, as East Asian type has them."""
    return "".join(chr(ord(letter) + 0xFEE0) for letter in word)


def masked(word: str, chance: Chance) -> str:
    """Id*ot: one vowel hidden, never the first letter."""
    vowels = [place for place, letter in enumerate(word) if place and letter.lower() in _VOWELS]
    if not vowels:
        return word
    place = int(chance.choice(vowels))
    return word[:place] + "*" + word[place + 1 :]


def mixed(word: str, chance: Chance) -> str:
    """IdIoT: case by chance."""
    return "".join(
        letter.upper() if up else letter.lower()
        for letter, up in zip(word, chance.random(len(word)) < 0.5, strict=True)
    )


def drawn_over(word: str, chance: Chance) -> str:
    """Letters with accents and strokes over them."""
    return "".join(letter + str(chance.choice(list(_DRAWN_OVER))) for letter in word)


DISGUISES: Mapping[str, Disguise] = {
    "leet": leet,
    "look-alike letters": twins,
    "spaced letters": spaced,
    "dots between letters": dotted,
    "stretched letters": stretched,
    "zero-width characters": unseen,
    "full-width letters": wide,
    "masked vowel": masked,
    "case by chance": mixed,
    "combining marks": drawn_over,
}


@dataclass(frozen=True)
class Variant:
    """A comment that was held as it stood, and the same with its telling words disguised."""

    kind: str
    clean: str
    text: str


def variants(model: Model, rows: Sequence[Row], number: int = VARIANTS) -> list[Variant]:
    """Disguises of the discourteous rows that the model holds clean, every kind alike often; always the same ones."""
    chance = np.random.default_rng(_SEED)
    caught = _caught(model, rows)
    found = []
    for kind, disguise in DISGUISES.items():
        drawn = (caught[place] for place in chance.permutation(len(caught)))
        made = (Variant(kind, text, _disguised(text, words, disguise, chance)) for text, words in drawn)
        found += list(islice((each for each in made if each.text != each.clean), number // len(DISGUISES)))
    return found


def disguised(model: Model, rows: Sequence[Row], number: int = VARIANTS) -> dict[str, Any]:
    """The share of the disguised variants that the model still holds for courtesy, in all and by kind."""
    made = variants(model, rows, number)
    if not made:
        return {"variants": 0, "comments": 0, "still_held": None, "kinds": {}, "lost": []}
    held = is_held(
        scores_of(model, [Row(each.text, "disguised", {}) for each in made]), courtesy_thresholds(model)
    )
    of_kind = Counter(each.kind for each in made)
    held_of_kind = Counter(each.kind for each, still in zip(made, held, strict=True) if still)
    return {
        "variants": len(made),
        "comments": len({each.clean for each in made}),
        "still_held": round(float(held.mean()), 4),
        "kinds": {kind: round(held_of_kind[kind] / of_kind[kind], 4) for kind in of_kind},
        "lost": [f"{each.kind}: {each.text}" for each, still in zip(made, held, strict=True) if not still],
    }


def new_holds(model: Model, texts: Sequence[str]) -> dict[str, Any]:
    """How many clean texts are held for courtesy only once the normaliser has been over them."""
    least = courtesy_thresholds(model)
    before, after = (
        is_held(scores_of(model, [Row(text, "clean", {}) for text in some]), least)
        for some in (texts, [fold(text).text for text in texts])
    )
    return {
        "texts": len(texts),
        "changed_by_the_normaliser": sum(fold(text).text != text.lower() for text in texts),
        "held": int(before.sum()),
        "new_holds": int((after & ~before).sum()),
        "examples": [text for text, new in zip(texts, after & ~before, strict=True) if new][:10],
    }


def _caught(model: Model, rows: Sequence[Row]) -> list[tuple[str, list[tuple[int, int]]]]:
    """The discourteous texts that are held and not disguised already, with the places of their telling words."""
    rude = [
        row
        for row in rows
        if (row.labels.get("TOXICITY") or row.labels.get("DISCOURTESY"))
        and fold(row.text).text == row.text.lower()
    ]
    least = courtesy_thresholds(model)
    scores = model.score_many([row.scored() for row in rude], evidence=True)
    told = [
        (row.text, _telling(row.text, score, least))
        for row, score, held in zip(rude, scores, is_held(scores, least), strict=True)
        if held
    ]
    return [(text, words) for text, words in told if words]


def _telling(text: str, score: Scores, least: Mapping[str, float]) -> list[tuple[int, int]]:
    """The plain words within the strongest spans that raised a score over its threshold, in reading order."""
    strongest: dict[tuple[int, int], float] = {}
    for attribute, spans in score.evidence.items():
        if attribute in least and score.values[attribute] >= least[attribute]:
            for span in spans:
                strongest[span.begin, span.end] = max(span.weight, strongest.get((span.begin, span.end), 0.0))
    chosen = sorted(strongest, key=lambda place: -strongest[place])[:_SPANS]
    return sorted({word for begin, end in chosen for word in _words(text, Span(begin, end, 0.0))})


def _words(text: str, span: Span) -> list[tuple[int, int]]:
    """The words of plain letters within the span."""
    places, begin = [], span.begin
    for piece in text[span.begin : span.end].split(" "):
        if len(piece) >= _SHORTEST and piece.isascii() and piece.isalpha():
            places.append((begin, begin + len(piece)))
        begin += len(piece) + 1
    return places


def _disguised(text: str, words: Sequence[tuple[int, int]], disguise: Disguise, chance: Chance) -> str:
    """The text with these words disguised."""
    for begin, end in reversed(words):
        text = text[:begin] + disguise(text[begin:end], chance) + text[end:]
    return text


def _swapped(word: str, table: Mapping[str, str], chance: Chance) -> str:
    """The word with most of the letters that have others in the table replaced, one at least."""
    able = [place for place, letter in enumerate(word.lower()) if letter in table]
    if not able:
        return word
    chosen = {place for place in able if chance.random() < 0.7} or {able[0]}
    return "".join(
        str(chance.choice(list(table[letter.lower()]))) if place in chosen else letter
        for place, letter in enumerate(word)
    )
