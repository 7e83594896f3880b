"""Read the comments under an article: what is published, and the reader's own, in pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.domain.comments import GONE, Status
from moderation.domain.errors import Malformed, NotFound
from moderation.storage import articles, comments, follows, mutes
from moderation.storage import listing as pages
from moderation.storage.respects import respected_by
from moderation.use_cases.steps.own_authors import own_authors
from moderation.use_cases.steps.showing import ShownComment, shown

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.tables import Article, Comment

SORTS = ("newest", "oldest", "most_replied", "most_respected")
REPLIES_SHOWN = 3
"""How many replies come along with each first-level comment."""


@dataclass(frozen=True)
class Listing:
    """What is asked for: where, in which order, how much, after which place, and below which comment if any.

    ``show`` is a comment that the first page must show wherever the order puts it; later pages then leave it out.
    ``keeps_held`` leaves the place of a first comment with a thread below it that is held since it was edited, without
    its words.
    """

    site: str
    article: str
    sort: str = "newest"
    after: tuple[int, str] | None = None
    limit: int = 20
    parent: str | None = None
    show: str | None = None
    keeps_held: bool = False


@dataclass(frozen=True)
class Page:
    """A page of comments; ``next`` is the place to go on after, None at the end; ``total`` counts all published.

    ``root`` is the comment that replies were asked for below.
    """

    comments: Sequence[ShownComment]
    next: tuple[int, str] | None
    total: int
    root: ShownComment | None = None


def list_comments(parts: Parts, caller: Caller, listing: Listing) -> Page:
    """A page of the comments under an article, or of the replies in one thread, oldest first.

    Raises:
        NotFound: when the site, the article or the parent is unknown.
        Malformed: when there is no such order.
    """
    if listing.sort not in SORTS:
        raise Malformed("There is no such order.", fields={"sort": [f"One of {', '.join(SORTS)}."]})
    with parts.database.reading() as session:
        article = articles.article_at(session, listing.site, listing.article)
        own = own_authors(session, caller)
        look = _Look(session, article, own, listing, mutes.muted_by(session, own))
        page = _first_level(look) if listing.parent is None else _thread(look, listing.parent)
        return replace(page, total=pages.published_count(session, article))


@dataclass(frozen=True)
class _Look:
    """One reader, who is these authors and has muted those, looking at one article."""

    session: Session
    article: Article
    own: Sequence[int]
    listing: Listing
    muted: frozenset[int]

    def may_see(self, comment: Comment) -> bool:
        """Whether the comment is published here, or was and is gone, or the reader's own."""
        shows = comment.status in {Status.PUBLISHED, *GONE} or comment.author_id in self.own
        return shows and comment.article_id == self.article.id

    def shows(self, comment: Comment) -> bool:
        """Whether the comment is there for the reader, or at least its place."""
        is_edited = comment.status is Status.HELD and comment.revision_number > 1
        keeps = self.listing.keeps_held and is_edited and comment.reply_count > 0
        return self.may_see(comment) or (keeps and comment.article_id == self.article.id)

    @property
    def sight(self) -> pages.Sight:
        """The reader as one who looks at first-level comments."""
        return pages.Sight(self.own, self.listing.keeps_held)


def _first_level(look: _Look) -> Page:
    session, listing = look.session, look.listing
    found = pages.roots(
        session, look.article, look.sight, sort=listing.sort, after=listing.after, limit=listing.limit + 1
    )
    page, more = found[: listing.limit], found[listing.limit :]
    place = pages.place_in(listing.sort, page[-1]) if more else None
    asked_for = _asked_for(look)
    roots = _with_thread(look, page, asked_for[-1].root_id) if asked_for else page
    below = pages.replies_below(session, [root.id for root in roots], look.own, REPLIES_SHOWN + 3)
    threads = [_opened(root, below[root.id], asked_for) for root in roots]
    return Page(_with_texts(look, threads), place, 0)


def _asked_for(look: _Look) -> Sequence[Comment]:
    """The comment to be shown for certain, after the reply that it answers; nothing when the reader may not see it."""
    if look.listing.show is None:
        return ()
    try:
        comment = comments.comment_with(look.session, look.listing.show)
    except NotFound:
        return ()
    answered = comment.parent if comment.parent_id != comment.root_id else None
    wished = (answered, comment) if answered and look.may_see(answered) else (comment,)
    return wished if look.may_see(comment) else ()


def _with_thread(look: _Look, page: Sequence[Comment], root_id: str) -> Sequence[Comment]:
    """The first page with this thread, on top where the order has it elsewhere; a later page without it."""
    others = [root for root in page if root.id != root_id]
    if look.listing.after is not None:
        return others
    if len(others) < len(page):
        return page
    root = pages.root_with(look.session, look.article, look.sight, root_id)
    return [root, *page] if root else page


@dataclass(frozen=True)
class _Opened:
    """A thread as far as it is unfolded."""

    root: Comment
    replies: Sequence[Comment]
    is_whole: bool


def _opened(root: Comment, below: Sequence[Comment], asked_for: Sequence[Comment]) -> _Opened:
    first, rest = below[:REPLIES_SHOWN], below[REPLIES_SHOWN:]
    known = {reply.id for reply in first}
    beyond = [
        each for each in asked_for if each.root_id == root.id and each.parent_id and each.id not in known
    ]
    known |= {reply.id for reply in beyond}
    return _Opened(root, [*first, *beyond], all(reply.id in known for reply in rest))


def _with_texts(look: _Look, threads: Sequence[_Opened]) -> list[ShownComment]:
    everyone = [comment for thread in threads for comment in (thread.root, *thread.replies)]
    seen = _seen(look, everyone)
    return [
        replace(
            seen[thread.root.id],
            reply_count=thread.root.reply_count,
            replies=[seen[reply.id] for reply in thread.replies],
            hidden_replies=thread.root.reply_count
            - sum(reply.status is Status.PUBLISHED for reply in thread.replies),
            unfold_after=None if thread.is_whole else thread.replies[REPLIES_SHOWN - 1].id,
        )
        for thread in threads
    ]


def _seen(look: _Look, found: Sequence[Comment]) -> dict[str, ShownComment]:
    """What the reader sees of these comments, by id."""
    ids = [comment.id for comment in found]
    texts, respected = comments.texts_of(look.session, ids), respected_by(look.session, look.own, ids)
    roots = [comment.id for comment in found if comment.parent_id is None]
    followed = follows.followed_by(look.session, look.own, roots)
    return {
        comment.id: replace(
            shown(look.session, comment, texts[comment.id], look.own),
            is_muted=comment.author_id in look.muted,
            is_respected=comment.id in respected,
            is_followed=comment.id in followed,
        )
        for comment in found
    }


def _thread(look: _Look, parent_id: str) -> Page:
    listing = look.listing
    parent = comments.comment_with(look.session, parent_id)
    root = comments.comment_with(look.session, parent.root_id)
    if not (look.shows(parent) and look.shows(root)):
        raise NotFound("There is no such comment.", code="unknown_comment")
    after = listing.after[1] if listing.after else None
    found = pages.thread(look.session, root.root_id, look.own, after=after, limit=listing.limit + 1)
    page, more = found[: listing.limit], found[listing.limit :]
    known = {comment.id for comment in _asked_for(look)}
    seen = _seen(look, [parent, *page])
    replies = [seen[reply.id] for reply in page if reply.id not in known]
    return Page(replies, (0, page[-1].id) if more else None, 0, seen[parent.id])
