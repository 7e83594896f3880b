"""Survey a queue by an attribute's score before deciding on a range of it: the histogram, and a sample of the range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.attributes import ATTRIBUTES
from moderation.domain.batches import Range, between, fingerprint_of, histogram, sample
from moderation.domain.callers import Caller, require_manager
from moderation.domain.errors import Malformed
from moderation.storage import batches, places
from moderation.use_cases.steps.batching import Glimpse, glimpses
from moderation.use_cases.steps.ruling import reason_given, reasons_at

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.domain.decisions import Reason
    from moderation.parts import Parts
    from moderation.storage.tables import Article, Batch

LISTED = 5
"""How many of the latest batches are shown."""

LOOKED_AT = 20
"""Among how many those are that somebody who works on a part may know of."""


@dataclass(frozen=True)
class PastBatch:
    """A batch of the past: what was done to how many, by whom, why and when, and whether it was taken back."""

    id: int
    action: str
    reason: str | None
    note: str | None
    size: int
    by: str
    made_at: datetime
    is_undone: bool


@dataclass(frozen=True)
class Survey:
    """How many comments score each whole per cent, how many lie in the range, and some of those.

    ``fingerprint`` goes back with the decision, so that it is made on exactly these; ``reasons`` mean the same in
    all that is asked for.
    """

    steps: Sequence[int]
    count: int
    fingerprint: str
    sample: Sequence[Glimpse]
    reasons: Sequence[Reason]
    latest: Sequence[PastBatch]


def survey_range(parts: Parts, caller: Caller, chosen: Range, draw: str = "") -> Survey:
    """The survey; another ``draw``, another sample.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
        Malformed: when nothing measures the attribute.
    """
    require_manager(caller)
    if chosen.attribute not in ATTRIBUTES:
        raise Malformed("There is no such attribute.", fields={"attribute": ["Unknown."]})
    with parts.database.reading() as session:
        scored = batches.scored(session, caller.areas, chosen.asked, chosen.attribute, parts.now())
        inside = {each.id: each.version for each in between(scored, chosen.low, chosen.high)}
        return Survey(
            steps=histogram(scored),
            count=len(inside),
            fingerprint=fingerprint_of(inside),
            sample=glimpses(session, caller, sample(inside, draw), chosen.attribute),
            reasons=list(reasons_at(session, _places(session, caller, chosen)).values()),
            latest=_latest(session, caller),
        )


def _places(session: Session, caller: Caller, chosen: Range) -> Sequence[Article]:
    return places.articles_within(session, caller.areas, chosen.asked.area)


def _latest(session: Session, caller: Caller) -> list[PastBatch]:
    """The latest batches, as far as they are about what the caller works on."""
    found = batches.latest_batches(session, LOOKED_AT if caller.areas else LISTED)
    sizes = batches.sizes_within(session, caller.areas, found)
    undone = batches.undone_among(session, [batch.id for batch in found])
    return [
        PastBatch(
            batch.id,
            batch.action.value,
            _label(session, batch),
            batch.note,
            sizes[batch.id],
            batch.manager.name,
            batch.made_at,
            batch.id in undone,
        )
        for batch in [each for each in found if each.id in sizes][:LISTED]
    ]


def _label(session: Session, batch: Batch) -> str | None:
    decision = batches.one_of(session, batch) if batch.reason else None
    reason = reason_given(decision) if decision else None
    return reason.label if reason else batch.reason
