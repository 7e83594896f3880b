"""Reading who a site says its reader is: a JWT, signed by a key that the site has given us, good once and briefly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import jwt

from moderation.domain.errors import Malformed, NotSignedIn
from moderation.storage.accounts import digest_of

if TYPE_CHECKING:
    from moderation.storage.identity_tables import VouchingKey

ALGORITHMS = ("HS256", "RS256", "ES256", "EdDSA")
AUDIENCE = "comment-desk"
LONGEST_LIFE = timedelta(minutes=10)
SKEW = timedelta(seconds=30)
"""How far the site's clock may go ahead of ours."""

LONGEST = {"sub": 200, "jti": 200, "name": 200}
SHORTEST_SECRET, SMALLEST_RSA = 32, 2048


@dataclass(frozen=True)
class Identity:
    """Who a site says its reader is; ``digest`` tells this saying from every other."""

    id: str
    name: str
    digest: str
    expires_at: datetime


def identity_in(token: str, keys: Sequence[VouchingKey], now: datetime) -> Identity:
    """The identity that a token vouches for, when one of the site's keys signed it.

    Raises:
        NotSignedIn: with a code that says what is wrong with it.
    """
    key = _key_for(token, keys)
    try:
        claims = jwt.decode(
            token,
            key.material,
            algorithms=[key.algorithm],
            audience=AUDIENCE,
            issuer=key.issuer,
            options={
                "require": ["exp", "iss", "aud", "sub", "jti", "name"],
                "verify_exp": False,  # by our own clock, below
                "verify_nbf": False,
                "verify_iat": False,
            },
        )
    except jwt.InvalidTokenError as error:
        raise _refusal(error) from error
    return _identity(key, claims, now)


def check_material(algorithm: str, material: str) -> None:
    """Go on when this can verify what the algorithm signs.

    Raises:
        Malformed: when it cannot, is weak, or is a private key: that is the site's alone.
    """
    complaint = _fault(algorithm, material)
    if complaint is not None:
        raise Malformed(complaint, fields={"key": [complaint]})


def _key_for(token: str, keys: Sequence[VouchingKey]) -> VouchingKey:
    """The key that the token names; the only one, where it names none."""
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.InvalidTokenError, UnicodeError) as error:  # as half of a character is
        raise NotSignedIn("This is no signed token.", code="token_unreadable") from error
    kid = header.get("kid")
    named = [each for each in keys if each.kid == kid or (kid is None and len(keys) == 1)]
    if not named:
        raise NotSignedIn("No key of this site has the token's kid.", code="unknown_kid")
    if header.get("alg") != named[0].algorithm:
        raise NotSignedIn(f"This key signs with {named[0].algorithm} alone.", code="wrong_algorithm")
    return named[0]


def _identity(key: VouchingKey, claims: dict[str, Any], now: datetime) -> Identity:
    for claim, longest in LONGEST.items():
        if not isinstance(claims[claim], str) or not 0 < len(claims[claim]) <= longest:
            raise NotSignedIn(
                f"The claim {claim} is a text of 1 to {longest} characters.", code="claim_missing"
            )
    expires_at, begins_at = _moment(claims, "exp"), _moment(claims, "nbf")
    if expires_at is None or expires_at <= now:
        raise NotSignedIn("The token has expired.", code="token_expired")
    if expires_at > now + LONGEST_LIFE + SKEW:
        raise NotSignedIn("The token is good for too long: at most ten minutes.", code="token_too_long")
    if begins_at is not None and begins_at > now + SKEW:
        raise NotSignedIn("The token is not good yet.", code="token_early")
    digest = digest_of(f"{key.site_id} {key.issuer} {claims['jti']}")
    return Identity(claims["sub"], claims["name"], digest, expires_at + SKEW)


def _moment(claims: dict[str, Any], claim: str) -> datetime | None:
    said = claims.get(claim)
    is_number = isinstance(said, int | float) and not isinstance(said, bool) and 0 < said < 1 << 33
    return datetime.fromtimestamp(said, UTC) if is_number and said is not None else None


def _refusal(error: jwt.InvalidTokenError) -> NotSignedIn:
    said = {
        jwt.InvalidSignatureError: ("The signature is not this key's.", "bad_signature"),
        jwt.InvalidIssuerError: ("The claim iss is not the key's issuer.", "wrong_issuer"),
        jwt.InvalidAudienceError: (f"The claim aud is not {AUDIENCE}.", "wrong_audience"),
        jwt.MissingRequiredClaimError: ("It needs exp, iss, aud, sub, jti and name.", "claim_missing"),
    }
    words, code = said.get(type(error), ("This is no signed token.", "token_unreadable"))
    return NotSignedIn(words, code=code)


def _fault(algorithm: str, material: str) -> str | None:
    if algorithm not in ALGORITHMS:
        return f"Say one of {', '.join(ALGORITHMS)}."
    if algorithm == "HS256":
        return (
            f"A secret has {SHORTEST_SECRET} characters or more." if len(material) < SHORTEST_SECRET else None
        )
    if "PRIVATE" in material:
        return "This is a private key: keep it where you sign, and give the public one."
    try:
        key: Any = jwt.get_algorithm_by_name(algorithm).prepare_key(material)
    except (jwt.InvalidKeyError, ValueError, TypeError):
        return f"This is no public key for {algorithm} in PEM."
    if algorithm == "RS256" and key.key_size < SMALLEST_RSA:
        return f"An RSA key has {SMALLEST_RSA} bits or more."
    return None
