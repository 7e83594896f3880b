"""What the script asks for while a page is open: who looks at what, what came in, and what colleagues decided."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from moderation.use_cases.claim_comment import claim_comment
from moderation.use_cases.follow_queue import follow_queue
from moderation.use_cases.release_comment import release_comment
from moderation.web.callers import caller, parts
from moderation.web.desk import queues, words

following = Blueprint("following", __name__)


@following.get("/live")
def live() -> ResponseReturnValue:
    """How the queue stands now; 304 when nothing happened since the last answer.

    ``seen`` names the comments that the page shows as ``id:version``, ``since`` the one that came last.
    """
    seen = dict(_versions(request.args.get("seen", "")))
    pulse = follow_queue(parts(), caller(), queues.asked_in(request.args), seen, _since())
    answer = jsonify(
        counts={queue.value: number for queue, number in pulse.counts.items()},
        colleagues=words.colleagues(pulse.colleagues),
        arrived=pulse.arrived,
        looking=dict(pulse.claims),
        settled={comment_id: words.done(decision) for comment_id, decision in pulse.settled.items()},
    )
    answer.headers["Cache-Control"] = "no-cache"  # ask again each time; that is what the ETag is for
    answer.add_etag()
    return answer.make_conditional(request)


@following.post("/comments/<uuid:comment_id>/claim")
def claim(comment_id: UUID) -> ResponseReturnValue:
    """Say that the manager looks at the comment; the answer names the colleague who does already."""
    return jsonify(by=claim_comment(parts(), caller(), str(comment_id)))


@following.post("/comments/<uuid:comment_id>/release")
def release(comment_id: UUID) -> ResponseReturnValue:
    """Say that the manager looks at it no more."""
    release_comment(parts(), caller(), str(comment_id))
    return "", 204


def _versions(said: str) -> list[tuple[str, int]]:
    pairs = (each.partition(":") for each in said.split(",") if each)
    return [
        (str(UUID(comment_id)), int(version))
        for comment_id, _, version in pairs
        if version.isascii() and version.isdigit() and len(version) < 10 and _is_id(comment_id)
    ]


def _since() -> str | None:
    said = request.args.get("since", "")
    return said if _is_id(said) else None


def _is_id(said: str) -> bool:
    try:
        return str(UUID(said)) == said
    except ValueError:
        return False
