"""The routes of a reader's own pages, and who may ask them what."""

from __future__ import annotations

from tests.web.outcomes import SIGNED_IN, Outcome

OWN: dict[str, Outcome] = {
    "GET /me": SIGNED_IN,
    "GET /me/notices": SIGNED_IN,
    "GET /me/address": SIGNED_IN,
    "POST /me/address": SIGNED_IN,
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
