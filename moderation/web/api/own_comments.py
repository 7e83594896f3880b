"""What authors do with their own comments: edit, withdraw, put back, have erased."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask.views import MethodView

from moderation.domain.comments import Status
from moderation.domain.owning import Own
from moderation.schemas.comments import SubmittedOut
from moderation.schemas.own_comments import (
    EditIn,
    PutBackIn,
    RespectIn,
    RespectOut,
    StandingOut,
    TakeBackIn,
)
from moderation.use_cases.edit_comment import edit_comment
from moderation.use_cases.erase_comment import erase_comment
from moderation.use_cases.put_back_comment import put_back_comment
from moderation.use_cases.respect_comment import Respected, respect_comment
from moderation.use_cases.withdraw_comment import withdraw_comment
from moderation.web.api.comments import answer
from moderation.web.api.parsing import JSON_OR_FORM, ApiBlueprint
from moderation.web.callers import caller, parts

own_comments = ApiBlueprint(
    "own_comments", __name__, url_prefix="/api/v1/sites", description="What authors do with their comments."
)


@own_comments.route("/<site:site>/comments/<uuid:comment>")
class OwnCommentAddress(MethodView):
    """One comment, as its author changes it."""

    @own_comments.doc(operationId="editComment", security=[{"key": []}, {"cookie": []}])
    @own_comments.arguments(EditIn, location=JSON_OR_FORM)
    @own_comments.response(200, SubmittedOut)
    @own_comments.refuses(401, 403, 404, 409, 413, 415, 429)
    def put(self, said: dict[str, Any], site: str, comment: UUID) -> dict[str, Any]:
        """Edit a comment within the site's time for that; it is judged anew, and may wait for a community manager."""
        own = Own(site, str(comment), said["author"], said["version"])
        return answer(edit_comment(parts(), caller(), own, said["text"]))

    @own_comments.doc(operationId="withdrawComment", security=[{"key": []}, {"cookie": []}])
    @own_comments.arguments(TakeBackIn, location="query")
    @own_comments.response(200, StandingOut)
    @own_comments.refuses(401, 403, 404, 409, 429)
    def delete(self, asked: dict[str, Any], site: str, comment: UUID) -> dict[str, Any]:
        """Withdraw a comment, or have it erased for good; its place stays where it was answered."""
        own = Own(site, str(comment), asked["author"], asked["version"])
        if asked["erase"]:
            version, status = erase_comment(parts(), caller(), own), Status.ERASED
        else:
            version, status = withdraw_comment(parts(), caller(), own), Status.WITHDRAWN
        return {"id": own.comment, "status": status, "version": version}


@own_comments.route("/<site:site>/comments/<uuid:comment>/put-back")
class PutBackAddress(MethodView):
    """One withdrawn comment, as its author puts it back."""

    @own_comments.once
    @own_comments.doc(operationId="putBackComment", security=[{"key": []}, {"cookie": []}])
    @own_comments.arguments(PutBackIn, location=JSON_OR_FORM)
    @own_comments.response(200, SubmittedOut)
    @own_comments.refuses(401, 403, 404, 409, 413, 415, 429)
    def post(self, said: dict[str, Any], site: str, comment: UUID) -> dict[str, Any]:
        """Put a withdrawn comment back; it is judged anew, and may wait for a community manager."""
        own = Own(site, str(comment), said["author"], said["version"])
        return answer(put_back_comment(parts(), caller(), own))


@own_comments.route("/<site:site>/comments/<uuid:comment>/respect")
class RespectAddress(MethodView):
    """What one reader thinks of one comment."""

    @own_comments.doc(operationId="respectComment", security=[{"key": []}, {"cookie": []}])
    @own_comments.arguments(RespectIn, location=JSON_OR_FORM)
    @own_comments.response(200, RespectOut)
    @own_comments.refuses(401, 403, 404, 409, 413, 415, 429)
    def put(self, said: dict[str, Any], site: str, comment: UUID) -> dict[str, Any]:
        """Respect somebody else's comment, or no longer; each reader counts once."""
        respected = Respected(site, str(comment), said["given"], said["author"])
        return {"respects": respect_comment(parts(), caller(), respected), "given": respected.given}
