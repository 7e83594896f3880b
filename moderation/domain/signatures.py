"""Who signed a body: told by comparing HMACs in a time that gives nothing away."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field

MOST_SIGNATURES = 8
"""More than any sender has secrets at a time."""
_SCHEME = "sha256="


@dataclass(frozen=True)
class SigningSecret:
    """A secret that another platform signs with for a site; a site has several while one takes another's place."""

    site: str
    secret: str = field(repr=False)


@dataclass(frozen=True)
class Signed:
    """The site for which a body was signed, and the signature, which tells it from every other body."""

    site: str
    signature: str


def signed_for(body: bytes, header: str, secrets: Sequence[SigningSecret]) -> Signed | None:
    """For which site one of the header's signatures (``sha256=…,sha256=…``) was made of the body, if for any.

    Every secret is tried with every signature, whichever fits.
    """
    shown = [part.strip().removeprefix(_SCHEME).lower().encode() for part in header.split(",")]
    found = None
    for each in secrets:
        ours = hmac.new(each.secret.encode(), body, hashlib.sha256).hexdigest()
        for signature in shown[:MOST_SIGNATURES]:
            if hmac.compare_digest(ours.encode(), signature):
                found = Signed(each.site, ours)
    return found
