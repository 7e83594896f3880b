"""Every route of the house, and who may ask it what; a new route needs a line here."""

from __future__ import annotations

from typing import Any

WHO = ("anonymous", "reader", "key", "outside", "inside", "senior", "admin")

IN, ASKED, REFUSED, HIDDEN = "let in", "asked to sign in", "refused", "not found"
Outcome = tuple[str, ...]
"""What becomes of each of WHO, in their order."""

EVERYBODY: Outcome = (IN,) * 7
NOBODY: Outcome = (ASKED, ASKED, REFUSED, ASKED, ASKED, ASKED, ASKED)
"""Not without the right name, password or code, none of which is sent here; a machine lacks the form's token."""
BROWSERS: Outcome = (IN, IN, REFUSED, IN, IN, IN, IN)
SIGNED_IN: Outcome = (ASKED, IN, ASKED, IN, IN, IN, IN)
DESK: Outcome = (ASKED, REFUSED, ASKED, IN, IN, IN, IN)
COMMENT: Outcome = (ASKED, REFUSED, ASKED, HIDDEN, IN, IN, IN)
"""A comment or what belongs to one (in harbour, Home / City), which a manager of another section may not know of."""
SENIOR: Outcome = (ASKED, REFUSED, ASKED, REFUSED, REFUSED, IN, IN)
ADMIN: Outcome = (ASKED, REFUSED, ASKED, REFUSED, REFUSED, REFUSED, IN)
KEY: Outcome = (ASKED, ASKED, IN, ASKED, ASKED, ASKED, ASKED)
DOORS: Outcome = (REFUSED, REFUSED, IN, *(REFUSED,) * 4)
"""What other people's contracts say of whoever shows no key."""
WRITES: Outcome = (ASKED, IN, IN, IN, IN, IN, IN)

ROUTES: dict[str, Outcome] = {
    # readers
    "GET /": EVERYBODY,
    "GET /sites/<site:site>/articles/<article:article>": EVERYBODY,
    "POST /sites/<site:site>/articles/<article:article>/comments": WRITES,
    "POST /sites/<site:site>/articles/<article:article>/understood/<int(max=2147483647):sanction>": SIGNED_IN,
    "GET /sites/<site:site>/comments/<uuid:comment>/report": EVERYBODY,
    "POST /sites/<site:site>/comments/<uuid:comment>/report": (ASKED, IN, REFUSED, IN, IN, IN, IN),
    "GET /sites/<site:site>/comments/<uuid:comment>/reported": EVERYBODY,
    "GET /sites/<site:site>/comments/<uuid:comment>/appeal": EVERYBODY,
    "POST /sites/<site:site>/comments/<uuid:comment>/appeal": (ASKED, HIDDEN, REFUSED, *(HIDDEN,) * 4),
    "GET /sign-in": EVERYBODY,
    "POST /sign-in": NOBODY,
    "GET /sign-up": EVERYBODY,
    "POST /sign-up": BROWSERS,
    "POST /sign-out": EVERYBODY,
    # machines
    "GET /api/v1/sites/<site:site>/articles/<article:article>/comments": EVERYBODY,
    "POST /api/v1/sites/<site:site>/articles/<article:article>/comments": WRITES,
    "PUT /api/v1/sites/<site:site>/articles/<article:article>": KEY,
    "GET /api/v1/sites/<site:site>/submissions": KEY,
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
    # the desk's door
    "GET /desk/sign-in": EVERYBODY,
    "POST /desk/sign-in": NOBODY,
    "GET /desk/sign-in/code": EVERYBODY,
    "POST /desk/sign-in/code": NOBODY,
    "POST /desk/sign-out": EVERYBODY,
    "GET /desk/password": SIGNED_IN,
    "POST /desk/password": SIGNED_IN,
    # the queue
    "GET /desk": DESK,
    "GET /desk/comments/<uuid:comment_id>": COMMENT,
    "POST /desk/comments/<uuid:comment_id>/approve": COMMENT,
    "POST /desk/comments/<uuid:comment_id>/reject": COMMENT,
    "POST /desk/comments/<uuid:comment_id>/reply": COMMENT,
    "POST /desk/comments/<uuid:comment_id>/undo": COMMENT,
    "POST /desk/comments/<uuid:comment_id>/claim": COMMENT,
    "POST /desk/comments/<uuid:comment_id>/release": DESK,
    "POST /desk/comments/<uuid:comment_id>/keep": COMMENT,
    "POST /desk/comments/<uuid:comment_id>/answer": COMMENT,
    "GET /desk/decisions/<int(max=2147483647):decision>": COMMENT,
    "GET /desk/live": DESK,
    "GET /desk/batch": DESK,
    "POST /desk/batch": DESK,
    "GET /desk/batch/like/<uuid:comment_id>": COMMENT,
    "POST /desk/batch/like/<uuid:comment_id>": COMMENT,
    "POST /desk/batch/<int(max=2147483647):batch_id>/undo": COMMENT,
    # looking for and at what was
    "GET /desk/search": DESK,
    "POST /desk/search/export": DESK,
    "POST /desk/search/keep": DESK,
    "POST /desk/search/forget": DESK,
    "GET /desk/insight": DESK,
    "GET /desk/transparency": DESK,
    "GET /desk/transparency/report.csv": DESK,
    # what is done beside deciding
    "POST /desk/comments/<uuid:comment_id>/feature": COMMENT,
    "POST /desk/comments/<uuid:comment_id>/mode": COMMENT,
    "GET /desk/comments/<uuid:comment_id>/move": COMMENT,
    "POST /desk/comments/<uuid:comment_id>/move": COMMENT,
    "POST /desk/acts/<int(max=2147483647):act_id>/undo": COMMENT,
    "GET /desk/articles/<site:site>/<article:article>": COMMENT,
    "POST /desk/articles/<site:site>/<article:article>/mode": COMMENT,
    "GET /desk/authors/<int(max=2147483647):author_id>": COMMENT,
    "POST /desk/authors/<int(max=2147483647):author_id>/notes": COMMENT,
    "POST /desk/authors/<int(max=2147483647):author_id>/sanctions": COMMENT,
    "POST /desk/authors/<int(max=2147483647):author_id>/sanctions/<int(max=2147483647):sanction_id>/end": COMMENT,
    # the rules
    "GET /desk/rules": DESK,
    "POST /desk/rules": SENIOR,
    "POST /desk/rules/try": DESK,
    "POST /desk/rules/words": DESK,
    "GET /desk/rules/history": DESK,
    "POST /desk/rules/revert": SENIOR,
    # one's own account
    "GET /desk/account": DESK,
    "POST /desk/account/browsers": DESK,
    "POST /desk/account/browsers/others": DESK,
    "POST /desk/account/codes": DESK,
    "GET /desk/account/factor": DESK,
    "POST /desk/account/factor": DESK,
    "POST /desk/account/factor/off": DESK,
    # people, keys, the audit
    "GET /desk/audit": SENIOR,
    "GET /desk/people": ADMIN,
    "GET /desk/people/new": ADMIN,
    "POST /desk/people/new": ADMIN,
    "GET /desk/people/<int(max=2147483647):account_id>": ADMIN,
    "POST /desk/people/<int(max=2147483647):account_id>/role": ADMIN,
    "POST /desk/people/<int(max=2147483647):account_id>/areas": ADMIN,
    "POST /desk/people/<int(max=2147483647):account_id>/areas/remove": ADMIN,
    "POST /desk/people/<int(max=2147483647):account_id>/password": ADMIN,
    "POST /desk/people/<int(max=2147483647):account_id>/factor": ADMIN,
    "POST /desk/people/<int(max=2147483647):account_id>/browsers": ADMIN,
    "GET /desk/keys": ADMIN,
    "GET /desk/keys/new": ADMIN,
    "POST /desk/keys/new": ADMIN,
    "POST /desk/keys/<int(max=2147483647):key_id>/revoke": ADMIN,
}
"""Every route by its method and rule, with what becomes of whom."""

SENT: dict[str, dict[str, Any]] = {
    "POST /api/v1/scores": {"json": {"texts": [{"text": "Fair."}]}},
    "PUT /api/v1/sites/<site:site>/articles/<article:article>": {
        "json": {"title": "The budget vote", "section": ["Home", "City"], "language": "en"}
    },
    "POST /api/v1/sites/<site:site>/articles/<article:article>/comments": {"json": {"text": "Fair."}},
    "GET /api/v1/sites/<site:site>/submissions": {"query_string": {"prefix": "x"}},
    "POST /sites/<site:site>/articles/<article:article>/comments": {"data": {"text": "Fair."}},
    "POST /desk/comments/<uuid:comment_id>/approve": {"data": {"version": 1}},
    "POST /desk/comments/<uuid:comment_id>/reject": {"data": {"version": 1, "reason": "courtesy"}},
    "POST /desk/comments/<uuid:comment_id>/reply": {"data": {"version": 1, "text": "Dear Ada,"}},
    "POST /desk/comments/<uuid:comment_id>/undo": {"data": {"decision": 1}},
    "POST /api/v1/sites/<site:site>/understood": {"json": {"author": "ada"}},
    "POST /api/v1/sites/<site:site>/comments/<uuid:comment>/reports": {
        "json": {"ground": "spam", "author": {"id": "bea", "name": "Bea"}}
    },
    "POST /api/v1/sites/<site:site>/comments/<uuid:comment>/appeal": {"json": {"note": "I meant it well."}},
    "POST /sites/<site:site>/comments/<uuid:comment>/report": {"data": {"ground": "spam"}},
    "POST /sites/<site:site>/comments/<uuid:comment>/appeal": {"data": {"note": "I meant it well."}},
    "POST /desk/comments/<uuid:comment_id>/feature": {"data": {"version": 1, "featured": "yes"}},
    "POST /desk/comments/<uuid:comment_id>/mode": {"data": {"mode": "pre", "seen": ""}},
    "POST /desk/comments/<uuid:comment_id>/move": {"data": {"version": 1, "article": "match"}},
    "POST /desk/articles/<site:site>/<article:article>/mode": {"data": {"mode": "pre", "seen": "pre"}},
    "POST /desk/authors/<int(max=2147483647):author_id>/notes": {"data": {"note": "Kind."}},
    "POST /desk/authors/<int(max=2147483647):author_id>/sanctions": {
        "data": {"kind": "pre_moderate", "reason": "Mind the tone.", "seen": 0}
    },
    "POST /desk/people/<int(max=2147483647):account_id>/areas": {"data": {"site": "harbour"}},
    "POST /desk/people/<int(max=2147483647):account_id>/areas/remove": {"data": {"site": "valley"}},
}
"""What must be sent so that the answer tells of the permission and not of the form; nothing for the others."""
