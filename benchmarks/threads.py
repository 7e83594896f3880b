"""Articles of the demo site with many comments under them, written into the tables at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

from moderation.parts import Parts
from moderation.storage import articles, authors, sites
from moderation.storage.columns import time_ordered_id
from moderation.storage.own_tables import Respect
from tests.crowding import Drawn, write

AUTHORS = 100
REPLIES, RESPECTED, RESPECTS = 3, 7, 9
"""First comments have none to two replies in turns; one in seven is respected, by one to nine readers in turns."""


def fill(parts: Parts, site: str, article: str, first_ones: int, texts: Sequence[str]) -> int:
    """Write so many first comments and their replies under an article that is there; how many comments that makes."""
    now = datetime.now(UTC)
    with parts.database.writing() as session:
        place = sites.site_named(session, site)
        under = articles.article_named(session, place, article).id
        who = [
            authors.author_of_identity(session, place, f"bench-{number}", f"Reader {number}", now).id
            for number in range(AUTHORS)
        ]
        roots, replies = _drawn(first_ones, now)
        for drawn in (roots, replies):
            write(session, drawn, under, who, texts)
        respects = [
            {"comment_id": each, "author_id": author, "made_at": now}
            for number, (each, _, _) in enumerate(roots)
            if number % RESPECTED == 0
            for author in who[: 1 + number % RESPECTS]
        ]
        session.execute(insert(Respect), respects)
        return len(roots) + len(replies)


def _drawn(first_ones: int, now: datetime) -> tuple[list[Drawn], list[Drawn]]:
    moments = [now - timedelta(seconds=10 * (first_ones - number)) for number in range(first_ones)]
    roots: list[Drawn] = [(time_ordered_id(moment), None, moment) for moment in moments]
    replies: list[Drawn] = [
        (time_ordered_id(moment := at + timedelta(seconds=1 + place)), root, moment)
        for number, (root, _, at) in enumerate(roots)
        for place in range(number % REPLIES)
    ]
    return roots, replies
