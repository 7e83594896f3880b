"""A site vouches for its readers with a signed token: taken once, briefly, by one algorithm; and guests, who wait."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from datetime import timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from moderation.domain.callers import Caller
from moderation.domain.comments import Status
from moderation.domain.errors import Conflict, Malformed, NotAllowed, NotFound, NotSignedIn
from moderation.domain.owning import Own
from moderation.parts import Parts
from moderation.use_cases.add_vouching_key import NewVouchingKey, add_vouching_key
from moderation.use_cases.change_blocks import change_blocks
from moderation.use_cases.edit_comment import edit_comment
from moderation.use_cases.identify_caller import identify_caller
from moderation.use_cases.list_comments import Listing, list_comments
from moderation.use_cases.list_notices import list_notices
from moderation.use_cases.list_vouching_keys import list_vouching_keys
from moderation.use_cases.put_back_comment import put_back_comment
from moderation.use_cases.revoke_vouching_key import revoke_vouching_key
from moderation.use_cases.sign_out import sign_out
from moderation.use_cases.sign_up import Told, sign_up
from moderation.use_cases.submit_comment import NewComment, submit_comment
from moderation.use_cases.sweep_expired import sweep_expired
from moderation.use_cases.vouch_for_reader import vouch_for_reader
from moderation.use_cases.welcome_guest import welcome_guest
from moderation.use_cases.withdraw_comment import withdraw_comment
from tests.making import NOON, PASSWORD, a_manager, a_site, at, the_rules

HOME = "192.0.2.1"
WEAK = """-----BEGIN PUBLIC KEY-----
MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAKj34GkxFhD90vcNLYLInFEX6Ppy1tPf
9Cnzj4p4WGeKLs1Pt8QuKUpRKfFLfRYC9AIKjbJTWit+CqvjWYzvQwECAwEAAQ==
-----END PUBLIC KEY-----"""
"""A public key of 512 bits."""
SECRET = "a secret that both of us know, and nobody else"


def the_keys(parts: Parts, kid: str = "one", algorithm: str = "HS256", material: str = SECRET) -> None:
    add_vouching_key(parts, "harbour", NewVouchingKey(kid, algorithm, material, "harbour"))


def signed(key: Any = SECRET, algorithm: str = "HS256", kid: str | None = "one", **claims: Any) -> str:
    said: dict[str, Any] = {"sub": "17", "name": "Ada", "iss": "harbour", "aud": "comment-desk", "jti": "1"}
    said |= {"exp": NOON + timedelta(minutes=5), **claims}
    header = {"kid": kid} if kid else None
    kept = {name: value for name, value in said.items() if value is not None}
    return jwt.encode(kept, key, algorithm=algorithm, headers=header)


def ada(parts: Parts, **claims: Any) -> Caller:
    return identify_caller(parts, key=vouch_for_reader(parts, "harbour", signed(**claims), HOME).token)


def test_a_vouched_reader_writes_and_sees_what_waits(parts: Parts, machine: Caller) -> None:
    the_keys(parts)
    reader = ada(parts)
    shown = submit_comment(parts, reader, NewComment("harbour", "budget", "Well argued."))
    held = submit_comment(parts, reader, NewComment("harbour", "budget", "You idiot."))
    own = list_comments(parts, ada(parts, jti="2"), Listing("harbour", "budget"))
    others = list_comments(parts, ada(parts, jti="3", sub="18"), Listing("harbour", "budget"))

    assert (shown.status, held.status) == (Status.PUBLISHED, Status.HELD)
    assert {each.id for each in own.comments} == {shown.id, held.id}
    assert {each.id for each in others.comments} == {shown.id}
    assert list_notices(parts, reader).notices == []
    with pytest.raises(NotSignedIn):
        identify_caller(at(parts, NOON + timedelta(hours=1)), key=vouched(parts, jti="4"))


def test_a_vouched_reader_changes_what_they_wrote_and_nothing_else(parts: Parts, machine: Caller) -> None:
    the_keys(parts)
    first, other = ada(parts), ada(parts, jti="2", sub="18")
    wrote = submit_comment(parts, first, NewComment("harbour", "budget", "A fare budget."))
    own = Own("harbour", wrote.id, version=wrote.version)

    with pytest.raises(NotFound):
        edit_comment(parts, other, own, "Mine now.")
    edited = edit_comment(parts, first, own, "A fair budget.")
    withdraw_comment(parts, first, Own("harbour", wrote.id, version=edited.version))
    put = put_back_comment(parts, first, Own("harbour", wrote.id))

    assert (edited.status, put.status) == (Status.PUBLISHED, Status.PUBLISHED)


def vouched(parts: Parts, **claims: Any) -> str:
    return vouch_for_reader(parts, "harbour", signed(**claims), HOME).token


def test_who_signs_out_shows_the_token_in_vain(parts: Parts, machine: Caller) -> None:
    the_keys(parts)
    token = vouched(parts)
    sign_out(parts, token)

    with pytest.raises(NotSignedIn):
        identify_caller(parts, key=token)


def test_a_token_counts_once_and_what_was_spent_is_forgotten_when_it_could_not_be_taken(
    parts: Parts, machine: Caller
) -> None:
    the_keys(parts)
    token = signed()
    vouch_for_reader(parts, "harbour", token, HOME)
    with pytest.raises(NotSignedIn) as again:
        vouch_for_reader(parts, "harbour", token, HOME)
    sweep_expired(at(parts, NOON + timedelta(minutes=6)))
    with pytest.raises(NotSignedIn) as after:
        vouch_for_reader(at(parts, NOON + timedelta(minutes=6)), "harbour", token, HOME)

    assert (again.value.code, after.value.code) == ("token_replayed", "token_expired")


WRONG: dict[str, tuple[str, str]] = {
    "no token": ("rubbish", "token_unreadable"),
    "half of a character": ("\ud800.e30.x", "token_unreadable"),
    "a nest": (f"{urlsafe_b64encode(b'[' * 2500).decode()}.e30.x", "token_unreadable"),
    "another secret": (signed("another secret, as long as it has to be, or more"), "bad_signature"),
    "another algorithm": (signed(SECRET * 2, "HS512"), "wrong_algorithm"),
    "no signature": (signed("", "none"), "wrong_algorithm"),
    "unknown kid": (signed(kid="two"), "unknown_kid"),
    "another issuer": (signed(iss="valley"), "wrong_issuer"),
    "another audience": (signed(aud="elsewhere"), "wrong_audience"),
    "over": (signed(exp=NOON), "token_expired"),
    "for too long": (signed(exp=NOON + timedelta(minutes=11)), "token_too_long"),
    "not yet": (signed(nbf=NOON + timedelta(minutes=2)), "token_early"),
    "without exp": (signed(exp=None), "claim_missing"),
    "without jti": (signed(jti=None), "claim_missing"),
    "without a name": (signed(name=""), "claim_missing"),
}


def test_every_other_token_is_refused_by_name(parts: Parts, machine: Caller) -> None:
    the_keys(parts)
    found = {}
    for what, (token, _) in WRONG.items():
        with pytest.raises(NotSignedIn) as refusal:
            vouch_for_reader(parts, "harbour", token, HOME)
        found[what] = refusal.value.code

    assert found == {what: code for what, (_, code) in WRONG.items()}


def test_keys_are_pinned_rotated_and_checked(parts: Parts, machine: Caller) -> None:
    pairs: dict[str, Any] = {
        "RS256": rsa.generate_private_key(65537, 2048),
        "ES256": ec.generate_private_key(ec.SECP256R1()),
        "EdDSA": ed25519.Ed25519PrivateKey.generate(),
    }
    for algorithm, pair in pairs.items():
        public = pair.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
        the_keys(parts, algorithm, algorithm, public)
        assert ada(parts, key=pair, algorithm=algorithm, kid=algorithm, jti=algorithm).name == "Ada"
        with pytest.raises(Conflict):
            the_keys(parts, algorithm, algorithm, public)
    private = pairs["ES256"].private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    for algorithm, material in (
        ("ES256", private),
        ("RS256", WEAK),
        ("EdDSA", "rubbish"),
        ("HS256", "short"),
    ):
        with pytest.raises(Malformed):
            the_keys(parts, "bad", algorithm, material)
    revoke_vouching_key(parts, "harbour", "ES256")
    with pytest.raises(NotSignedIn):
        ada(parts, key=pairs["ES256"], algorithm="ES256", kid="ES256", jti="new")
    with pytest.raises(NotFound):
        revoke_vouching_key(parts, "harbour", "ES256")
    assert [each.kid for each in list_vouching_keys(parts) if each.revoked_at is None] == ["RS256", "EdDSA"]


def test_no_site_vouches_for_staff_or_for_readers_of_another(parts: Parts, machine: Caller) -> None:
    the_keys(parts)
    a_site(parts, "valley")
    a_manager(parts, "Mira")

    with pytest.raises(NotSignedIn):
        vouch_for_reader(parts, "valley", signed(), HOME)
    for name in ("M1ra", "Moderator"):
        with pytest.raises(Malformed):
            ada(parts, name=name)


def test_guests_come_in_where_the_rules_say_so_and_always_wait(parts: Parts, machine: Caller) -> None:
    with pytest.raises(NotAllowed):
        welcome_guest(parts, "harbour", "Guido", None, HOME)
    the_rules(parts, "harbour", {"guests": "held", "mode": "post", "newcomer_comments": 0})
    guest = identify_caller(parts, key=welcome_guest(parts, "harbour", "Guido", "g@example.org", HOME).token)
    held = submit_comment(parts, guest, NewComment("harbour", "budget", "Well argued."))

    assert (held.status, held.findings[0].code) == (Status.HELD, "guest")
    with pytest.raises(Malformed):
        welcome_guest(parts, "harbour", "Admin", None, HOME)


def test_no_guest_passes_for_somebody_with_an_account(parts: Parts, machine: Caller) -> None:
    the_rules(parts, "harbour", {"guests": "held"})
    sign_up(parts, "Rhea", PASSWORD, HOME)

    with pytest.raises(Malformed, match="Somebody who signed up is called that"):
        welcome_guest(parts, "harbour", "rhéa", None, HOME)


def test_who_is_blocked_neither_signs_up_nor_comes_as_a_guest(parts: Parts, machine: Caller) -> None:
    the_rules(parts, "harbour", {"guests": "held"})
    change_blocks(parts, add=["192.0.2.0/24", "pills.example"])
    with pytest.raises(NotAllowed):
        sign_up(parts, "Rhea", PASSWORD, HOME)
    with pytest.raises(NotAllowed):
        sign_up(parts, "Rhea", PASSWORD, "198.51.100.1", told=Told("a@mail.pills.example", "The Post"))
    with pytest.raises(NotAllowed):
        welcome_guest(parts, "harbour", "Guido", "a@pills.example", "198.51.100.1")
    left = change_blocks(parts, remove=["192.0.2.0/24"])

    assert [each.value for each in left] == ["pills.example"]
    assert sign_up(parts, "Rhea", PASSWORD, HOME)
    with pytest.raises(NotFound):
        change_blocks(parts, remove=["192.0.2.0/24"])
    with pytest.raises(Malformed):
        change_blocks(parts, add=["192.0.2.1/24"])
