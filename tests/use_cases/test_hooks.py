"""Hooks are told what happens: signed, at least once, from the transaction of what happened, to a real server."""

from __future__ import annotations

import json
import re
import runpy
import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update
from standardwebhooks import Webhook, WebhookVerificationError

from moderation.delivery.webhooks import HttpHooks
from moderation.domain.appeals import Ground
from moderation.domain.callers import Caller, NamedAuthor, Role
from moderation.domain.comments import Action
from moderation.domain.errors import Conflict, Malformed, NotAllowed, NotFound
from moderation.domain.hooks import Happening
from moderation.domain.retention import TEXT_REMOVED
from moderation.parts import Parts
from moderation.storage.hook_tables import Delivery
from moderation.storage.tables import Revision
from moderation.use_cases.alert_waits import alert_waits
from moderation.use_cases.appeal_decision import NewAppeal, appeal_decision
from moderation.use_cases.change_hook import enable_hook, remove_hook, rotate_hook
from moderation.use_cases.create_hook import MadeHook, NewHook, create_hook
from moderation.use_cases.list_hooks import list_deliveries, list_hooks
from moderation.use_cases.replay_deliveries import replay_deliveries
from moderation.use_cases.report_comment import NewReport, report_comment
from moderation.use_cases.sweep_expired import sweep_expired
from moderation.use_cases.undo_decision import undo_decision
from moderation.worker import ask_others_once
from tests.asking import decided, rows
from tests.making import NOON, a_comment, a_manager, at
from tests.newsroom import LOOPBACK, Newsroom, answers, redirects_to

PAGE = Path(__file__).parents[2] / "docs/webhooks.md"
ALL = [each.value for each in Happening]


@pytest.fixture
def parts(parts: Parts) -> Parts:
    return replace(parts, hooks=HttpHooks(LOOPBACK))


@pytest.fixture
def newsroom(newsroom: Newsroom) -> Newsroom:
    newsroom.paths["/hook"] = answers("", status=204)
    return newsroom


def a_hook(
    parts: Parts, newsroom: Newsroom, events: Sequence[str] = ALL, path: str = "/hook", **said: Any
) -> MadeHook:
    return create_hook(parts, NewHook("harbour", newsroom.address(path), events, **said))


def delivered(parts: Parts) -> int:
    """Send all that is due; how many tries that took."""
    tries = 0
    while done := ask_others_once(parts, "hook"):
        tries += done
    return tries


def told(newsroom: Newsroom) -> list[dict[str, Any]]:
    return [json.loads(body) for _, body in newsroom.posted]


def state(parts: Parts, hook: MadeHook) -> list[tuple[str, int, int | None]]:
    return [(each.state, each.attempts, each.answered) for each in list_deliveries(parts, hook.id)]


def test_all_that_happens_to_a_comment_is_told_as_ids_and_statuses(
    parts: Parts, machine: Caller, newsroom: Newsroom
) -> None:
    a_hook(parts, newsroom)
    mira, noor = a_manager(parts), a_manager(parts, "Noor", Role.SENIOR)
    ada = NamedAuthor("ada", "Ada")

    fair = a_comment(parts, machine).id
    bea = NewReport("harbour", fair, Ground.SPAM, author=NamedAuthor("bea", "Bea"))
    report_comment(parts, machine, bea)
    rude = a_comment(parts, machine, "You idiot.").id
    rejected = decided(parts, mira, rude, Action.REJECT, "courtesy")
    appeal_decision(parts, machine, NewAppeal("harbour", rude, "I meant it well.", ada))
    undo_decision(parts, noor, rude, rejected)
    alert_waits(at(parts, NOON + timedelta(minutes=61)))
    alert_waits(at(parts, NOON + timedelta(minutes=66)))
    delivered(at(parts, NOON + timedelta(minutes=67)))

    by_id = sorted(newsroom.posted, key=lambda each: each[0]["webhook-id"])
    messages = [json.loads(body) for _, body in by_id]
    assert sorted(each["type"] for each in messages) == sorted(
        "comment.submitted comment.published report.filed comment.submitted comment.held comment.rejected "
        "comment.decided appeal.filed comment.held comment.undone appeal.settled wait.exceeded".split()
    )
    published = next(each for each in messages if each["type"] == "comment.published")
    assert published["data"]["status"] == "published"
    assert published["data"]["comment"] == fair
    assert (published["data"]["site"], published["data"]["article"]) == ("harbour", "budget")
    assert (published["data"]["author"], published["data"]["by"]) == ("ada", "policy")
    assert "idiot" not in "".join(map(str, messages))


def test_a_receiver_verifies_it_with_either_secret_while_they_are_rotated(
    parts: Parts, machine: Caller, newsroom: Newsroom, tmp_path: Path
) -> None:
    now = datetime.now(UTC)  # the receiver looks at the clock
    hook = a_hook(parts, newsroom, ["comment.published"])
    new_secret = rotate_hook(at(parts, now), hook.id)
    a_comment(at(parts, now), machine)
    delivered(at(parts, now))
    a_comment(at(parts, now), machine, "Another one.")
    delivered(at(parts, now + timedelta(hours=25)))
    (headers, body), (later, _) = newsroom.posted
    (tmp_path / "example.py").write_text(
        re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(), re.MULTILINE | re.DOTALL)[0]
    )
    is_genuine = runpy.run_path(str(tmp_path / "example.py"))["is_genuine"]
    for secret in (hook.secret, new_secret):
        assert is_genuine(secret, headers, body)
        assert not is_genuine(secret, headers, body + b" ")
        assert Webhook(secret).verify(body, headers)["type"] == "comment.published"
    with pytest.raises(WebhookVerificationError):
        Webhook(new_secret).verify(body + b" ", headers)
    assert len(later["webhook-signature"].split()) == 1


def test_what_fails_is_tried_again_later_and_later_and_given_up_after_a_day_and_a_half(
    parts: Parts, machine: Caller, newsroom: Newsroom
) -> None:
    hook = a_hook(parts, newsroom, ["comment.published"])
    newsroom.paths["/hook"] = answers("", status=500)
    a_comment(parts, machine)
    moment, tries = NOON, 0
    while state(parts, hook)[0][0] == "waiting":
        moment += timedelta(seconds=1 if tries < 2 else 600)
        tries += delivered(at(parts, moment))
        assert moment < NOON + timedelta(hours=60)

    assert state(parts, hook) == [("dead", 10, 500)]
    assert len(newsroom.posted) == 10
    assert len({headers["webhook-id"] for headers, _ in newsroom.posted}) == 1
    assert moment - NOON > timedelta(hours=36)
    assert [(each.waiting, each.dead) for each in list_hooks(parts)] == [(0, 1)]
    newsroom.paths["/hook"] = answers("", status=204)
    assert replay_deliveries(at(parts, moment), hook.id) == 1
    delivered(at(parts, moment))
    assert state(parts, hook) == [("delivered", 1, 204)]
    sweep_expired(at(parts, moment + timedelta(days=8)))
    assert state(parts, hook) == []


def test_an_address_that_hangs_redirects_or_is_not_public_gets_nothing_and_keeps_nobody_waiting(
    parts: Parts, machine: Caller, newsroom: Newsroom
) -> None:
    asked, over = threading.Event(), threading.Event()

    def hang(_asking: BaseHTTPRequestHandler) -> None:
        asked.set()
        over.wait(5)

    newsroom.paths["/hang"] = hang
    newsroom.paths["/redirect"] = redirects_to(newsroom.address("/hook"))
    hooks = [a_hook(parts, newsroom, ["comment.published"], path) for path in ("/hang", "/redirect", "/hook")]
    inner = replace(parts, hooks=HttpHooks())
    a_comment(parts, machine)
    delivered(replace(parts, hooks=HttpHooks(LOOPBACK, seconds=1)))
    over.set()

    assert asked.is_set()
    assert [state(parts, each) for each in hooks] == [
        [("waiting", 1, None)],
        [("waiting", 1, 302)],
        [("delivered", 1, 204)],
    ]
    assert list_deliveries(parts, hooks[0].id)[0].error == "it took longer than 1 seconds"
    delivered(at(inner, NOON + timedelta(seconds=10)))
    assert "loopback" in (list_deliveries(parts, hooks[0].id)[0].error or "")


def test_a_hook_that_is_gone_is_switched_off_until_it_is_switched_on_again(
    parts: Parts, machine: Caller, newsroom: Newsroom
) -> None:
    hook = a_hook(parts, newsroom, ["comment.published"])
    newsroom.paths["/hook"] = answers("", status=410)
    a_comment(parts, machine)
    delivered(parts)
    a_comment(parts, machine, "Nobody hears of this.")

    assert state(parts, hook) == [("dead", 1, 410)]
    with pytest.raises(Conflict):
        replay_deliveries(parts, hook.id)
    enable_hook(parts, hook.id)
    newsroom.paths["/hook"] = answers("", status=204)
    assert replay_deliveries(parts, hook.id, list_deliveries(parts, hook.id)[0].id) == 1
    assert delivered(parts) == 1


def test_texts_go_only_where_they_were_asked_for_and_never_once_they_are_gone(
    parts: Parts, machine: Caller, newsroom: Newsroom
) -> None:
    a_hook(parts, newsroom, ["comment.published"], with_texts=True)
    a_comment(parts, machine, "A fair budget, and a long one.")
    delivered(parts)
    a_comment(parts, machine, "To be forgotten.")
    with parts.database.writing() as session:
        session.execute(update(Revision).values(text=TEXT_REMOVED))
    delivered(parts)

    assert [each["data"]["text"] for each in told(newsroom)] == ["A fair budget, and a long one.", None]
    assert "forgotten" not in str(rows(parts, Delivery))


def test_what_did_not_happen_is_not_told(parts: Parts, machine: Caller, newsroom: Newsroom) -> None:
    a_hook(parts, newsroom, ["comment.submitted"])
    with pytest.raises(Malformed):
        a_comment(parts, machine, "An answer to nothing.", parent="0" * 36)

    assert rows(parts, Delivery) == []


def test_only_administrators_look_after_hooks_and_a_wrong_one_is_refused(
    parts: Parts, machine: Caller, newsroom: Newsroom
) -> None:
    noor = a_manager(parts, "Noor", Role.SENIOR)
    hook = a_hook(parts, newsroom)
    for url in ("ftp://a.example/", "http://name:pw@a.example/", "nothing", "https://a.example/ b"):
        with pytest.raises(Malformed):
            create_hook(parts, NewHook("harbour", url, ALL))
    with pytest.raises(Malformed):
        create_hook(parts, NewHook("harbour", newsroom.address(), ["comment.liked"]))
    with pytest.raises(NotAllowed):
        rotate_hook(parts, hook.id, caller=noor)
    with pytest.raises(NotAllowed):
        list_hooks(parts, caller=noor)
    a_comment(parts, machine)
    remove_hook(parts, hook.id)
    with pytest.raises(NotFound):
        list_deliveries(parts, hook.id)
    delivered(parts)
    assert newsroom.posted == []
