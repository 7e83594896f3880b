"""What must be sent to a route so that its answer tells of the permission and not of the form."""

from __future__ import annotations

from typing import Any

SENT: dict[str, dict[str, Any]] = {
    "POST /api/v1/scores": {"json": {"texts": [{"text": "Fair."}]}},
    "PUT /api/v1/sites/<site:site>/articles/<article:article>": {
        "json": {"title": "The budget vote", "section": ["Home", "City"], "language": "en"}
    },
    "POST /api/v1/sites/<site:site>/articles/<article:article>/comments": {"json": {"text": "Fair."}},
    "GET /api/v1/sites/<site:site>/counts": {"query_string": {"article": "budget"}},
    "POST /api/v1/sites/<site:site>/sso": {"json": {"token": "no token"}},
    "POST /api/v1/sites/<site:site>/guests": {"json": {"name": "Guido"}},
    "POST /sites/<site:site>/guest": {"data": {"name": "Guido"}},
    "GET /api/v1/sites/<site:site>/submissions": {"query_string": {"prefix": "x"}},
    "POST /sites/<site:site>/articles/<article:article>/comments": {"data": {"text": "Fair."}},
    "POST /embed/<site:site>/sign-in": {"json": {"name": "nobody", "password": "of this name"}},
    "POST /desk/comments/<uuid:comment_id>/approve": {"data": {"version": 1}},
    "POST /desk/comments/<uuid:comment_id>/reject": {"data": {"version": 1, "reason": "courtesy"}},
    "POST /desk/comments/<uuid:comment_id>/reply": {"data": {"version": 1, "text": "Dear Ada,"}},
    "POST /desk/comments/<uuid:comment_id>/undo": {"data": {"decision": 1}},
    "POST /api/v1/sites/<site:site>/understood": {"json": {"author": "ada"}},
    "POST /api/v1/sites/<site:site>/comments/<uuid:comment>/reports": {
        "json": {"ground": "spam", "author": {"id": "bea", "name": "Bea"}}
    },
    "POST /api/v1/sites/<site:site>/comments/<uuid:comment>/appeal": {"json": {"note": "I meant it well."}},
    "POST /api/v1/sites/<site:site>/articles/<article:article>/drafts": {"json": {"text": "Fair."}},
    "PUT /api/v1/sites/<site:site>/comments/<uuid:comment>/respect": {
        "json": {"given": True, "author": {"id": "bea", "name": "Bea"}}
    },
    "POST /sites/<site:site>/comments/<uuid:comment>/respect": {"data": {"given": "yes"}},
    "PUT /api/v1/sites/<site:site>/comments/<uuid:comment>": {"json": {"text": "Fair.", "version": 2}},
    "POST /sites/<site:site>/comments/<uuid:comment>/edit": {"data": {"text": "Fair.", "version": 2}},
    "POST /api/v1/sites/<site:site>/comments/<uuid:comment>/put-back": {"json": {}},
    "POST /sites/<site:site>/comments/<uuid:comment>/report": {"data": {"ground": "spam"}},
    "POST /sites/<site:site>/comments/<uuid:comment>/appeal": {"data": {"note": "I meant it well."}},
    "DELETE /api/v1/sites/<site:site>/authors/<article:author>": {"query_string": {"comments": "anonymise"}},
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
"""Nothing for the others."""
