"""An article at the desk: how its thread stands, what was done there, and every comment under it."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from moderation.domain.articles import Mode
from moderation.domain.callers import require_manager
from moderation.domain.comments import Status
from moderation.domain.errors import Conflict, Malformed, Refused
from moderation.use_cases.review_article import review_article
from moderation.web.callers import caller, parts
from moderation.web.desk.acting import mode_in, said_of, set_mode
from moderation.web.desk.forms import place_after, way_back
from moderation.web.desk.messages import tell
from moderation.web.desk.showing import room_page
from moderation.web.errors import status_of

threads = Blueprint("threads", __name__, url_prefix="/articles/<site:site>/<article:article>")

MODES = (
    ("", "As the rules say", "What the site and the section say of all their articles."),
    (Mode.PRE.value, "Look at each first", "Every comment waits for a community manager."),
    (Mode.CLOSED.value, "Closed", "Nobody writes here any more; what is there stays."),
)
"""What the form offers for one article."""


@threads.get("")
def article(site: str, article: str) -> ResponseReturnValue:
    """An article with its comments, whatever their status, latest first."""
    return _page(site, article)


@threads.post("/mode")
def mode(site: str, article: str) -> ResponseReturnValue:
    """Say how the article takes comments."""
    require_manager(caller())
    try:
        act = set_mode(site, article)
    except (Conflict, Malformed) as refusal:
        return _page(site, article, refusal)
    title = review_article(parts(), caller(), site, article).title
    tell(said_of(mode_in("mode"), title), act=act)
    return redirect(
        url_for(".article", site=site, article=article, back=way_back(url_for("desk.queue"))), 303
    )


def _page(site: str, article: str, refusal: Refused | None = None) -> ResponseReturnValue:
    found = review_article(parts(), caller(), site, article, after=place_after(request.args))
    return room_page(
        "article.html",
        "Queue",
        status=status_of(refusal) if refusal else 200,
        found=found,
        back=way_back(url_for("desk.queue")),
        is_first="after" not in request.args,
        statuses=Status,
        modes=MODES,
        is_on_the_web=(found.url or "").startswith(("https://", "http://")),
        refusal=refusal,
    )
