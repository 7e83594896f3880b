"""Suggestions: keeping one in the place of an earlier one, who made how many, and forgetting them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Float, String, cast, column, delete, func, select, true
from sqlalchemy.orm import Session, joinedload

from moderation.storage.account_tables import Key, Site
from moderation.storage.suggestion_tables import Suggestion
from moderation.storage.upsert import insert

HALF = 0.5
"""From how much on a label says that its attribute is there."""


@dataclass(frozen=True)
class Source:
    """Where suggestions came from, how many there are, when the last one came, and what each of them counts.

    ``said`` is for each attribute how many say that it is there (at least half of it), and how many that it is not.
    """

    site: str
    key_id: int
    key: str
    community: str
    count: int
    last_at: datetime
    weight: float
    said: Mapping[str, tuple[int, int]]


def keep_suggestion(session: Session, said: dict[str, Any]) -> None:
    """Keep what was suggested, in the place of an earlier suggestion with the same token."""
    adding = insert(session, Suggestion).values(**said)
    if said["client_token"] is not None:
        same = ["site_id", "community", "client_token"]
        adding = adding.on_conflict_do_update(
            index_elements=same, set_={name: value for name, value in said.items() if name not in same}
        )
    session.execute(adding)


def key_for_imports(session: Session, site: Site, name: str, now: datetime) -> Key:
    """The key that imported labels stand by, made now if need be; nobody can come in by it."""
    key = session.scalar(select(Key).where(Key.site_id == site.id, Key.name == name))
    if key is None:
        digest = sha256(f"{name} of site {site.id}".encode()).hexdigest()[
            :32
        ]  # half of one: no secret has it
        key = Key(
            site_id=site.id,
            name=name,
            digest=digest,
            scopes="",
            per_minute=0,
            created_at=now,
            revoked_at=now,
        )
        session.add(key)
        session.flush()
    return key


def suggestions_that_count(session: Session) -> Sequence[Suggestion]:
    """Every suggestion whose key's count for something, with the key, the oldest first."""
    asked = select(Suggestion).join(Suggestion.key).where(Key.label_weight > 0)
    return session.scalars(asked.options(joinedload(Suggestion.key)).order_by(Suggestion.suggested_at)).all()


def sources(session: Session) -> Sequence[Source]:
    """Where all suggestions came from, by site, key and community."""
    asked = (
        select(
            Site.slug,
            Key.id,
            Key.name,
            Suggestion.community,
            func.count(),
            func.max(Suggestion.suggested_at),
            Key.label_weight,
        )
        .join(Key, Key.id == Suggestion.key_id)
        .join(Site, Site.id == Suggestion.site_id)
        .group_by(Site.slug, Key.id, Key.name, Key.label_weight, Suggestion.community)
        .order_by(Site.slug, Key.id, Suggestion.community)
    )
    said = _said(session)
    return [
        Source(*row, said[slug, key, community])
        for row in session.execute(asked)
        for slug, key, _, community, *_ in [row]
    ]


def _said(session: Session) -> Mapping[tuple[str, int, str], dict[str, tuple[int, int]]]:
    """What the suggestions of each site, key and community say, by attribute."""
    label = func.json_each(Suggestion.labels).table_valued(column("key", String), column("value", String))
    is_there = cast(cast(label.c.value, String), Float) >= HALF  # in PostgreSQL a value is JSON itself
    asked = (
        select(
            Site.slug,
            Suggestion.key_id,
            Suggestion.community,
            label.c.key,
            func.count().filter(is_there),
            func.count().filter(~is_there),
        )
        .select_from(Suggestion)
        .join(Site, Site.id == Suggestion.site_id)
        .join(label, true())
        .group_by(Site.slug, Suggestion.key_id, Suggestion.community, label.c.key)
        .order_by(label.c.key)
    )
    said: dict[tuple[str, int, str], dict[str, tuple[int, int]]] = defaultdict(dict)
    for slug, key, community, name, there, not_there in session.execute(asked):
        said[slug, key, community][name] = (there, not_there)
    return said


def erase(session: Session, site: Site, named: Mapping[str, Any]) -> int:
    """Forget the site's suggestions, those alone of which these columns are so; how many there were."""
    asked = delete(Suggestion).where(Suggestion.site_id == site.id)
    for name, value in named.items():
        asked = asked.where(getattr(Suggestion, name) == value)
    return len(session.scalars(asked.returning(Suggestion.id)).all())
