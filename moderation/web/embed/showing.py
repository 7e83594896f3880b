"""The page of an article with its comments: the same page for every order, place, answer and complaint."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from flask import Response, render_template, session

from moderation.domain.comments import MAX_CHARACTERS, Status
from moderation.domain.errors import Malformed, NotSignedIn, Refused, TooMany, Unavailable
from moderation.domain.sanctions import until
from moderation.use_cases.list_comments import Listing, Page, list_comments
from moderation.use_cases.show_article import show_article
from moderation.use_cases.show_sanction import show_sanction
from moderation.web import moments
from moderation.web.callers import parts, reader
from moderation.web.embed import wording
from moderation.web.embed.addresses import Addresses
from moderation.web.embed.asking import Said, is_comment_id, listing
from moderation.web.errors import status_of

if TYPE_CHECKING:
    from markupsafe import Markup

    from moderation.use_cases.consider_draft import Nudge
    from moderation.use_cases.steps.showing import ShownComment

SORTS = {
    "newest": "Newest",
    "oldest": "Oldest",
    "most_replied": "Most replied",
    "most_respected": "Most respected",
}

BECAME = {
    Status.PUBLISHED: "Your {} is published.",
    Status.HELD: "Your {} is awaiting review. Until then only you can see it.",
    Status.REJECTED: "Your {} was not published.",
}
"""What a reader is told of a comment or reply just sent, by what became of it."""

_POSTED = "posted"


@dataclass(frozen=True)
class Complaint:
    """Why what was sent is not kept, beside the text, in the form it came from: the parent's id, "" for the first."""

    form: str
    text: str
    message: str
    is_signed_out: bool = False
    marked: Markup | None = None


def remember_posted(comment_id: str, status: Status, *, is_reply: bool) -> None:
    """Have the next page that this browser sees say what became of the comment."""
    remember(comment_id, BECAME[status].format("reply" if is_reply else "comment"))


def remember(comment_id: str, message: str) -> None:
    """Have the next page that this browser sees say this of a comment."""
    session[_POSTED] = [comment_id, message]


def article_page(site: str, article: str, asked: Listing, complaint: Complaint | None = None) -> str:
    """An article with the comments that were asked for.

    Raises:
        NotFound: when the site, the article or the thread is unknown.
    """
    shown = show_article(parts(), site, article)
    page = list_comments(parts(), reader(), asked)
    threads = _threads(page)
    posted, message = session.pop(_POSTED, (None, ""))
    return render_template(
        "embed/article.html",
        article=shown,
        threads=threads,
        total=page.total,
        sort=asked.sort,
        sorts=SORTS,
        is_thread=asked.parent is not None,
        to=Addresses(asked),
        next=page.next if asked.parent is None else None,
        visitor=reader(),
        missed=None if complaint else _missed(asked, threads),
        sanction=show_sanction(parts(), reader(), site),
        until=until,
        complaint=_placed(complaint, threads),
        fresh_key=_fresh_key,
        posted=posted,
        message=message,
        longest=MAX_CHARACTERS,
        **words(),
    )


def refused_page(site: str, article: str, said: Said, refusal: Refused) -> Response:
    """The page again with the text still in its form and the complaint beside it.

    Raises:
        NotFound: when the site or the article is unknown.
    """
    parent = said.parent if is_comment_id(said.parent) else None
    complaint = Complaint(
        form=parent or "",
        text=said.text,
        message=_in_words(refusal, said.text),
        is_signed_out=isinstance(refusal, NotSignedIn),
    )
    response = Response(
        article_page(site, article, listing(site, article, show=parent), complaint), status_of(refusal)
    )
    if isinstance(refusal, TooMany | Unavailable):
        response.headers["Retry-After"] = str(refusal.retry_after_s)
    return response


def nudged_page(site: str, article: str, said: Said, nudge: Nudge) -> str:
    """The page again with the text in its form, and above it what its author is asked to look at; nothing is kept.

    Raises:
        NotFound: when the site or the article is unknown.
    """
    parent = said.parent if is_comment_id(said.parent) else None
    marked = wording.marked(said.text, nudge.marks)
    asking = Complaint(parent or "", said.text, " ".join(nudge.told), marked=marked)
    return article_page(site, article, listing(site, article, show=parent), asking)


def words() -> dict[str, Any]:
    """What templates say times and texts with."""
    now = parts().now()
    return {
        "now": now,
        "ago": lambda then: moments.ago(then, now),
        "day": moments.day,
        "exactly": moments.exactly,
        "still": lambda until: moments.still(until, now),
        "linked": wording.linked,
        "lead": wording.lead,
        "paragraphs": wording.paragraphs,
    }


def _threads(page: Page) -> Sequence[ShownComment]:
    """The threads on a page; where one thread was asked for, it alone."""
    if page.root is None:
        return page.comments
    unfold_after = page.next[1] if page.next else None
    return [replace(page.root, replies=page.comments, unfold_after=unfold_after)]


def _missed(asked: Listing, threads: Sequence[ShownComment]) -> str | None:
    """The comment that somebody signed out was led to and does not see: whether there is one looks the same."""
    is_beginning = asked.after is None and asked.parent is None
    is_here = any(asked.show == each.id for thread in threads for each in (thread, *thread.replies))
    return asked.show if is_beginning and not is_here and not reader().is_reader else None


def _placed(complaint: Complaint | None, threads: Sequence[ShownComment]) -> Complaint | None:
    """The complaint in a form that is on the page: what it answers may have gone meanwhile."""
    here = {comment.id for thread in threads for comment in (thread, *thread.replies)}
    return replace(complaint, form="") if complaint and complaint.form not in here else complaint


def _in_words(refusal: Refused, text: str) -> str:
    """The complaint as one sentence for a reader."""
    if not isinstance(refusal, Malformed):
        return refusal.message
    if refusal.code == "key_reused":
        return "This form was sent before with another text. Send it again to post this one as well."
    if not text.strip():
        return "Write your comment first."
    if len(text) > MAX_CHARACTERS:
        return f"A comment has at most {MAX_CHARACTERS:,} characters; this one has {len(text):,}."
    return " ".join(refusal.fields.get("text") or [refusal.message])


def _fresh_key() -> str:
    """An Idempotency-Key for one form: a double click or a reload makes no second comment."""
    return secrets.token_urlsafe(18)
