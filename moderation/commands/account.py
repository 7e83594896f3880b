"""``moderation account``: community managers' accounts."""

from __future__ import annotations

import click

from moderation.commands.opening import open_parts, read_settings, refusals_told, say


@click.group()
def account() -> None:
    """Create, reset and list community managers' accounts."""


@account.command()
@click.argument("name")
def create(name: str) -> None:
    """Create a community manager and print a one-time password."""
    from moderation.use_cases.create_account import create_account

    with refusals_told():
        password = create_account(open_parts(read_settings()), name)
    say(f"{name} may sign in at /desk with the one-time password {password}")


@account.command()
@click.argument("name", default="manager")
def reset(name: str) -> None:
    """Print a new one-time password for the manager NAME (default: manager), who is signed out everywhere."""
    from moderation.use_cases.reset_account import reset_account

    with refusals_told():
        password = reset_account(open_parts(read_settings()), name)
    say(f"{name} may sign in at /desk with the one-time password {password}")


@account.command("list")
def list_() -> None:
    """List the community managers."""
    from moderation.use_cases.list_accounts import list_accounts

    for manager in list_accounts(open_parts(read_settings())):
        state = "one-time password, not yet changed" if manager.has_one_time_password else "active"
        say(f"{manager.name}\t{state}\tsince {manager.created_at:%Y-%m-%d}")
