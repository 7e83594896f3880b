"""The machines' routes and other people's doors, and who may ask them what."""

from __future__ import annotations

from tests.web.outcomes import ASKED, DOORS, EVERYBODY, HIDDEN, IN, KEY, OWN_API, REFUSED, WRITES, Outcome

MACHINES: dict[str, Outcome] = {
    "GET /api/v1/sites/<site:site>/articles/<article:article>/comments": EVERYBODY,
    "POST /api/v1/sites/<site:site>/articles/<article:article>/comments": WRITES,
    "PUT /api/v1/sites/<site:site>/articles/<article:article>": KEY,
    "GET /api/v1/sites/<site:site>/submissions": KEY,
    "GET /api/v1/sites/<site:site>/counts": EVERYBODY,
    "POST /api/v1/sites/<site:site>/understood": KEY,
    "POST /api/v1/sites/<site:site>/comments/<uuid:comment>/reports": WRITES,
    "POST /api/v1/sites/<site:site>/comments/<uuid:comment>/appeal": (
        ASKED,
        HIDDEN,
        IN,
        HIDDEN,
        HIDDEN,
        HIDDEN,
        HIDDEN,
    ),
    "POST /api/v1/sites/<site:site>/articles/<article:article>/drafts": WRITES,
    "PUT /api/v1/sites/<site:site>/comments/<uuid:comment>": OWN_API,
    "PUT /api/v1/sites/<site:site>/comments/<uuid:comment>/respect": WRITES,
    "DELETE /api/v1/sites/<site:site>/comments/<uuid:comment>": OWN_API,
    "POST /api/v1/sites/<site:site>/comments/<uuid:comment>/put-back": OWN_API,
    "GET /api/v1/sites/<site:site>/authors/<article:author>/notices": KEY,
    "GET /api/v1/sites/<site:site>/decisions/<int(max=2147483647):decision>": (
        ASKED,
        REFUSED,
        IN,
        HIDDEN,
        IN,
        IN,
        IN,
    ),
    "GET /openapi.json": EVERYBODY,
    "GET /api": EVERYBODY,
    "GET /healthz": EVERYBODY,
    "GET /readyz": EVERYBODY,
    "GET /metrics": EVERYBODY,
    "GET /static/<path:filename>": EVERYBODY,
    # other people's doors
    "GET /$discovery/rest": EVERYBODY,
    "GET /discovery/v1/apis/commentanalyzer/<version>/rest": EVERYBODY,
    "POST /v1alpha1/comments:analyze": DOORS,
    "POST /v1alpha1/comments:suggestscore": DOORS,
    "POST /comments:analyze": DOORS,
    "POST /comments:suggestscore": DOORS,
    "POST /v1/moderations": KEY,
    "POST /doors/coral": (ASKED,) * 7,
    "POST /api/v1/scores": KEY,
}
