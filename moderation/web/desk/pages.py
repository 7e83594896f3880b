"""The desk's front: who may come in, the queue, and one comment by itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from moderation.domain.errors import Refused, TooMany, Unavailable
from moderation.use_cases.list_places import list_places
from moderation.use_cases.review_queue import review_queue
from moderation.web import places
from moderation.web.callers import caller, parts, reader
from moderation.web.desk import queues
from moderation.web.desk.account import account
from moderation.web.desk.acting import acting
from moderation.web.desk.asks import asks
from moderation.web.desk.audit import audit
from moderation.web.desk.authors import authors
from moderation.web.desk.batching import batching
from moderation.web.desk.blocking import blocking
from moderation.web.desk.deciding import deciding
from moderation.web.desk.entrance import entrance
from moderation.web.desk.following import following
from moderation.web.desk.hooks import hooks
from moderation.web.desk.insight import insight
from moderation.web.desk.labels import labels
from moderation.web.desk.machines import machines
from moderation.web.desk.people import people
from moderation.web.desk.rules import rules
from moderation.web.desk.search import search
from moderation.web.desk.showing import comment_page, desk_page, page, room_page
from moderation.web.desk.threads import threads
from moderation.web.desk.transparency import transparency
from moderation.web.errors import refused as plainly_refused
from moderation.web.errors import status_of

desk = Blueprint("desk", __name__, url_prefix="/desk")
desk.register_blueprint(entrance)
desk.register_blueprint(deciding)
desk.register_blueprint(batching)
desk.register_blueprint(following)
desk.register_blueprint(account)
desk.register_blueprint(people)
desk.register_blueprint(machines)
desk.register_blueprint(labels)
desk.register_blueprint(hooks)
desk.register_blueprint(blocking)
desk.register_blueprint(audit)
desk.register_blueprint(rules)
desk.register_blueprint(search)
desk.register_blueprint(acting)
desk.register_blueprint(authors)
desk.register_blueprint(threads)
desk.register_blueprint(asks)
desk.register_blueprint(insight)
desk.register_blueprint(transparency)


@desk.before_request
def let_in() -> ResponseReturnValue | None:
    """Send those who are signed out to the sign-in form, new managers to the password form, and those of whom a second
    factor is demanded to where they set it up.

    Only for reading: a form is refused instead, so that nothing that was written in it is lost.
    """
    if request.method not in {"GET", "HEAD"} or request.blueprint == "desk.entrance":
        return None
    visitor = reader()
    if visitor.account_id is None:
        return redirect(url_for("desk.entrance.sign_in_form", back=request.full_path.rstrip("?")))
    if visitor.must_change_password:
        return redirect(url_for("desk.entrance.password_form"))
    if visitor.must_set_up_factor and request.blueprint != "desk.account":
        return redirect(url_for("desk.account.factor_form"))
    return None


@desk.errorhandler(Refused)
def refused(refusal: Refused) -> ResponseReturnValue:
    """What was turned down, and the way on from there, for those at work in the desk's frame."""
    if isinstance(refusal, Unavailable):
        return plainly_refused(refusal)  # nothing may be asked of storage now
    status, visitor = status_of(refusal), reader()
    is_at_work = visitor.is_manager and not (visitor.must_change_password or visitor.must_set_up_factor)
    given: dict[str, Any] = {"status": status, "refusal_status": status, "refusal": refusal}
    if is_at_work and "HX-Request" not in request.headers:  # a script takes nothing but the words
        answer = room_page("refused.html", "", framed=True, **given)
    else:
        answer = page("refused.html", framed=False, **given)
    if isinstance(refusal, TooMany):
        answer.headers["Retry-After"] = str(refusal.retry_after_s)
    return answer


@desk.get("")
def queue() -> ResponseReturnValue:
    """One of the queues, narrowed and in the order that the address asks for."""
    asked = queues.asked_in(request.args)
    after = places.read(request.args.get("after"), asked.compares)
    found = review_queue(parts(), caller(), asked, after=after)
    return desk_page(
        "queue.html",
        counts=found.counts,
        tab=asked.queue,
        asked=asked,
        reviews=found.reviews,
        more=places.written(found.next) if found.next else None,
        where_from=list_places(parts(), caller()),
        wait=parts().now() - found.waiting_since if found.waiting_since else None,
        target=found.target,
        newest=found.newest,
        colleagues=found.colleagues,
        decided_at=found.decided_at,
        back=queues.address(asked),
        refusal=None,
        complaints={},
        said={},
    )


@desk.get("/comments/<uuid:comment_id>")
def comment(comment_id: UUID) -> ResponseReturnValue:
    """One comment by itself, wherever it stands now."""
    return comment_page(str(comment_id))
