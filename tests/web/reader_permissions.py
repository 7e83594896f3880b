"""The readers' routes, and who may ask them what."""

from __future__ import annotations

from tests.web.outcomes import (
    ASKED,
    BROWSERS,
    EVERYBODY,
    HIDDEN,
    IN,
    NOBODY,
    OWN,
    REFUSED,
    SIGNED_IN,
    WRITES,
    Outcome,
)

READERS: dict[str, Outcome] = {
    "GET /": EVERYBODY,
    "GET /sites/<site:site>/articles/<article:article>": EVERYBODY,
    "POST /sites/<site:site>/articles/<article:article>/comments": WRITES,
    "POST /sites/<site:site>/articles/<article:article>/understood/<int(max=2147483647):sanction>": SIGNED_IN,
    "GET /sites/<site:site>/comments/<uuid:comment>/report": EVERYBODY,
    "POST /sites/<site:site>/comments/<uuid:comment>/report": (ASKED, IN, REFUSED, IN, IN, IN, IN),
    "GET /sites/<site:site>/comments/<uuid:comment>/reported": EVERYBODY,
    "GET /sites/<site:site>/comments/<uuid:comment>/appeal": EVERYBODY,
    "POST /sites/<site:site>/comments/<uuid:comment>/appeal": (ASKED, HIDDEN, REFUSED, *(HIDDEN,) * 4),
    "POST /sites/<site:site>/comments/<uuid:comment>/respect": (ASKED, IN, REFUSED, IN, IN, IN, IN),
    "GET /sites/<site:site>/comments/<uuid:comment>/edit": EVERYBODY,
    "POST /sites/<site:site>/comments/<uuid:comment>/edit": OWN,
    "GET /sites/<site:site>/comments/<uuid:comment>/withdraw": EVERYBODY,
    "POST /sites/<site:site>/comments/<uuid:comment>/withdraw": OWN,
    "POST /sites/<site:site>/comments/<uuid:comment>/put-back": OWN,
    "GET /sites/<site:site>/articles/<article:article>/feed": EVERYBODY,
    "GET /sites/<site:site>/feed": EVERYBODY,
    "GET /sign-in": EVERYBODY,
    "POST /sign-in": NOBODY,
    "GET /sign-up": EVERYBODY,
    "POST /sign-up": BROWSERS,
    "POST /sign-out": EVERYBODY,
    "GET /embed.js": EVERYBODY,
    "GET /embed/<site:site>/articles/<article:article>": EVERYBODY,
    "GET /embed/<site:site>/articles/<article:article>/fresh/<uuid:after>": EVERYBODY,
    "POST /embed/<site:site>/understood/<int(max=2147483647):sanction>": (
        ASKED,
        HIDDEN,
        ASKED,
        *(HIDDEN,) * 4,
    ),
    "POST /embed/<site:site>/sign-in": (ASKED,) * 7,
    "POST /embed/<site:site>/sign-up": EVERYBODY,
    "POST /embed/<site:site>/sign-out": (ASKED, ASKED, IN, *(ASKED,) * 4),
}
