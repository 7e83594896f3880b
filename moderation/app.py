"""The front hall: every part is made once, here, and handed on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from moderation.classifier.in_service import ModelInService
from moderation.delivery.mail import FileMail, Server, SmtpMail
from moderation.delivery.webhooks import HttpHooks
from moderation.domain.letters import Mail
from moderation.domain.signatures import SigningSecret
from moderation.parts import Limits, Parts
from moderation.reading.fetch import Fetcher
from moderation.reading.outside import HttpOutside
from moderation.settings import Settings
from moderation.storage.database import Database
from moderation.web.api.blueprint import install_api
from moderation.web.callers import csrf
from moderation.web.cookies import CookieSessions
from moderation.web.desk.pages import desk
from moderation.web.doors.coral import coral
from moderation.web.doors.discovery import discovery
from moderation.web.doors.openai import openai
from moderation.web.doors.perspective import perspective
from moderation.web.embed.pages import embed
from moderation.web.embed.remote import remote
from moderation.web.embed.script import script
from moderation.web.errors import install_errors
from moderation.web.headers import install_headers
from moderation.web.origins import install_origins
from moderation.web.packing import install_packing
from moderation.web.service import service

MAX_BODY = 256 * 1024
WEB = Path(__file__).parent / "web"


def make_parts(settings: Settings) -> Parts:
    """The parts that a service with these settings works with; nothing is opened before it is needed."""
    scorer = ModelInService(
        settings.models_dir,
        settings.shipped_models_dir,
        budget_s=settings.score_timeout_ms / 1000,
        threads=settings.threads,
    )
    limits = Limits(
        comments_per_minute=settings.comments_per_minute,
        sign_ins_per_minute=settings.sign_ins_per_minute,
        sign_ups_per_hour=settings.sign_ups_per_hour,
        sign_in_hours=settings.sign_in_hours,
        repeats_days=settings.repeats_days,
        pages_per_hour=settings.pages_per_hour,
    )
    outside = HttpOutside(Fetcher(settings.inner_networks))
    return Parts(
        Database(settings.database_url),
        scorer,
        limits,
        outside,
        mail=mail_of(settings),
        public_url=settings.public_url,
        hooks=HttpHooks(settings.inner_networks),
        demands_address=settings.sign_up_address == "required",
        demands_factor=settings.second_factor == "required",
        signers=tuple(SigningSecret(site, secret) for site, secret in settings.coral_secrets),
    )


def mail_of(settings: Settings) -> Mail:
    """What carries letters: a server, or the folder ``outbox``."""
    if settings.mail_url:
        return SmtpMail(Server.at(settings.mail_url), settings.mail_from)
    return FileMail(settings.data_dir / "outbox", settings.mail_from, tells=not settings.is_production)


class _WithoutCoroutines(Flask):
    """Flask without asking of each function, at each request, whether it is a coroutine: none of ours is."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function as it is."""
        return func


def make_app(settings: Settings, parts: Parts, secret: str) -> Flask:
    """The web application; ``secret`` signs its cookies."""
    app = _WithoutCoroutines(
        __name__, static_folder=str(WEB / "static"), template_folder=str(WEB / "templates")
    )
    app.config.update(
        SECRET_KEY=secret,
        MAX_CONTENT_LENGTH=MAX_BODY,
        MAX_FORM_MEMORY_SIZE=MAX_BODY,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=settings.sign_in_hours),
        SESSION_COOKIE_NAME="comment_desk",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_REFRESH_EACH_REQUEST=False,  # or what answers meanwhile takes back what was just put into it
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.is_production,
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(hours=1),
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.session_interface = CookieSessions()
    app.extensions["parts"] = parts
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies
        )
    csrf.init_app(app)
    install_headers(app, https=settings.is_production)
    install_errors(app)
    install_origins(app)
    install_packing(app)
    install_api(app)
    for pages in (service, embed, remote, script, desk, coral, discovery, openai, perspective):
        app.register_blueprint(pages)
    return app
