"""Bringing along what another system tells: its articles, authors and comments, many in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.addresses import web_address
from moderation.domain.articles import Origin
from moderation.domain.comments import Status
from moderation.domain.moving import Brought, Round, Told, ToldArticle, ToldComment, Unusable, stood
from moderation.domain.pages import NotFetched
from moderation.domain.retention import TEXT_ERASED
from moderation.domain.stories import spellings
from moderation.storage import articles, importing, jobs
from moderation.storage.importing import Arrival
from moderation.use_cases.steps.judging import SCORE

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.account_tables import Site

ARTICLE, COMMENT = "article", "comment"
LONGEST_NAME, LONGEST_AUTHOR, LONGEST_ID = 80, 180, 200
LONGEST_TEXT, LONGEST_ARTICLE = 100_000, 1_000_000
"""Ten times what may be written here: others allowed more, yet no page should have to show everything."""

NAMELESS = "Guest"


@dataclass(frozen=True)
class Bringing:
    """One transaction in which something of ``source`` is brought along to ``site``; ``brought`` counts what was."""

    session: Session
    site: Site
    source: str
    brought: Brought
    now: datetime

    def bring(self, told: Sequence[Told], this: Round) -> None:
        """Keep what is not here yet; ``this`` round counts what moved and what waits for another one."""
        for each in told:
            if isinstance(each, ToldArticle):
                self._bring_article(each)
        if this.is_first:
            for each in told:
                if isinstance(each, Unusable):
                    self.brought.leave(each)
        self._bring_comments([each for each in told if isinstance(each, ToldComment)], this)

    def _bring_article(self, told: ToldArticle) -> None:
        """Have the article here: the one that the site has by this id or address already, else a new one."""
        if len(told.id) > LONGEST_ID:
            self.brought.leave(Unusable(f"article {told.id[:40]}…", "its id is longer than any that is kept"))
            return
        if self._known(ARTICLE, [told.id]):
            return
        addresses = spellings(told.url) if told.url else ()
        there = articles.article_told_by(self.session, self.site.slug, addresses, told.external_id)
        number = there.id if there else self._new_article(told)
        if number is not None:  # else somebody made it this very moment, and the next run finds it
            importing.mark(self.session, self.site, self.source, ARTICLE, {told.id: str(number)})

    def _new_article(self, told: ToldArticle) -> int | None:
        fields = {
            "title": told.title,
            "text": told.text[:LONGEST_ARTICLE],
            "url": _linkable(told.url),
            "section_path": told.section,
            "is_open": told.is_open,
            "published_at": told.published_at,
            "origin": Origin.FEED,
        }
        self.brought.articles += 1
        return articles.add_article(self.session, self.site, told.external_id, fields, self.now)

    def _bring_comments(self, told: Sequence[ToldComment], this: Round) -> None:
        under = self._known(ARTICLE, {each.article for each in told})
        here = self._here(told)
        new = self._new(told, under, here, this)
        authors = self._authors(new)
        arrivals: dict[str, Arrival] = {}
        for each in new:
            if each.parent and each.parent not in here and not this.uproots:
                this.waiting += 1
                continue
            author = authors[self._author_id(each)]
            arrivals[each.id] = here[each.id] = self._arrival(each, int(under[each.article]), author, here)
        importing.add_arrivals(self.session, list(arrivals.values()), self.now)
        ours = {foreign: arrival.id for foreign, arrival in arrivals.items()}
        importing.mark(self.session, self.site, self.source, COMMENT, ours)
        held = [each.id for each in arrivals.values() if each.status is Status.HELD]
        jobs.add_jobs(self.session, SCORE, held, self.now)
        self._count([each for each in new if each.id in arrivals])
        this.moved += len(arrivals)

    def _here(self, told: Sequence[ToldComment]) -> dict[str, Arrival]:
        """Those of the comments that are here already, and of their parents, by the other system's ids."""
        known = self._known(
            COMMENT, {each.id for each in told} | {each.parent for each in told if each.parent}
        )
        there = importing.arrived(self.session, known.values())
        return {foreign: there[ours] for foreign, ours in known.items() if ours in there}

    def _new(
        self, told: Sequence[ToldComment], under: Collection[str], here: Collection[str], this: Round
    ) -> list[ToldComment]:
        """Those that are not here and can be; the others are counted in the first round."""
        new: dict[str, ToldComment] = {}
        for each in told:
            if each.id in here or each.id in new:
                self.brought.known += this.is_first
            elif complaint := _complaint(each, under):
                if this.is_first:
                    self.brought.leave(Unusable(f"comment {each.id}", complaint))
            else:
                new[each.id] = each
        return list(new.values())

    def _authors(self, told: Sequence[ToldComment]) -> dict[str, int]:
        names = {self._author_id(each): each.name.strip()[:LONGEST_NAME] or NAMELESS for each in told}
        numbers, made = importing.authors_at(self.session, self.site, names, self.now)
        self.brought.authors += made
        return numbers

    def _author_id(self, told: ToldComment) -> str:
        return f"{self.source}:{told.author}"[:LONGEST_AUTHOR]

    def _arrival(self, told: ToldComment, article: int, author: int, here: dict[str, Arrival]) -> Arrival:
        """The comment as it is kept, under its article; one that stood elsewhere than its parent stands by itself."""
        parent = here.get(told.parent) if told.parent else None
        if parent and parent.article_id != article:
            parent = None
        self.brought.uprooted += bool(told.parent) and parent is None
        created_at = min(told.created_at, self.now)
        comment_id = importing.id_for(created_at, parent)
        return Arrival(
            id=comment_id,
            article_id=article,
            author_id=author,
            parent_id=parent.id if parent else None,
            root_id=parent.root_id if parent else comment_id,
            status=told.status,
            text=told.text.strip() or TEXT_ERASED,
            created_at=created_at,
            finding=stood(self.source, told).as_row(),
        )

    def _count(self, moved: Iterable[ToldComment]) -> None:
        for each in moved:
            self.brought.comments[each.status] += 1
            if each.why:
                self.brought.against[each.why] += 1

    def _known(self, kind: str, ids: Collection[str]) -> dict[str, str]:
        return importing.known(self.session, self.site, self.source, kind, ids)


def _complaint(told: ToldComment, under: Collection[str]) -> str:
    """Why the comment cannot be brought along, if it cannot."""
    if told.article not in under:
        return "its article did not come along"
    if len(told.id) > LONGEST_ID:
        return "its id is longer than any that is kept"
    if len(told.text) > LONGEST_TEXT:
        return f"it is longer than {LONGEST_TEXT:,} characters"
    return "" if told.text.strip() or told.status is Status.WITHDRAWN else "it has no text"


def _linkable(url: str | None) -> str | None:
    """The address as pages may link it; None when it is none that anybody could follow."""
    try:
        return str(web_address(url)) if url else None
    except NotFetched:
        return None
