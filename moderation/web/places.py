"""Places in a queue as words for an address: where "Show more", or the next page of the API, goes on."""

from __future__ import annotations

import base64
import binascii
import math
from datetime import UTC, datetime
from typing import cast

from moderation.domain.errors import Malformed
from moderation.domain.queues import Place

Kind = type[datetime] | type[float] | type[str]
"""What the first half of a place may be, by what the queue's order compares."""


def written(place: Place) -> str:
    """The place as it stands in an address."""
    at, comment_id = place
    said = at.isoformat() if isinstance(at, datetime) else str(at)
    return base64.urlsafe_b64encode(f"{said} {comment_id}".encode()).decode().rstrip("=")


def read(text: str | None, kind: Kind = datetime, *, field: str = "after") -> Place | None:
    """The place that ``written`` wrote; None without one.

    Raises:
        Malformed: when it was never written here, or for another order.
    """
    if not text:
        return None
    try:
        padded = text + "=" * (-len(text) % 4)
        at, _, comment_id = base64.b64decode(padded, altchars=b"-_", validate=True).decode().partition(" ")
        return _compared(at, kind), _kept(comment_id)
    except (binascii.Error, ValueError, OverflowError) as error:
        raise Malformed("There is no such place in the queue.", fields={field: ["No such place."]}) from error


def read_moment(text: str | None, *, field: str = "after") -> tuple[datetime, str] | None:
    """The place in what is ordered by time alone; raises like ``read``."""
    place = read(text, field=field)
    return place if place is None else (cast("datetime", place[0]), place[1])


def _compared(said: str, kind: Kind) -> datetime | float | str:
    if kind is datetime:
        at = datetime.fromisoformat(said)
        if at.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return at.astimezone(UTC)  # as storage will; the first and last years overflow in far zones
    if kind is float:
        number = float(said)
        if not math.isfinite(number):
            raise ValueError("no number that a score can be")
        return number
    return _kept(said)


def _kept(said: str) -> str:
    if "\x00" in said:
        raise ValueError("a character that cannot be kept")
    return said
