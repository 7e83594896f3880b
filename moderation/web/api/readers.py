"""Readers without an account: whom their site vouches for, and guests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask.views import MethodView

from moderation.schemas.readers import GuestIn, ReaderTokenOut, VouchedIn
from moderation.use_cases.vouch_for_reader import vouch_for_reader
from moderation.use_cases.welcome_guest import welcome_guest
from moderation.web.api.parsing import ApiBlueprint
from moderation.web.callers import address, parts

if TYPE_CHECKING:
    from moderation.use_cases.steps.reader_tokens import HandedOut

readers = ApiBlueprint(
    "readers", __name__, url_prefix="/api/v1/sites", description="Readers without an account of ours."
)


@readers.route("/<site:site>/sso")
class VouchingAddress(MethodView):
    """Where a site's page brings what its server signed."""

    @readers.doc(operationId="vouchForReader", security=[])
    @readers.arguments(VouchedIn)
    @readers.response(201, ReaderTokenOut)
    @readers.refuses(401, 403, 404, 413, 415, 429)
    def post(self, said: dict[str, Any], site: str) -> HandedOut:
        """Have a reader whom the site knows write for an hour; each signed token is taken once."""
        return vouch_for_reader(parts(), site, said["token"], address())


@readers.route("/<site:site>/guests")
class GuestsAddress(MethodView):
    """Where somebody without an account comes in."""

    @readers.doc(operationId="welcomeGuest", security=[])
    @readers.arguments(GuestIn)
    @readers.response(201, ReaderTokenOut)
    @readers.refuses(403, 404, 413, 415, 429)
    def post(self, said: dict[str, Any], site: str) -> HandedOut:
        """Have a guest write for a day, where the site's rules take guests; what they write always waits."""
        return welcome_guest(parts(), site, said["name"], said["address"] or None, address())
