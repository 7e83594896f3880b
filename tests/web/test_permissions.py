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
from moderation.use_cases.create_hook import NewHook, create_hook
from moderation.use_cases.decide_picked import decide_picked
from moderation.use_cases.review_comment import review_comment
from moderation.use_cases.sanction_author import NewSanction, sanction_author
from tests.making import a_comment, a_machine, the_rules
from tests.visitors import Visitors, a_house
from tests.web.outcomes import ASKED, HIDDEN, IN, REFUSED, WHO
from tests.web.permissions import ROUTES
from tests.web.sent import SENT


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
        "after": fair,
        "author": "ada",
        "decision": review_comment(visitors.parts, admin, comment).history[0].id,
        **dict.fromkeys(("act", "batch"), 1),
        "batch_id": decide_picked(visitors.parts, admin, picked, Choice(Action.REJECT, "courtesy")).id,
        "account_id": spare.id,
        "key_id": machine.key_id,
        "hook_id": create_hook(
            visitors.parts, NewHook("harbour", "https://cms.example/", ["report.filed"])
        ).id,
        "version": "v1alpha1",
        "token": "what nobody was sent",
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
    assert answer.status_code < 500, answer.text
    if answer.status_code in {301, 302, 303, 307, 308}:
        return ASKED if answer.location.startswith(("/desk/sign-in?", "/sign-in?")) else IN
    return {401: ASKED, 403: REFUSED, 404: HIDDEN}.get(answer.status_code, IN)
