"""Have somebody at the desk work on a site or one of its sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.acts import Deed
from moderation.domain.callers import OPERATOR, Area, Caller, require_admin
from moderation.domain.errors import Malformed
from moderation.storage import accounts, desk_accounts, sites
from moderation.use_cases.steps.people import account_at_desk, keep_record
from moderation.use_cases.steps.sections import section_path

if TYPE_CHECKING:
    from moderation.parts import Parts


def assign_area(
    parts: Parts, who: str | int, site: str, section: str = "", *, caller: Caller = OPERATOR
) -> Area:
    """The site, or the section of it with all below, that this person works on and sees from now on, too.

    Raises:
        NotSignedIn, NotAllowed: for all but administrators and the operator.
        NotFound: when there is no such account or site.
        Malformed: when the section cannot be one, or it is theirs already.
    """
    admin_id = require_admin(caller)
    path = section_path(section) if section.strip() else ""
    with parts.database.writing() as session:
        account = account_at_desk(session, who)
        before = accounts.areas_of(session, account.id)
        if not desk_accounts.assign(session, account, sites.site_named(session, site), path):
            complaint = f"{account.name} works on that already."
            raise Malformed(complaint, fields={"section": [complaint]})
        was = {"areas": [area.words for area in before]}
        is_now = {"areas": [area.words for area in accounts.areas_of(session, account.id)]}
        keep_record(session, Deed.ASSIGN, account, was, is_now, by=admin_id, now=parts.now())
        return Area(site, path)
