"""``moderation set-up``: what a first run makes, so that there is something to see and somebody to sign in."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import datetime, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import click

from moderation.commands.opening import open_parts, patient, read_secret, read_settings, say
from moderation.domain.callers import NOBODY, SCOPES, Caller, Role
from moderation.domain.errors import Malformed

if TYPE_CHECKING:
    from moderation.parts import Parts
    from moderation.settings import Settings

MANAGER = "manager"
REPLAY_PER_MINUTE = 1_000_000
"""The replay key's own limit: a load test must not be told to slow down."""

APART = timedelta(minutes=2)
"""Between one of the demo's comments and the next."""


@click.command("set-up")
def set_up() -> None:
    """Make what a first run lacks: the database, the secret, a demo site and a manager's account."""
    settings = read_settings()
    parts = open_parts(patient(settings), scoring=settings.demo and not settings.is_production)
    read_secret(settings)
    if settings.is_production:
        return
    _welcome_manager(parts)
    if settings.demo:
        _open_demo(parts, settings)


def _welcome_manager(parts: Parts) -> None:
    from moderation.use_cases.create_account import create_account
    from moderation.use_cases.list_accounts import list_accounts

    if not list_accounts(parts):
        password = create_account(parts, MANAGER, Role.ADMIN)
        say(
            "",
            f"  Sign in at /desk as {MANAGER} with the one-time password  {password}",
            "  (lost it? .venv/bin/moderation account reset gives another)",
            "",
        )


def _open_demo(parts: Parts, settings: Settings) -> None:
    """The demo site with its articles, comments and a key for ``moderation replay``, unless there is a site already."""
    from moderation.use_cases.list_sites import list_sites
    from moderation.use_cases.open_site import open_site

    if list_sites(parts):
        return
    demo = json.loads(files("moderation.commands").joinpath("demo.json").read_text(encoding="utf-8"))
    slug = demo["site"]["id"]
    open_site(parts, slug, demo["site"]["name"], {"newcomer_comments": 0})
    _make_replay_key(parts, settings, slug)
    site_itself = replace(NOBODY, key_id=0, site=slug, scopes=frozenset(SCOPES), per_minute=REPLAY_PER_MINUTE)
    for article in demo["articles"]:
        _put(parts, site_itself, slug, article)
    _comment(parts, site_itself, demo["comments"])


def _make_replay_key(parts: Parts, settings: Settings, site: str) -> None:
    from moderation.use_cases.create_key import create_key

    file = settings.data_dir / "replay.key"
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as opened:
        opened.write(create_key(parts, "replay", site, ["articles", "comments"], REPLAY_PER_MINUTE))


def _put(parts: Parts, caller: Caller, site: str, article: dict[str, Any]) -> None:
    from moderation.use_cases.put_article import NewArticle, put_article

    new = NewArticle(
        title=article["title"],
        text=article["text"],
        section=tuple(article["section"]),
        language=article["language"],
        published_at=datetime.fromisoformat(article["published_at"]),
    )
    put_article(parts, caller, site, article["id"], new)


def _comment(parts: Parts, site_itself: Caller, seeds: list[dict[str, Any]]) -> None:
    """Take the demo's comments as if they had come in over the last half hour; each is judged like any other.

    So the desk does not begin with an alarm: what waits has waited for less than the rules want.
    """
    first_at = parts.now() - APART * len(seeds)
    made: list[str | None] = []
    for place, seed in enumerate(seeds):
        then = _at(parts, first_at + APART * place)
        parent = made[seed["parent"]] if seed["parent"] is not None else None
        if seed.get("staff"):
            made.append(_reply(then, seed["text"], parent))
        else:
            made.append(_submit(then, site_itself, seed, parent))


def _at(parts: Parts, moment: datetime) -> Parts:
    """The parts as if it were that moment."""
    return replace(parts, now=lambda: moment)


def _reply(parts: Parts, text: str, parent: str | None) -> str | None:
    """The id of the manager's reply, or None when what it answers is held: a reply would publish it."""
    from moderation.domain.comments import Status
    from moderation.use_cases.list_accounts import list_accounts
    from moderation.use_cases.reply_to_comment import reply_to_comment
    from moderation.use_cases.review_comment import review_comment

    first = list_accounts(parts)[0]
    manager = Caller(account_id=first.id, name=first.name, role=Role.ADMIN)
    answered = review_comment(parts, manager, parent) if parent is not None else None
    if answered is None or answered.status is not Status.PUBLISHED:
        return None
    return reply_to_comment(parts, manager, answered.id, answered.version, text)


def _submit(parts: Parts, caller: Caller, seed: dict[str, Any], parent: str | None) -> str | None:
    """The comment's id, or None when what it answers is held."""
    from moderation.domain.callers import NamedAuthor
    from moderation.use_cases.submit_comment import NewComment, submit_comment

    author = NamedAuthor(f"demo-{seed['author'].lower().replace(' ', '-')}", seed["author"])
    new = NewComment(caller.site or "", seed["article"], seed["text"], parent=parent, author=author)
    try:
        return submit_comment(parts, caller, new).id
    except Malformed:
        return None
