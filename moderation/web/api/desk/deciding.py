"""Deciding on one comment, and what else is done with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask.views import MethodView

from moderation.domain.comments import Action
from moderation.domain.decisions import Choice
from moderation.schemas.desk_decisions import (
    ActOut,
    AnswerIn,
    DecidedOut,
    DecisionIn,
    FeaturedIn,
    ModeIn,
    MoveIn,
    RepliedOut,
    ReplyIn,
    Seen,
    UndoIn,
)
from moderation.use_cases.decide_comment import decide_comment
from moderation.use_cases.feature_comment import feature_comment
from moderation.use_cases.keep_comment import keep_comment
from moderation.use_cases.move_comment import move_comment
from moderation.use_cases.reply_to_comment import reply_to_comment
from moderation.use_cases.review_comment import review_comment
from moderation.use_cases.set_thread_mode import set_thread_mode
from moderation.use_cases.settle_appeal import Answer, settle_appeal
from moderation.use_cases.undo_act import undo_act
from moderation.use_cases.undo_decision import undo_decision
from moderation.web.api.desk.front import KEY, WRITES, at_the_desk, manager, parts, site

deciding = at_the_desk("desk_decisions", "What becomes of one comment.")

Said = dict[str, Any]


@deciding.route("/comments/<uuid:comment>/decisions")
class DecisionsAddress(MethodView):
    """What is decided on a comment."""

    @deciding.once
    @deciding.doc(operationId="decideComment", security=KEY)
    @deciding.arguments(DecisionIn)
    @deciding.response(201, DecidedOut)
    @deciding.refuses(*WRITES)
    def post(self, said: Said, comment: UUID) -> Said:
        """Publish a comment, or reject it for a reason."""
        choice = Choice(Action(said["action"]), said["reason"], said["note"], said["told"])
        return _decided(comment, decide_comment(parts(), manager(), str(comment), said["version"], choice))


@deciding.route("/comments/<uuid:comment>/undo")
class UndoAddress(MethodView):
    """Taking back what was decided."""

    @deciding.once
    @deciding.doc(operationId="undoDecision", security=KEY)
    @deciding.arguments(UndoIn)
    @deciding.response(201, DecidedOut)
    @deciding.refuses(*WRITES)
    def post(self, said: Said, comment: UUID) -> Said:
        """Undo the last decision on a comment: it is again where it was."""
        return _decided(comment, undo_decision(parts(), manager(), str(comment), said["decision"]))


@deciding.route("/comments/<uuid:comment>/keep")
class KeepAddress(MethodView):
    """Reports that are not upheld."""

    @deciding.once
    @deciding.doc(operationId="keepComment", security=KEY)
    @deciding.arguments(Seen)
    @deciding.response(201, DecidedOut)
    @deciding.refuses(*WRITES)
    def post(self, said: Said, comment: UUID) -> Said:
        """Keep a reported comment published; its reports are settled."""
        return _decided(comment, keep_comment(parts(), manager(), str(comment), said["version"]))


@deciding.route("/comments/<uuid:comment>/replies")
class RepliesAddress(MethodView):
    """The managers' answers."""

    @deciding.once
    @deciding.doc(operationId="replyToComment", security=KEY)
    @deciding.arguments(ReplyIn)
    @deciding.response(201, RepliedOut)
    @deciding.refuses(*WRITES)
    def post(self, said: Said, comment: UUID) -> Said:
        """Answer a comment as a community manager; a held one is published with the answer."""
        reply = reply_to_comment(parts(), manager(), str(comment), said["version"], said["text"])
        return {"reply": reply, **_stands(comment)}


@deciding.route("/comments/<uuid:comment>/answer")
class AnswerAddress(MethodView):
    """The answer to an appeal."""

    @deciding.once
    @deciding.doc(operationId="settleAppeal", security=KEY)
    @deciding.arguments(AnswerIn)
    @deciding.response(201, DecidedOut)
    @deciding.refuses(*WRITES)
    def post(self, said: Said, comment: UUID) -> Said:
        """Answer the appeal of a comment's author: publish it after all, or say why not."""
        answer = Answer(said["upholds"], said["answer"])
        return _decided(comment, settle_appeal(parts(), manager(), str(comment), said["version"], answer))


@deciding.route("/comments/<uuid:comment>/featured")
class FeaturedAddress(MethodView):
    """What is picked out."""

    @deciding.doc(operationId="featureComment", security=KEY)
    @deciding.arguments(FeaturedIn)
    @deciding.response(200, ActOut)
    @deciding.refuses(*WRITES)
    def put(self, said: Said, comment: UUID) -> Said:
        """Feature a published comment, or take it from the featured ones."""
        version, is_featured = said["version"], said["featured"]
        return {"act": feature_comment(parts(), manager(), str(comment), version, is_featured=is_featured)}


@deciding.route("/comments/<uuid:comment>/article")
class MoveAddress(MethodView):
    """Where a thread stands."""

    @deciding.doc(operationId="moveComment", security=KEY)
    @deciding.arguments(MoveIn)
    @deciding.response(200, ActOut)
    @deciding.refuses(*WRITES)
    def put(self, said: Said, comment: UUID) -> Said:
        """Move a thread, named by its first comment, to another article of the site."""
        return {"act": move_comment(parts(), manager(), str(comment), said["version"], said["article"])}


@deciding.route("/articles/<article:article>/mode")
class ModeAddress(MethodView):
    """How an article takes comments."""

    @deciding.doc(operationId="setThreadMode", security=KEY)
    @deciding.arguments(ModeIn)
    @deciding.response(200, ActOut)
    @deciding.refuses(*WRITES)
    def put(self, said: Said, article: str) -> Said:
        """Close the thread under an article, have all of it looked at first, or leave it to the rules."""
        act = set_thread_mode(parts(), manager(), site(), article, said["mode"], seen=said["seen"])
        return {"act": act}


@deciding.route("/acts/<int(max=2147483647):act>/undo")
class UndoActAddress(MethodView):
    """Taking back what was done beside deciding."""

    @deciding.once
    @deciding.doc(operationId="undoAct", security=KEY)
    @deciding.response(201, ActOut)
    @deciding.refuses(401, 403, 404, 409, 429)
    def post(self, act: int) -> Said:
        """Undo an act, for as long as nobody built on it."""
        return {"act": undo_act(parts(), manager(), act)}


def _decided(comment: UUID, decision: int) -> Said:
    return {"decision": decision, **_stands(comment)}


def _stands(comment: UUID) -> Said:
    """The comment as it is now."""
    review = review_comment(parts(), manager(), str(comment))
    return {"comment": comment, "status": review.status, "version": review.version}
