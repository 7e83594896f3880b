"""Have a site vouch for its readers with a key: the public half, or a secret that both know."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.errors import Conflict, Malformed
from moderation.storage import identities, sites
from moderation.storage.identity_tables import VouchingKey
from moderation.use_cases.steps.vouching import check_material

if TYPE_CHECKING:
    from moderation.parts import Parts


@dataclass(frozen=True)
class NewVouchingKey:
    """What is signed by whom: the ``kid`` that tokens name, the one algorithm, the key, and the ``iss`` that counts."""

    kid: str
    algorithm: str
    material: str
    issuer: str


def add_vouching_key(parts: Parts, site: str, new: NewVouchingKey) -> None:
    """Keep the key; others of the site count on, so that one can take another's place.

    Raises:
        NotFound: when there is no such site.
        Malformed: when the key cannot verify, or its name cannot be used.
        Conflict: when the site has, or had, a key of this name.
    """
    if not re.fullmatch(r"[A-Za-z0-9._-]{1,64}", new.kid) or not 0 < len(new.issuer) <= 200:
        raise Malformed("A kid has 1 to 64 letters, digits and . _ -, an issuer up to 200 characters.")
    check_material(new.algorithm, new.material)
    with parts.database.writing() as session:
        place = sites.site_named(session, site)
        if identities.key_named(session, place, new.kid) is not None:
            raise Conflict(f"{site} has, or had, a key {new.kid}. Choose another name.")
        key = VouchingKey(
            site_id=place.id,
            kid=new.kid,
            algorithm=new.algorithm,
            material=new.material,
            issuer=new.issuer,
            created_at=parts.now(),
        )
        identities.add_key(session, key)
