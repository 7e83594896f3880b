"""What the doctor finds in the tables: what cannot be used, what waits, and what was given up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from moderation.commands.diagnosis import Level, Line, some

if TYPE_CHECKING:
    from moderation.parts import Parts
    from moderation.storage.database import Database
    from moderation.use_cases.list_hooks import KnownHook


def check_tables(database: Database) -> Iterator[Line]:
    """Whether the tables are of this version, and what in them waits, was given up or cannot be used."""
    from moderation.domain.scores import NoScorer
    from moderation.parts import Parts
    from moderation.storage.migrate import is_migrated
    from moderation.use_cases.check_readiness import check_readiness

    if not is_migrated(database):
        yield Line("tables", Level.FAIL, "not of this version: run `moderation migrate`")
        return
    parts = Parts(database, NoScorer())
    storage = check_readiness(parts).storage
    yield Line("tables", Level.FAIL if storage else Level.OK, storage or "of this version, can be written to")
    yield from _check_rules(parts)
    yield _check_pages(parts)
    yield _check_letters(parts)
    yield from _check_hooks(parts)
    yield from _check_jobs(parts)


def _check_rules(parts: Parts) -> Iterator[Line]:
    from moderation.use_cases.check_rules import check_rules

    faults = check_rules(parts)
    for where, fault in faults:
        words = f"those of {where} cannot be used ({fault}): set them again by `moderation site rules`"
        yield Line("rules", Level.FAIL, words)
    if not faults:
        yield Line("rules", Level.OK, "all can be used")


def _check_pages(parts: Parts) -> Line:
    from moderation.use_cases.check_pages import check_pages

    unread = check_pages(parts)
    if not unread:
        return Line("pages", Level.OK, "all that were asked for have been read")
    page, why, site = unread[0]
    words = (
        f"{len(unread):,} could not be read, the latest {page} ({why}): mend that, then"
        f" `moderation article reread {site}`;"
        " a page at an address that is not public, such as 127.0.0.1, also needs MODERATION_INNER_NETWORKS"
    )
    return Line("pages", Level.WARN, words)


def _check_letters(parts: Parts) -> Line:
    from moderation.use_cases.check_letters import check_letters

    outbox = check_letters(parts)
    words = f"{some(outbox.waiting, 'letter')} to be sent, {outbox.given_up:,} given up in the last week"
    if outbox.why:
        return Line("letters", Level.WARN, f"{words}; the latest that did not leave: {outbox.why}")
    return Line("letters", Level.OK, words)


def _check_hooks(parts: Parts) -> Iterator[Line]:
    from moderation.use_cases.list_hooks import list_deliveries, list_hooks

    hooks = list_hooks(parts)
    for hook in hooks:
        if hook.dead:
            dead = (each for each in list_deliveries(parts, hook.id) if each.state == "dead")
            latest = next((each.error or f"it answered {each.answered}" for each in dead), "long ago")
            words = f"{some(hook.dead, 'message')} to {hook.url} given up ({latest}): {_again(hook)}"
            yield Line("hooks", Level.WARN, words)
        elif hook.disabled_at:
            words = f"{hook.url} is switched off, as it answered 410: `moderation hook enable {hook.id}`"
            yield Line("hooks", Level.WARN, words)
    if not any(hook.dead or hook.disabled_at for hook in hooks):
        waiting = some(sum(hook.waiting for hook in hooks), "message")
        yield Line("hooks", Level.OK, f"{waiting} on the way to {some(len(hooks), 'hook')}, none given up")


def _again(hook: KnownHook) -> str:
    replay = f"`moderation hook replay {hook.id}` sends them again"
    return f"`moderation hook enable {hook.id}`, then {replay}" if hook.disabled_at else replay


def _check_jobs(parts: Parts) -> Iterator[Line]:
    from moderation.use_cases.check_backlog import check_backlog

    backlog = check_backlog(parts)
    comments, pages = some(backlog.comments, "comment"), some(backlog.pages, "page")
    words = f"{comments} to be scored, {pages} to be read, {some(backlog.articles, 'article')} to be profiled"
    yield Line("waiting", Level.OK, words)
    if backlog.overdue:
        words = f"{some(backlog.overdue, 'job')} overdue: no worker runs (`moderation serve` or `moderation work`)"
        yield Line("worker", Level.WARN, words)
    else:
        yield Line("worker", Level.OK, "nothing is overdue")
