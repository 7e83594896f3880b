"""Repeats: where else nearly the same was said, and in how many places that makes it."""

from __future__ import annotations

from dataclasses import dataclass

MOST_COUNTED = 20
"""More copies are not looked for: the twentieth tells no more than the tenth, and a flood must not make us slow."""


@dataclass(frozen=True)
class Copy:
    """A comment that says nearly the same as the one under judgement: where, by whom, and their likeness, 0 to 1."""

    comment: str
    article: int
    author: int
    likeness: float


@dataclass(frozen=True)
class Repeats:
    """The copies of a comment, likest first, MOST_COUNTED at most; and its own article and author."""

    article: int = 0
    author: int = 0
    copies: tuple[Copy, ...] = ()

    @property
    def other_articles(self) -> int:
        """Under how many other articles it stands."""
        return len({copy.article for copy in self.copies} - {self.article})

    @property
    def other_authors(self) -> int:
        """From how many other authors it came."""
        return len({copy.author for copy in self.copies} - {self.author})

    @property
    def places(self) -> int:
        """In how many other places it stands: each article and author is one.

        Its author's own copies under the same article count from the second: a single one is a double click.
        """
        here = (self.article, self.author)
        all_places = [(copy.article, copy.author) for copy in self.copies]
        return len(set(all_places) - {here}) + max(0, all_places.count(here) - 1)


NO_REPEATS = Repeats()
"""What is known of a text that stands nowhere."""
