"""Have somebody at the desk no longer work on a site or one of its sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.acts import Deed
from moderation.domain.callers import OPERATOR, Caller, require_admin
from moderation.domain.errors import NotFound
from moderation.storage import accounts, desk_accounts, sites
from moderation.use_cases.steps.people import account_at_desk, keep_record
from moderation.use_cases.steps.sections import section_path

if TYPE_CHECKING:
    from moderation.parts import Parts


def unassign_area(
    parts: Parts, who: str | int, site: str, section: str = "", *, caller: Caller = OPERATOR
) -> bool:
    """Take the site or section from what this person works on; whether they now work on everything.

    Raises:
        NotSignedIn, NotAllowed: for all but administrators and the operator.
        NotFound: when there is no such account or site, or it is not theirs.
        Malformed: when the section cannot be one.
    """
    admin_id = require_admin(caller)
    path = section_path(section) if section.strip() else ""
    with parts.database.writing() as session:
        account = account_at_desk(session, who)
        before = accounts.areas_of(session, account.id)
        if not desk_accounts.unassign(session, account, sites.site_named(session, site), path):
            raise NotFound(f"{account.name} is not assigned to that.", code="unknown_assignment")
        after = accounts.areas_of(session, account.id)
        was, is_now = {"areas": [area.words for area in before]}, {"areas": [area.words for area in after]}
        keep_record(session, Deed.ASSIGN, account, was, is_now, by=admin_id, now=parts.now())
        return not after
