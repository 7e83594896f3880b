"""Addresses of one article's page: in another order, further on, or with one comment for certain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import url_for

from moderation.schemas.comments import encode_cursor

if TYPE_CHECKING:
    from moderation.use_cases.list_comments import Listing
    from moderation.use_cases.steps.showing import ShownComment


@dataclass(frozen=True)
class Addresses:
    """Where the links and forms of a page lead, which shows what was asked for."""

    asked: Listing

    @property
    def here(self) -> str:
        """The article's page in this order."""
        return self._page()

    @property
    def post(self) -> str:
        """Where comments are posted."""
        return self._page("embed.post_comment")

    def understood(self, sanction: int) -> str:
        """Where a reader says that they understand a warning."""
        return self._page("embed.understood", sanction=sanction)

    def order(self, sort: str) -> str:
        """The same page in another order."""
        return self._page(sort=sort)

    def comment(self, comment_id: str) -> str:
        """The page on which this comment stands for certain."""
        return self._page(show=comment_id, _anchor=f"comment-{comment_id}")

    def ask(self, what: str, comment_id: str) -> str:
        """The page on which this comment is reported, or a decision on it appealed."""
        return url_for(f"embed.asks.{what}", site=self.asked.site, comment=comment_id)

    def own(self, what: str, comment_id: str) -> str:
        """Where the comment's author changes it: withdraws it, or puts it back."""
        return url_for(f"embed.own.{what}", site=self.asked.site, comment=comment_id)

    def more(self, place: tuple[int, str]) -> str:
        """The page that goes on after this place."""
        return self._page(after=encode_cursor(place), show=self.asked.show)

    def more_replies(self, root: ShownComment) -> str:
        """The replies of a thread that are not on the page."""
        place = encode_cursor((0, root.unfold_after or ""))
        return self._page(thread=root.id, after=place, show=self.asked.show)

    def _page(self, endpoint: str = "embed.article", *, sort: str | None = None, **query: Any) -> str:
        order = sort or self.asked.sort
        kept = order if order != "newest" else None
        return url_for(endpoint, site=self.asked.site, article=self.asked.article, sort=kept, **query)
