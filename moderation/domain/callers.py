"""Who is asking: a browser that is signed in, a machine with a key, or anybody; and how far their work reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from moderation.domain.articles import SEPARATOR
from moderation.domain.errors import NotAllowed, NotSignedIn


class Role(StrEnum):
    """What an account is: each may do what those before it may."""

    READER = "reader"
    MANAGER = "manager"
    SENIOR = "senior"
    ADMIN = "admin"

    def reaches(self, other: Role) -> bool:
        """Whether this role may do what the other one may."""
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(other)


ROLE_LABELS: dict[Role, str] = {
    Role.READER: "reader",
    Role.MANAGER: "community manager",
    Role.SENIOR: "senior community manager",
    Role.ADMIN: "administrator",
}
"""The roles in words."""


@dataclass(frozen=True)
class Area:
    """A site, or a section of it with all below it ("" is the whole site), that somebody works on."""

    site: str
    section_path: str = ""

    @property
    def words(self) -> str:
        """The area as people read and write it: "courier", "courier / Home / World"."""
        return SEPARATOR.join(filter(None, (self.site, self.section_path)))

    def covers(self, site: str, section_path: str) -> bool:
        """Whether an article of this site and section belongs to the area."""
        inside = f"{section_path}{SEPARATOR}".startswith(f"{self.section_path}{SEPARATOR}")
        return self.site == site and (not self.section_path or inside)


def overlap(some: Sequence[Area], others: Sequence[Area]) -> bool:
    """Whether two people have any article in common, who work on these areas each; none of them is everything."""
    if not some or not others:
        return True
    pairs = ((one, other) for one in some for other in others)
    return any(
        one.covers(other.site, other.section_path) or other.covers(one.site, one.section_path)
        for one, other in pairs
    )


SCOPES: dict[str, str] = {
    "articles": "put articles of the site",
    "comments": "submit comments and name their authors",
    "score": "score texts that are not kept",
    "desk": "do at the desk what the account that it acts as may do there",
}
"""What a key may be allowed to do, in words."""


@dataclass(frozen=True)
class Caller:
    """Who is asking. An account (``account_id``) or a key (``key_id`` with its site and scopes), else nobody.

    An account with a site came with a token that is good at that site alone, and only to read and write comments; so
    did an author without an account (``author_id``): a guest (``is_guest``), or whom the site vouches for.

    ``areas`` are what somebody at the desk works on; none means everything. ``awaits_code`` is a browser that gave the
    right password and owes the code of the second factor: still nobody. ``must_set_up_factor`` is somebody at the desk
    of whom one is demanded. ``awaits_address`` is a reader whose comments wait until they confirm their
    mail address. ``is_operator`` is whoever runs the command line, and no request ever is.
    ``acts_as`` is who a key is at the desk, and nowhere else.
    """

    account_id: int | None = None
    name: str = ""
    role: Role = Role.READER
    areas: tuple[Area, ...] = ()
    must_change_password: bool = False
    must_set_up_factor: bool = False
    awaits_address: bool = False
    awaits_code: bool = False
    is_operator: bool = False
    author_id: int | None = None
    is_guest: bool = False
    key_id: int | None = None
    site: str | None = None
    scopes: frozenset[str] = frozenset()
    per_minute: int = 0
    acts_as: Caller | None = None

    @property
    def mark(self) -> str:
        """What tells this caller from every other, for idempotency keys and rate limits."""
        if self.author_id is not None:
            return f"author:{self.author_id}"
        return f"key:{self.key_id}" if self.key_id is not None else f"account:{self.account_id}"

    @property
    def is_manager(self) -> bool:
        """Whether they work at the desk."""
        return self.role.reaches(Role.MANAGER)

    def works_on(self, site: str, section_path: str) -> bool:
        """Whether an article of this site and section is theirs to moderate."""
        return not self.areas or any(area.covers(site, section_path) for area in self.areas)

    @property
    def is_known(self) -> bool:
        """Whether we know who is asking."""
        return self.key_id is not None or self.is_reader

    @property
    def is_reader(self) -> bool:
        """Whether they speak for themselves: an account, or an author without one."""
        return self.account_id is not None or self.author_id is not None

    @property
    def comes_back(self) -> bool:
        """Whether they are a reader whom we know again another day; a guest is somebody new each time."""
        return self.is_reader and not self.is_guest


@dataclass(frozen=True)
class NamedAuthor:
    """An author whom a site's key vouches for: the site's own id for them, and what they are called."""

    id: str
    name: str


NOBODY = Caller()
OPERATOR = Caller(name="the command line", role=Role.ADMIN, is_operator=True)


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


def areas_on(site: str, areas: Sequence[Area]) -> tuple[Area, ...]:
    """What somebody who works on these areas (none: on everything) works on of a site; nothing when on none of it."""
    return tuple(area for area in areas if area.site == site) if areas else (Area(site),)


MISSING: dict[Role, str] = {
    Role.MANAGER: "Only community managers may do this.",
    Role.SENIOR: "Only senior community managers may do this.",
    Role.ADMIN: "Only administrators may do this.",
}
"""What is said to those whose role does not reach."""


def require_manager(caller: Caller) -> int:
    """The manager's account id; everybody else is refused.

    Raises:
        NotSignedIn: when nobody is signed in.
        NotAllowed: when it is not a community manager, or one who must choose a new password first.
    """
    return require_role(caller, Role.MANAGER)


def require_role(caller: Caller, role: Role) -> int:
    """The account id of somebody who may do what this role may; everybody else is refused.

    Raises:
        NotSignedIn: when nobody is signed in.
        NotAllowed: when theirs is a lesser role, or they must choose a new password or set up a second factor first.
    """
    account_id = require_account(caller, role)
    if caller.must_set_up_factor:
        raise NotAllowed("Set up your second factor first.", code="factor_needed")
    return account_id


def require_account(caller: Caller, role: Role = Role.MANAGER) -> int:
    """The same for what concerns somebody's own account, where a second factor is set up to begin with.

    Raises:
        NotSignedIn: when nobody is signed in.
        NotAllowed: when theirs is a lesser role, or they must choose a new password first.
    """
    if caller.account_id is None:
        raise NotSignedIn("Sign in as a community manager.")
    if not caller.role.reaches(role):
        raise NotAllowed(MISSING[role], code="role_missing")
    if caller.must_change_password:
        raise NotAllowed("Choose a new password first.", code="password_change_needed")
    return caller.account_id


def require_admin(caller: Caller) -> int | None:
    """The administrator's account id, None for the operator at the command line; everybody else is refused.

    Raises:
        NotSignedIn: when nobody is signed in.
        NotAllowed: for all but administrators.
    """
    return None if caller.is_operator else require_role(caller, Role.ADMIN)
