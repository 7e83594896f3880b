"""Nobody outside can reckon by which runs of words a copy will be found, and so word a campaign around it."""

from __future__ import annotations

from hashlib import blake2b
from random import Random

import pytest

from moderation.domain.callers import NamedAuthor
from moderation.domain.comments import Status
from moderation.domain.likeness import ALIKE, fingerprints, likeness, words_of
from moderation.parts import Parts
from tests.making import a_comment, a_machine, a_site, an_article

CAMPAIGN = (
    "My cousin was broke until she met coach Daniel, and he showed her how to earn five hundred a week from home with "
    "nothing but a phone. I did not believe it either, but last month I paid my rent with it and took my children to "
    "the sea. Ask him how, he answers everybody who writes."
)


def aimed(text: str, key: bytes, chance: Random) -> str:
    """The text with a tail of eleven words of its own, in which all its fingerprints under this key lie."""
    words = [*words_of(text)]
    lowest, length = fingerprints(tuple(words), key)[0], len(words) + 11
    while len(words) < length:
        word = f"x{chance.randrange(1_000_000)}"
        run = " ".join([*words[-3:], word])
        number = int.from_bytes(blake2b(run.encode(), digest_size=8, key=key).digest(), "big", signed=True)
        if number < lowest:
            words.append(word)
    return " ".join(words)


@pytest.mark.parametrize("key", ["{site}", "harbour"])
def test_a_campaign_that_aims_at_its_fingerprints_is_found_all_the_same(parts: Parts, key: str) -> None:
    a_site(parts)
    machine = a_machine(parts)
    copies = [aimed(CAMPAIGN, key.format(site=1).encode(), Random(seed)) for seed in range(3)]  # noqa: S311 - no secret
    for number in range(3):
        an_article(parts, machine, f"a{number}", title=f"About {number}")
    became = [
        a_comment(parts, machine, text, article=f"a{number}", author=NamedAuthor(f"r{number}", f"R{number}"))
        for number, text in enumerate(copies)
    ]

    assert likeness(words_of(copies[0]), words_of(copies[2])) > ALIKE
    assert became[-1].status is Status.HELD
