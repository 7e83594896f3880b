"""Readers whom a site vouches for, with a token that its server has signed."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

import jwt

from moderation.domain.callers import Caller
from moderation.parts import Parts
from moderation.storage import identities, sites
from moderation.use_cases.add_vouching_key import NewVouchingKey, add_vouching_key
from moderation.use_cases.identify_caller import identify_caller
from moderation.use_cases.vouch_for_reader import vouch_for_reader
from tests.making import NOON

SECRET = "a secret that both of us know, and nobody else"
KID = "one"
_NUMBERS = count()


def signed(parts: Parts, sub: str, name: str, site: str = "harbour") -> str:
    """What the server of a site, whose key is known from now on, says of a reader of its own; good once."""
    with parts.database.reading() as session:
        is_known = identities.key_named(session, sites.site_named(session, site), KID) is not None
    if not is_known:
        add_vouching_key(parts, site, NewVouchingKey(KID, "HS256", SECRET, site))
    said: dict[str, Any] = {"sub": sub, "name": name, "iss": site, "aud": "comment-desk"}
    said |= {"jti": str(next(_NUMBERS)), "exp": NOON + timedelta(minutes=5)}
    return jwt.encode(said, SECRET, algorithm="HS256", headers={"kid": KID})


def a_vouched_reader(parts: Parts, name: str = "Vera", sub: str = "") -> Caller:
    """A reader who has just come in with such a token; without an id of the site's own that is the name in small."""
    shown = signed(parts, sub or name.lower(), name)
    return identify_caller(parts, key=vouch_for_reader(parts, "harbour", shown, "192.0.2.1").token)
