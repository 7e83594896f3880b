"""The room of hooks, as an administrator uses it: by form, and looked at in a browser at both widths."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask

from moderation.delivery.webhooks import HttpHooks
from moderation.domain.callers import Role
from moderation.parts import Parts
from moderation.use_cases.change_role import change_role
from moderation.worker import ask_others_once
from tests.making import a_comment, a_machine, a_site, an_article
from tests.newsroom import LOOPBACK, Newsroom, answers
from tests.web.desk.browsing import Desk

SECRET = re.compile(r'class="secret"><code>(whsec_[^<]+)</code>')


@pytest.fixture
def admin(desk: Desk, parts: Parts) -> Desk:
    """Mira, an administrator, at the desk of a site."""
    change_role(parts, "Mira", Role.ADMIN)
    a_site(parts)
    return desk


def test_a_hook_is_made_looked_after_and_removed(
    app: Flask, admin: Desk, parts: Parts, newsroom: Newsroom
) -> None:
    wanted = {"site": "harbour", "url": newsroom.address("/hook"), "events": "comment.published"}
    assert "No service of yours" in admin.get("/desk/hooks").text
    for wrong in ({"url": "ftp://a"}, {"events": "comment.liked"}, {"site": "nowhere"}):
        assert admin.post("/desk/hooks/new", **(wanted | wrong)).status_code in {404, 422}
    none = admin.post("/desk/hooks/new", **{name: said for name, said in wanted.items() if name != "events"})
    assert "Name at least one thing that it is told." in none.text
    assert none.text.count("autofocus") == 1
    made = SECRET.search(admin.post("/desk/hooks/new", **wanted).text)
    assert made is not None
    assert made[1] not in admin.get("/desk/hooks").text

    machine = a_machine(parts)
    an_article(parts, machine)
    newsroom.paths["/hook"] = answers("", status=410)
    a_comment(parts, machine)
    ask_others_once(replace(parts, hooks=HttpHooks(LOOPBACK)), "hook")
    page = admin.get("/desk/hooks/1").text
    assert "Given up" in page
    assert "it answered 410" in page
    admin.post("/desk/hooks/1/enable")
    newsroom.paths["/hook"] = answers("", status=204)
    admin.post("/desk/hooks/1/replay")
    ask_others_once(replace(parts, hooks=HttpHooks(LOOPBACK)), "hook")
    assert "Delivered" in admin.get("/desk/hooks/1").text
    rotated = SECRET.search(admin.post("/desk/hooks/1/rotate").text)
    assert rotated is not None
    assert rotated[1] != made[1]
    admin.post("/desk/hooks/1/remove")
    assert admin.get("/desk/hooks/1").status_code == 404
