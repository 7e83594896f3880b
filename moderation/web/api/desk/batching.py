"""Deciding on many comments at once: a range of scores, or those that were picked; and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask.views import MethodView

from moderation.domain.batches import Range
from moderation.domain.comments import Action
from moderation.domain.decisions import Choice
from moderation.domain.queues import Asked
from moderation.schemas.desk_batches import (
    AlikeIn,
    AlikeOut,
    BatchOut,
    PickedDecisionIn,
    RangeDecisionIn,
    SurveyIn,
    SurveyOut,
    UndoneOut,
)
from moderation.use_cases.decide_picked import decide_picked
from moderation.use_cases.decide_range import decide_range
from moderation.use_cases.gather_alike import Alike, gather_alike
from moderation.use_cases.survey_range import Survey, survey_range
from moderation.use_cases.undo_batch import Undone, undo_batch
from moderation.web.api.desk.front import KEY, READS, WRITES, area_of, at_the_desk, manager, parts

if TYPE_CHECKING:
    from moderation.use_cases.steps.batching import Made

batching = at_the_desk("desk_batches", "Many comments at once.")

Said = dict[str, Any]


@batching.route("/batches/range")
class RangeAddress(MethodView):
    """A queue by score."""

    @batching.doc(operationId="surveyRange", security=KEY)
    @batching.arguments(SurveyIn, location="query")
    @batching.response(200, SurveyOut)
    @batching.refuses(*READS)
    def get(self, said: Said) -> Survey:
        """Survey a queue by an attribute's score: the histogram, a range, and a sample of that."""
        return survey_range(parts(), manager(), _range(said), said["draw"])

    @batching.once
    @batching.doc(operationId="decideRange", security=KEY)
    @batching.arguments(RangeDecisionIn)
    @batching.response(201, BatchOut)
    @batching.refuses(*WRITES)
    def post(self, said: Said) -> Made:
        """Publish or reject the range that was surveyed, as one batch."""
        return decide_range(parts(), manager(), _range(said), said["fingerprint"], _choice(said))


@batching.route("/batches/picked")
class PickedAddress(MethodView):
    """Comments that were picked."""

    @batching.once
    @batching.doc(operationId="decidePicked", security=KEY)
    @batching.arguments(PickedDecisionIn)
    @batching.response(201, BatchOut)
    @batching.refuses(*WRITES)
    def post(self, said: Said) -> Made:
        """Publish or reject comments that were picked, as one batch."""
        picked = {str(each["id"]): each["version"] for each in said["picked"]}
        return decide_picked(parts(), manager(), picked, _choice(said))


@batching.route("/batches/<int(max=2147483647):batch>/undo")
class UndoBatchAddress(MethodView):
    """Taking a batch back."""

    @batching.once
    @batching.doc(operationId="undoBatch", security=KEY)
    @batching.response(201, UndoneOut)
    @batching.refuses(401, 403, 404, 409, 429)
    def post(self, batch: int) -> Undone:
        """Undo a batch, but for what somebody decided on since."""
        return undo_batch(parts(), manager(), batch)


@batching.route("/comments/<uuid:comment>/alike")
class AlikeAddress(MethodView):
    """What is like a comment."""

    @batching.doc(operationId="gatherAlike", security=KEY)
    @batching.arguments(AlikeIn, location="query")
    @batching.response(200, AlikeOut)
    @batching.refuses(*READS)
    def get(self, said: Said, comment: UUID) -> Alike:
        """Gather the waiting comments that say nearly the same as one, or are by the same author."""
        return gather_alike(parts(), manager(), str(comment), said["by"])


def _range(said: Said) -> Range:
    asked = Asked(said["queue"], area_of(said["section"]), said["language"])
    return Range(asked, said["attribute"], *sorted((said["low"], said["high"])))


def _choice(said: Said) -> Choice:
    return Choice(Action(said["action"]), said["reason"], said["note"])
