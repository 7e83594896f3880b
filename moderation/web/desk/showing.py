"""Putting desk pages together: what every page is given, and the page of one comment."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from flask import Response, make_response, render_template, request, url_for

from moderation.domain.attributes import label_of
from moderation.domain.errors import Malformed, Refused
from moderation.domain.queues import Asked, Queue
from moderation.use_cases.check_readiness import check_readiness
from moderation.use_cases.count_queue import count_queue
from moderation.use_cases.list_alerts import list_alerts
from moderation.use_cases.review_comment import review_comment
from moderation.use_cases.see_colleagues import see_colleagues
from moderation.web import moments
from moderation.web.callers import caller, parts, reader
from moderation.web.desk import queues, words
from moderation.web.desk.forms import way_back
from moderation.web.desk.grounds import grounds_of
from moderation.web.desk.messages import told
from moderation.web.desk.rooms import rooms_for
from moderation.web.errors import status_of

if TYPE_CHECKING:
    from moderation.domain.topics import OtherArticle
    from moderation.use_cases.steps.reviewing import Review


def page(template: str, *, status: int = 200, **given: Any) -> Response:
    """A desk page, with the words that its templates speak."""
    now = parts().now()
    return make_response(
        render_template(
            f"desk/{template}",
            visitor=reader(),
            ago=partial(moments.ago, now=now),
            exactly=moments.exactly,
            lasting=partial(words.lasting, now=now),
            counted=partial(words.counted, now=now),
            words=words,
            rooms=rooms_for(reader()),
            **given,
        ),
        status,
    )


def desk_page(
    template: str, *, counts: Mapping[Queue, int], tab: Queue | None, status: int = 200, **given: Any
) -> Response:
    """A page of the desk proper: with the tabs, the message of what was done, and the scorer's state."""
    return page(
        template,
        status=status,
        counts=counts,
        tab=tab,
        queues=queues,
        everything=Asked(),
        asked=given.pop("asked", Asked()),
        looking=see_colleagues(parts(), caller(), [review.id for review in given.get("reviews", ())]),
        message=told(),
        alerts=list_alerts(parts(), caller()),
        scorer=check_readiness(parts()).scorer,
        label_of=label_of,
        grounds_of=grounds_of,
        article_address=article_address,
        other_address=other_address,
        **given,
    )


def room_page(template: str, room_name: str, *, status: int = 200, **given: Any) -> Response:
    """A page of another room than the queue: with the message of what was done, and the scorer's state."""
    return page(
        template,
        status=status,
        room_name=room_name,
        message=told(),
        scorer=check_readiness(parts()).scorer,
        **given,
    )


def comment_page(comment_id: str, *, refusal: Refused | None = None) -> Response:
    """One comment by itself, in the queue it came from; after a refusal with that, and what was said kept."""
    review = review_comment(parts(), caller(), comment_id)
    back = way_back(url_for("desk.comment", comment_id=comment_id))
    asked = queues.asked_at(back)
    return desk_page(
        "comment.html",
        counts=count_queue(parts(), caller(), asked or Asked()),
        tab=asked.queue if asked else None,
        asked=asked or Asked(),
        status=status_of(refusal) if refusal else 200,
        reviews=[review],
        refusal=refusal,
        complaints=refusal.fields if isinstance(refusal, Malformed) else {},
        said=request.form,
        back=back,
    )


def article_address(review: Review) -> str:
    """Where the article can be read: at its site, when that is on the web, else on our own page."""
    url = review.article_url or ""
    is_on_the_web = url.startswith(("https://", "http://"))
    return url if is_on_the_web else url_for("embed.article", site=review.site, article=review.article)


def other_address(review: Review, other: OtherArticle) -> str:
    """Where the other article can be read that a comment reads like: on our own page."""
    return url_for("embed.article", site=review.site, article=other.article)
