"""The readers' pages: the front page, an article with its comments, and posting one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from moderation.domain.errors import Malformed, NotFound, NotSignedIn, Refused, TooMany
from moderation.use_cases.acknowledge_warning import acknowledge_warning
from moderation.use_cases.consider_draft import Draft, Nudge, consider_draft
from moderation.use_cases.count_notices import count_notices
from moderation.use_cases.list_articles import list_articles
from moderation.use_cases.submit_comment import submit_comment
from moderation.web.callers import caller, parts, reader
from moderation.web.embed.addresses import Addresses
from moderation.web.embed.asking import listing, new_comment, said
from moderation.web.embed.asks import asks
from moderation.web.embed.choosing import choosing
from moderation.web.embed.entrance import entrance
from moderation.web.embed.feeds import feeds
from moderation.web.embed.me import me
from moderation.web.embed.opening import id_at_page
from moderation.web.embed.own import own
from moderation.web.embed.own_address import own_address
from moderation.web.embed.rights import gone
from moderation.web.embed.showing import article_page, nudged_page, refused_page, remember_posted, words
from moderation.web.embed.unsubscribe import unsubscribe
from moderation.web.metrics import count_submission

embed = Blueprint("embed", __name__)
embed.register_blueprint(entrance)
embed.register_blueprint(asks)
embed.register_blueprint(choosing)
me.register_blueprint(own_address)
embed.register_blueprint(feeds)
embed.register_blueprint(me)
embed.register_blueprint(gone)
embed.register_blueprint(unsubscribe)


@embed.context_processor
def bell() -> dict[str, Callable[[], int]]:
    """How many notices the reader has not read, for every page with a masthead; asked only where it is shown."""
    return {"unread": lambda: count_notices(parts(), reader())}


embed.register_blueprint(own)


@embed.get("/")
def front() -> str:
    """Every site's latest articles."""
    return render_template("embed/front.html", fronts=list_articles(parts()), visitor=reader(), **words())


@embed.get("/sites/<site:site>/articles/<article:article>")
def article(site: str, article: str) -> ResponseReturnValue:
    """An article, and the comments beneath it; one that is unknown is opened when ``url`` says whose page it is, and
    where that page has an article already, the reader is sent on to it.
    """
    asked = listing(site, article)
    try:
        return article_page(site, article, asked)
    except NotFound as unknown:
        known = id_at_page(site, article, unknown)
    if known != article:
        return redirect(Addresses(listing(site, known)).here)
    return article_page(site, article, asked)


@embed.post("/sites/<site:site>/articles/<article:article>/comments")
def post_comment(site: str, article: str) -> ResponseReturnValue:
    """Post a comment, then show it in its place; when it is refused, the text stays in the form."""
    form = said()
    asked = listing(site, article)
    try:
        nudge = None if form.is_nudged else _nudge(site, article, form.text)
        if nudge is not None:
            return nudged_page(site, article, form, nudge)
        submitted = submit_comment(parts(), caller(), new_comment(site, article, form))
    except Refused as refusal:
        return refused_page(site, article, form, refusal)
    count_submission(submitted.status.value)
    remember_posted(submitted.id, submitted.status, is_reply=form.parent is not None)
    return redirect(Addresses(asked).comment(submitted.id), 303)


def _nudge(site: str, article: str, text: str) -> Nudge | None:
    """What its author is asked to look at again; nobody is kept from posting by having been asked too often."""
    with suppress(TooMany, NotSignedIn, Malformed):
        return consider_draft(parts(), caller(), Draft(site, article, text))
    return None


@embed.post("/sites/<site:site>/articles/<article:article>/understood/<int(max=2147483647):sanction>")
def understood(site: str, article: str, sanction: int) -> ResponseReturnValue:
    """Say that a warning is understood; one that does not count any more needs no word."""
    with suppress(NotFound):
        acknowledge_warning(parts(), caller(), site, sanction)
    return redirect(Addresses(listing(site, article)).here + "#comments", 303)
