"""The queues of the desk, and one comment with all that is known of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask.views import MethodView

from moderation.schemas.desk_comments import ReviewOut
from moderation.schemas.desk_decisions import ClaimOut
from moderation.schemas.desk_queue import QueueIn, QueueOut
from moderation.use_cases.claim_comment import claim_comment
from moderation.use_cases.release_comment import release_comment
from moderation.use_cases.review_comment import review_comment
from moderation.use_cases.review_queue import review_queue
from moderation.use_cases.see_colleagues import see_colleagues
from moderation.web import places
from moderation.web.api.desk.front import KEY, READS, area_of, at_the_desk, manager, parts

if TYPE_CHECKING:
    from moderation.use_cases.steps.reviewing import Review

queue = at_the_desk("desk_queue", "What waits for a community manager.")


@queue.route("/queue")
class QueueAddress(MethodView):
    """The queues."""

    @queue.doc(operationId="reviewQueue", security=KEY)
    @queue.arguments(QueueIn, location="query")
    @queue.response(200, QueueOut)
    @queue.refuses(*READS)
    def get(self, said: dict[str, Any]) -> dict[str, Any]:
        """Read a queue, with all that is needed to decide on each comment."""
        asked = replace(said["asked"], area=area_of(said["section"]))
        after = places.read(said["cursor"], asked.compares, field="cursor")
        found = review_queue(parts(), manager(), asked, after=after, limit=said["limit"])
        return {
            "comments": found.reviews,
            "next": places.written(found.next) if found.next else None,
            "counts": {queue.value: number for queue, number in found.counts.items()},
            "waiting_since": found.waiting_since,
            "looked_at_by": see_colleagues(parts(), manager(), [each.id for each in found.reviews]),
        }


@queue.route("/comments/<uuid:comment>")
class CommentAddress(MethodView):
    """One comment."""

    @queue.doc(operationId="reviewComment", security=KEY)
    @queue.response(200, ReviewOut)
    @queue.refuses(*READS)
    def get(self, comment: UUID) -> Review:
        """Read a comment with its scores, evidence, thread, author's record and history."""
        return review_comment(parts(), manager(), str(comment))


@queue.route("/comments/<uuid:comment>/claim")
class ClaimAddress(MethodView):
    """That one looks at a comment now."""

    @queue.doc(operationId="claimComment", security=KEY)
    @queue.response(200, ClaimOut)
    @queue.refuses(*READS)
    def put(self, comment: UUID) -> dict[str, str | None]:
        """Say that you look at a comment, so that colleagues take another; nobody is kept from deciding."""
        return {"colleague": claim_comment(parts(), manager(), str(comment))}

    @queue.doc(operationId="releaseComment", security=KEY)
    @queue.response(204)
    @queue.refuses(401, 403, 429)
    def delete(self, comment: UUID) -> None:
        """Say that you look at it no more."""
        release_comment(parts(), manager(), str(comment))
