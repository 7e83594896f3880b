"""The routes of a reader's own pages, and who may ask them what."""

from __future__ import annotations

from tests.web.outcomes import EVERYBODY, HIDDEN, KEY, SIGNED_IN, Outcome

OWN: dict[str, Outcome] = {
    "GET /me": SIGNED_IN,
    "GET /me/notices": SIGNED_IN,
    "GET /me/address": SIGNED_IN,
    "POST /me/address": SIGNED_IN,
    "GET /me/settings": SIGNED_IN,
    "POST /me/export": SIGNED_IN,
    "POST /me/mail": SIGNED_IN,
    "GET /unsubscribe/<token>": (HIDDEN,) * 7,
    "POST /unsubscribe/<token>": (HIDDEN,) * 7,
    "GET /me/delete": SIGNED_IN,
    "POST /me/delete": SIGNED_IN,
    "GET /left": EVERYBODY,
    "GET /api/v1/sites/<site:site>/authors/<article:author>/export": KEY,
    "GET /me/password": SIGNED_IN,
    "POST /me/password": SIGNED_IN,
    "GET /me/following": SIGNED_IN,
    "POST /me/following/end": SIGNED_IN,
    "POST /me/muted/end": SIGNED_IN,
    "GET /sites/<site:site>/comments/<uuid:comment>/mute": SIGNED_IN,
    "POST /sites/<site:site>/comments/<uuid:comment>/mute": SIGNED_IN,
    "GET /sites/<site:site>/comments/<uuid:comment>/follow": SIGNED_IN,
    "POST /sites/<site:site>/comments/<uuid:comment>/follow": SIGNED_IN,
}

AT_LAST: dict[str, Outcome] = {
    "DELETE /api/v1/sites/<site:site>/authors/<article:author>": KEY,
}
"""What nothing can be asked after: the author whom the others speak of is gone."""
