"""Who may do what: every route of the house, asked by everybody. A route that is not in the table fails the test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from moderation.domain.callers import Caller, Role
from moderation.domain.comments import Action
from moderation.domain.decisions import Choice
from moderation.domain.sanctions import Kind
from moderation.storage import accounts
from moderation.use_cases.add_author_note import add_author_note
from moderation.use_cases.decide_picked import decide_picked
from moderation.use_cases.review_comment import review_comment
from moderation.use_cases.sanction_author import NewSanction, sanction_author
from tests.making import a_comment, a_machine, the_rules
from tests.visitors import Visitors, a_house

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
    "POST /desk/batch/<int:batch_id>/undo": DESK,
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


@pytest.fixture(scope="module")
def visitors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitors]:
    """Everybody, in one house for all routes."""
    with a_house(tmp_path_factory.mktemp("permissions")) as visitors:
        yield visitors


@pytest.fixture(scope="module")
def arguments(visitors: Visitors) -> dict[str, Any]:
    """What stands in the addresses: a comment in harbour, Home / City; an account and a key to be changed."""
    machine = a_machine(visitors.parts, "harbour")
    with visitors.parts.database.reading() as session:
        spare = accounts.account_named(session, "spare")
    assert spare is not None
    the_rules(visitors.parts, "harbour", {"newcomer_comments": 0, "reports_hold_at": 1000})
    comment = a_comment(visitors.parts, machine, "You idiot.").id
    fair = a_comment(visitors.parts, machine, "A fair budget.").id
    picked = {a_comment(visitors.parts, machine, "What an idiot.").id: 2}
    admin = Caller(account_id=spare.id, name="spare", role=Role.ADMIN)
    author = review_comment(visitors.parts, admin, comment).beside.author
    warned = NewSanction(Kind.WARN, "Mind the tone.")
    sanction = sanction_author(visitors.parts, admin, author, warned, seen=0)
    return {
        "author_id": author,
        "sanction_id": sanction.sanction,
        "sanction": sanction.sanction,
        "act_id": add_author_note(visitors.parts, admin, author, "Kind."),
        "site": "harbour",
        "article": "budget",
        "filename": "house.css",
        "comment_id": comment,
        "comment": fair,
        "author": "ada",
        "decision": review_comment(visitors.parts, admin, comment).history[0].id,
        "batch_id": decide_picked(visitors.parts, admin, picked, Choice(Action.REJECT, "courtesy")).id,
        "account_id": spare.id,
        "key_id": machine.key_id,
    }


def test_every_route_is_in_the_table(visitors: Visitors) -> None:
    assert set(ROUTES) == {
        f"{method} {rule.rule}"
        for rule in visitors.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


@pytest.mark.parametrize("route", ROUTES)
def test_everybody_gets_in_where_they_may_and_nowhere_else(
    visitors: Visitors, arguments: dict[str, Any], route: str
) -> None:
    address = _address(visitors.app, route, arguments)
    found = {
        who: _outcome(visitors.ask(who, route.partition(" ")[0], address, **SENT.get(route, {})))
        for who in WHO
    }

    assert found == dict(zip(WHO, ROUTES[route], strict=True))


def test_a_key_of_another_site_is_refused(visitors: Visitors) -> None:
    put = visitors.ask("key", "PUT", "/api/v1/sites/valley/articles/budget", json={"title": "Another"})

    assert put.status_code == 403


def _address(app: Flask, route: str, arguments: dict[str, Any]) -> str:
    method, _, rule = route.partition(" ")
    found = next(
        each for each in app.url_map.iter_rules() if each.rule == rule and method in (each.methods or ())
    )
    with app.test_request_context():
        return app.url_for(found.endpoint, **{name: arguments[name] for name in found.arguments})


def _outcome(answer: TestResponse) -> str:
    """Whether somebody got in; what they sent may still have been refused for what it said, or when."""
    if answer.status_code in {301, 302, 303, 307, 308}:
        return ASKED if answer.location.startswith("/desk/sign-in?") else IN
    return {401: ASKED, 403: REFUSED, 404: HIDDEN}.get(answer.status_code, IN)
