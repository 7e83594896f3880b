"""``moderation sso``: the keys with which a site's server vouches for its readers."""

from __future__ import annotations

import secrets
from typing import TextIO

import click

from moderation.commands.opening import open_parts, read_settings, refusals_told, say

ALGORITHM = click.Choice(["HS256", "RS256", "ES256", "EdDSA"])


@click.group()
def sso() -> None:
    """Add, list and revoke the keys with which sites vouch for their readers."""


@sso.command()
@click.argument("site")
@click.option("--kid", required=True, help="The key's name, which tokens carry in their header.")
@click.option("--algorithm", type=ALGORITHM, required=True, help="What it signs with; no other is taken.")
@click.option(
    "--key", "file", type=click.File(), help="A file: the public key in PEM, or an HS256 secret of yours."
)
@click.option("--issuer", help="The iss that tokens carry; SITE unless told.")
def add(site: str, kid: str, algorithm: str, file: TextIO | None, issuer: str | None) -> None:
    """Have SITE vouch for its readers; an HS256 secret is made and printed unless you bring one."""
    from moderation.use_cases.add_vouching_key import NewVouchingKey, add_vouching_key

    if file is None and algorithm != "HS256":
        raise click.UsageError(f"{algorithm} needs --key with the public key in PEM.")
    material = file.read().strip() if file else secrets.token_urlsafe(48)
    with refusals_told():
        new = NewVouchingKey(kid, algorithm, material, issuer or site)
        add_vouching_key(open_parts(read_settings()), site, new)
    say(material if file is None else f"{site} vouches for its readers with {kid} ({algorithm}).")


@sso.command("list")
def list_() -> None:
    """List the keys: site, kid, algorithm, issuer, and whether it counts."""
    from moderation.use_cases.list_vouching_keys import list_vouching_keys

    for known in list_vouching_keys(open_parts(read_settings())):
        state = f"revoked {known.revoked_at:%Y-%m-%d}" if known.revoked_at else "valid"
        say(f"{known.site}\t{known.kid}\t{known.algorithm}\t{known.issuer}\t{state}")


@sso.command()
@click.argument("site")
@click.argument("kid")
def revoke(site: str, kid: str) -> None:
    """Take nothing any more that SITE signs with KID."""
    from moderation.use_cases.revoke_vouching_key import revoke_vouching_key

    with refusals_told():
        revoke_vouching_key(open_parts(read_settings()), site, kid)
    say(f"{kid} vouches for nobody any more.")
