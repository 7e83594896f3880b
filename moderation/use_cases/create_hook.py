"""Make a hook, so that a site's own service is told what happens; its secret is shown once."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.addresses import web_address
from moderation.domain.callers import OPERATOR, Caller, require_admin
from moderation.domain.errors import Malformed
from moderation.domain.hooks import SECRET_BYTES, Happening, secret_of
from moderation.domain.pages import NotFetched
from moderation.storage import hooks, sites
from moderation.storage.hook_tables import Hook
from moderation.use_cases.steps.hooking import record_hook

if TYPE_CHECKING:
    from moderation.parts import Parts


@dataclass(frozen=True)
class NewHook:
    """A hook as it is wanted: of which site, where messages go, what it is told, and whether with comments' texts."""

    site: str
    url: str
    events: Sequence[str]
    with_texts: bool = False


@dataclass(frozen=True)
class MadeHook:
    """The number of a new hook, and the secret that its messages are signed with."""

    id: int
    secret: str


def create_hook(parts: Parts, new: NewHook, *, caller: Caller = OPERATOR) -> MadeHook:
    """The new hook; where its address leads is judged at each delivery, not now.

    Raises:
        NotSignedIn, NotAllowed: for all but administrators and the operator.
        NotFound: when there is no such site.
        Malformed: when the address is none, or an event is unknown or none is named.
    """
    require_admin(caller)
    url = _checked(new)
    now = parts.now()
    secret = secret_of(secrets.token_bytes(SECRET_BYTES))
    with parts.database.writing() as session:
        hook = Hook(
            site_id=sites.site_named(session, new.site).id,
            url=url,
            events=sorted(set(new.events)),
            with_texts=new.with_texts,
            secret=secret,
            failures=0,
            created_at=now,
        )
        hooks.add_hook(session, hook)
        record_hook(session, hook, "made", now, caller)
        return MadeHook(hook.id, secret)


def _checked(new: NewHook) -> str:
    """The address, in the one spelling that we take."""
    fields: dict[str, list[str]] = {}
    unknown = sorted(set(new.events) - set(Happening))
    if not new.events:
        fields["events"] = ["Name at least one thing that it is told."]
    if unknown:
        fields["events"] = [f"Name what it is told: {', '.join(Happening)}; not {', '.join(unknown)}."]
    try:
        url = str(web_address(new.url.strip()))
    except NotFetched as why:
        fields["url"] = [f"This is no address for a hook: {why}."]
    if fields:
        raise Malformed(next(iter(fields.values()))[0], fields=fields)
    return url
