"""Places in the queue as words for an address: where "Show more" goes on."""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, datetime

from moderation.domain.errors import Malformed

Place = tuple[datetime, str]


def written(place: Place) -> str:
    """The place as it stands in an address."""
    at, comment_id = place
    return base64.urlsafe_b64encode(f"{at.isoformat()} {comment_id}".encode()).decode().rstrip("=")


def read(text: str | None) -> Place | None:
    """The place that ``written`` wrote; None without one.

    Raises:
        Malformed: when it was never written here.
    """
    if not text:
        return None
    try:
        padded = text + "=" * (-len(text) % 4)
        at, _, comment_id = base64.b64decode(padded, altchars=b"-_", validate=True).decode().partition(" ")
        place = datetime.fromisoformat(at), comment_id
        place[0].astimezone(UTC)  # as storage will; the first and last years overflow in far zones
    except (binascii.Error, ValueError, OverflowError) as error:
        raise Malformed(
            "There is no such place in the queue.", fields={"after": ["No such place."]}
        ) from error
    if place[0].tzinfo is None or "\x00" in comment_id:
        raise Malformed("There is no such place in the queue.", fields={"after": ["No such place."]})
    return place
