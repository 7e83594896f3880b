"""Who is asking: a browser that is signed in, a machine with a key, or anybody."""

from __future__ import annotations

from dataclasses import dataclass

from moderation.domain.errors import NotAllowed, NotSignedIn

SCOPES: dict[str, str] = {
    "articles": "put articles of the site",
    "comments": "submit comments and name their authors",
}
"""What a key may be allowed to do, in words."""


@dataclass(frozen=True)
class Caller:
    """Who is asking. An account (``account_id``) or a key (``key_id`` with its site and scopes), else nobody."""

    account_id: int | None = None
    name: str = ""
    is_manager: bool = False
    must_change_password: bool = False
    key_id: int | None = None
    site: str | None = None
    scopes: frozenset[str] = frozenset()
    per_minute: int = 0

    @property
    def mark(self) -> str:
        """What tells this caller from every other, for idempotency keys and rate limits."""
        return f"key:{self.key_id}" if self.key_id is not None else f"account:{self.account_id}"

    @property
    def is_known(self) -> bool:
        """Whether we know who is asking."""
        return self.key_id is not None or self.account_id is not None


NOBODY = Caller()


def require_scope(caller: Caller, scope: str, site: str) -> None:
    """Refuse all but a key of this site with this scope.

    Raises:
        NotSignedIn: without a key.
        NotAllowed: when the key is for another site or lacks the scope.
    """
    if caller.key_id is None:
        raise NotSignedIn("This needs a key of the site: Authorization: Bearer …", code="key_needed")
    if caller.site != site or scope not in caller.scopes:
        raise NotAllowed(f"This key may not {SCOPES[scope]} at this site.", code="scope_missing")


def require_manager(caller: Caller) -> int:
    """The manager's account id; everybody else is refused.

    Raises:
        NotSignedIn: when nobody is signed in.
        NotAllowed: when it is not a community manager, or one who must choose a new password first.
    """
    if caller.account_id is None:
        raise NotSignedIn("Sign in as a community manager.")
    if not caller.is_manager:
        raise NotAllowed("Only community managers may do this.")
    if caller.must_change_password:
        raise NotAllowed("Choose a new password first.", code="password_change_needed")
    return caller.account_id
