"""Answering what is asked about comments: keeping what was reported, settling appeals, and stating reasons."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from moderation.domain.callers import require_manager
from moderation.domain.errors import Malformed
from moderation.use_cases.count_queue import count_queue
from moderation.use_cases.keep_comment import keep_comment
from moderation.use_cases.review_comment import review_comment
from moderation.use_cases.settle_appeal import Answer, settle_appeal
from moderation.use_cases.state_reasons import state_reasons
from moderation.web.callers import caller, parts
from moderation.web.desk.deciding import keeping_what_was_said
from moderation.web.desk.forms import message, number, way_back, words
from moderation.web.desk.messages import tell
from moderation.web.desk.showing import desk_page

asks = Blueprint("asks", __name__)


@asks.before_request
def let_in() -> None:
    """Refuse all but community managers, before a word of the form is read."""
    if request.method == "POST":
        require_manager(caller())


@asks.post("/comments/<uuid:comment_id>/keep")
@keeping_what_was_said
def keep(comment_id: str) -> ResponseReturnValue:
    """Let a reported comment stand."""
    decision = keep_comment(parts(), caller(), comment_id, number("version"))
    return _done(comment_id, decision, "Kept {}’s comment; its reports are settled.")


@asks.post("/comments/<uuid:comment_id>/answer")
@keeping_what_was_said
def answer(comment_id: str) -> ResponseReturnValue:
    """Answer the appeal of a comment's author."""
    upholds = {"yes": True, "no": False}.get(words("upholds"))
    if upholds is None:
        complaint = "Uphold the appeal, or let the decision stand."
        raise Malformed(complaint, fields={"answer": [complaint]})
    said = Answer(upholds, message("answer"))
    decision = settle_appeal(parts(), caller(), comment_id, number("version"), said)
    done = "Upheld {}’s appeal: the comment is published." if upholds else "Denied {}’s appeal."
    return _done(comment_id, decision, done)


@asks.get("/decisions/<int(max=2147483647):decision>")
def statement(decision: int) -> ResponseReturnValue:
    """The statement of reasons of a decision, to be read or printed."""
    stated = state_reasons(parts(), caller(), decision)
    counts = count_queue(parts(), caller())
    return desk_page("statement.html", counts=counts, tab=None, reviews=[], back="", statement=stated)


def _done(comment_id: str, decision: int, done: str) -> ResponseReturnValue:
    author = review_comment(parts(), caller(), comment_id).author
    tell(done.format(author), comment=comment_id, decision=decision)
    return redirect(way_back(url_for("desk.queue")), 303)
