"""Who is asking: reads the browser's cookie or the machine's key, and keeps forged posts out."""

from __future__ import annotations

from typing import cast

from flask import current_app, g, request, session
from flask_wtf.csrf import CSRFProtect

from moderation.domain.callers import NOBODY, Caller
from moderation.domain.errors import NotAllowed, NotSignedIn
from moderation.parts import Parts
from moderation.use_cases.identify_caller import identify_caller

csrf = CSRFProtect()

TOKEN = "token"  # noqa: S105 - the name of a place in the cookie, not a secret


def parts() -> Parts:
    """The parts of this house, for handing to use-cases."""
    return cast("Parts", current_app.extensions["parts"])


def caller() -> Caller:
    """Who is asking; a post that comes with a cookie must carry its CSRF token.

    Raises:
        NotSignedIn: when the sign-in has ended, or the key is unknown.
        NotAllowed: when the token of one site is shown where another, or none, is asked.
    """
    if "caller" not in g:
        g.caller = _by_key() or _by_cookie()
    return cast("Caller", g.caller)


def reader() -> Caller:
    """Who is reading: nobody, when the sign-in has ended or is not for here; for pages that everybody may see."""
    try:
        return caller()
    except (NotSignedIn, NotAllowed):
        forget_sign_in()
        g.caller = NOBODY
        return NOBODY


def remember_sign_in(token: str) -> None:
    """Have the browser show this token from now on, in a session that knows nothing from before."""
    session.clear()
    session.permanent = True
    session[TOKEN] = token


def sign_in_token() -> str:
    """The token that this browser shows; empty without one."""
    token = session.get(TOKEN)
    return token if isinstance(token, str) else ""


def awaits_code(token: str) -> bool:
    """Whether this token, just handed out, is only good for entering the second factor's code."""
    return identify_caller(parts(), token=token).awaits_code


def forget_sign_in() -> str | None:
    """Have the browser show no token any more; the one it showed."""
    return cast("str | None", session.pop(TOKEN, None))


def address() -> str:
    """Where the request came from, for rate limits alone; never stored with a person."""
    return request.remote_addr or "unknown"


def bearer() -> str | None:
    """The key or token in the header, if there is one.

    Raises:
        NotSignedIn: when the header says something else.
    """
    scheme, _, shown = request.headers.get("Authorization", "").partition(" ")
    if not scheme:
        return None
    if scheme.lower() != "bearer" or not shown.strip():
        raise NotSignedIn("Show the key as Authorization: Bearer …", code="unknown_key")
    return shown.strip()


def _by_key() -> Caller | None:
    key = bearer()
    if key is None:
        return None
    known = identify_caller(parts(), key=key)
    if known.is_reader and not _is_at(known.site):
        raise NotAllowed("This sign-in is good at another site.", code="other_site")
    return known


def _by_cookie() -> Caller:
    """An account, or a guest, who is nobody elsewhere than at the site that took them in."""
    known = identify_caller(parts(), token=sign_in_token() or None)
    if known.is_known and request.method not in {"GET", "HEAD", "OPTIONS"}:
        csrf.protect()
    return known if known.site is None or _is_at(known.site) else NOBODY


def _is_at(site: str | None) -> bool:
    """Whether this site is what is asked about."""
    return bool(site == (request.view_args or {}).get("site"))
