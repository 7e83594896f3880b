"""How long it takes to keep a comment's fingerprints and to look for its copies among a hundred thousand comments."""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from benchmarks.figures import Figure, keep, machine
from benchmarks.texts import comments as real_comments
from moderation.domain.comments import Status
from moderation.domain.likeness import fingerprints, words_of
from moderation.parts import Parts
from moderation.storage import comments
from moderation.storage.database import Database
from moderation.storage.migrate import migrate
from moderation.storage.tables import Comment, Fingerprint, Revision
from moderation.use_cases.steps.repeating import key_of, remember, repeats_of
from tests.making import NOON, WordScorer, a_comment, a_machine, a_site, an_article

COMMENTS = 100_000
FLOOD = 5_000
"""So many of the comments are copies of one text."""
CAMPAIGN = "Hi {}, I earn 500 a week from home now, ask coach Daniel how, he answers everybody!"
ASKED = 500
AT_ONCE = 5_000
MOST_MS = 2.0
MOST_BYTES = 1_000


def main() -> int:
    """Measure, print, keep; 1 when a target is missed."""
    facts = machine()
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/moderation.sqlite3")
        figures = list(_measured(Parts(database, WordScorer(), now=lambda: NOON)))
        database.engine.dispose()
    for figure in figures:
        print(figure.line(), flush=True)
    kept = keep("repeats", figures, machine=facts, comments=COMMENTS, flood=FLOOD)
    print(f"kept in {kept.relative_to(Path.cwd()) if kept.is_relative_to(Path.cwd()) else kept}")
    return 1 if any(figure.is_short for figure in figures) else 0


def _measured(parts: Parts) -> Iterator[Figure]:
    chance = random.Random(0)  # noqa: S311 - no secret
    chain = _chain()
    first = _first(parts)
    with parts.database.writing() as session:
        _fill(session, first, [_text(chain, chance, number) for number in range(COMMENTS)])
    strangers = [_sentences(chain, chance) for _ in range(ASKED)]
    yield from _figures("a new text", *_timed(parts, first, strangers))
    flood = [CAMPAIGN.format(f"number {number}") for number in range(ASKED)]
    yield from _figures(f"{FLOOD:,} copies", *_timed(parts, first, flood))
    with parts.database.reading() as session:
        pages = text("SELECT sum(pgsize) FROM dbstat WHERE name LIKE '%fingerprint%'")
        yield Figure("the index, a comment", session.scalars(pages).one() / COMMENTS, "B", most=MOST_BYTES)


def _chain() -> dict[str, list[str]]:
    """Which words follow which in comments that somebody wrote: new texts of common phrases are made of it."""
    follows: defaultdict[str, list[str]] = defaultdict(list)
    for line in real_comments(5_000)[0]:
        words = line["text"].split()
        for word, following in pairwise(words):
            follows[word].append(following)
    return dict(follows)


def _text(chain: dict[str, list[str]], chance: random.Random, number: int) -> str:
    every = COMMENTS // FLOOD
    return _sentences(chain, chance) if number % every else CAMPAIGN.format(f"friend {number}")


def _sentences(chain: dict[str, list[str]], chance: random.Random) -> str:
    """8 to 80 words that nobody wrote."""
    words = [chance.choice(list(chain))]
    for _ in range(chance.randint(8, 80)):
        words.append(chance.choice(chain.get(words[-1]) or list(chain)))
    return " ".join(words)


def _first(parts: Parts) -> Comment:
    """A comment under an article of a site, whose place all others share."""
    migrate(parts.database)
    a_site(parts)
    caller = a_machine(parts)
    an_article(parts, caller)
    made = a_comment(parts, caller)
    with parts.database.reading() as session:
        return comments.comment_with(session, made.id)


def _fill(session: Session, first: Comment, texts: Sequence[str]) -> None:
    """Keep these texts as comments, with their fingerprints, in few statements."""
    place = {"article_id": first.article_id, "author_id": first.author_id, "status": Status.PUBLISHED}
    when = {"queue_at": NOON, "created_at": NOON}
    for begin in range(0, len(texts), AT_ONCE):
        numbered = list(enumerate(texts[begin : begin + AT_ONCE], start=begin + 2))
        ids = {number: comments.new_id(NOON) for number, _ in numbered}
        session.execute(
            insert(Comment),
            [{"id": each, "root_id": each, "version": 2, **place, **when} for each in ids.values()],
        )
        session.execute(
            insert(Revision),
            [
                {"id": number, "comment_id": ids[number], "number": 1, "text": said, "created_at": NOON}
                for number, said in numbered
            ],
        )
        session.execute(
            insert(Fingerprint),
            [
                {"number": each, "revision_id": number, "day": 0}
                for number, said in numbered
                for each in fingerprints(words_of(said), key_of(first))
            ],
        )


def _timed(parts: Parts, first: Comment, texts: Sequence[str]) -> tuple[list[float], list[float]]:
    """How long keeping each text's fingerprints took, and looking for its copies, in ms; as a submission does both."""
    kept, looked = [], []
    for said in texts:
        with parts.database.writing() as session:
            comment = session.merge(first, load=False)
            revision = comments.add_comment(
                session,
                comment_id=comments.new_id(NOON),
                article=comment.article,
                author=comment.author,
                parent=None,
                text=said,
                findings=[],
                now=NOON,
            )
            begun = time.perf_counter()
            remember(session, revision, NOON)
            remembered = time.perf_counter()
            repeats_of(session, revision, None)
            kept.append((remembered - begun) * 1000)
            looked.append((time.perf_counter() - remembered) * 1000)
    return kept, looked


def _figures(about: str, kept: Sequence[float], looked: Sequence[float]) -> Iterator[Figure]:
    yield Figure(f"{about}: fingerprints kept, p50", statistics.median(kept), "ms", most=MOST_MS)
    yield Figure(f"{about}: copies looked for, p50", statistics.median(looked), "ms", most=MOST_MS)
    yield Figure(f"{about}: copies looked for, p99", statistics.quantiles(looked, n=100)[98], "ms")


if __name__ == "__main__":
    sys.exit(main())
