"""``moderation account``: those who work at the desk, what they may do and what they work on."""

from __future__ import annotations

import click

from moderation.commands.opening import open_parts, read_settings, refusals_told, say
from moderation.domain.callers import ROLE_LABELS, Area, Role

AT_DESK = click.Choice([role.value for role in Role if role is not Role.READER])
ANY_ROLE = click.Choice([role.value for role in Role])


@click.group()
def account() -> None:
    """Create, reset and list the accounts of the desk, and say what each may do and works on."""


@account.command()
@click.argument("name")
@click.option("--role", type=AT_DESK, default="manager", show_default=True, help="What they may do.")
def create(name: str, role: str) -> None:
    """Create the account of somebody at the desk and print a one-time password."""
    from moderation.use_cases.create_account import create_account

    with refusals_told():
        password = create_account(open_parts(read_settings()), name, Role(role))
    say(f"{name} may sign in at /desk with the one-time password {password}")


@account.command()
@click.argument("name", default="manager")
def reset(name: str) -> None:
    """Print a new one-time password for NAME at the desk (default: manager), who is signed out everywhere."""
    from moderation.use_cases.reset_account import reset_account

    with refusals_told():
        password = reset_account(open_parts(read_settings()), name)
    say(f"{name} may sign in at /desk with the one-time password {password}")


@account.command("list")
def list_() -> None:
    """List everybody at the desk: name, role, what they work on, state, and since when."""
    from moderation.use_cases.list_accounts import list_accounts

    for person in list_accounts(open_parts(read_settings())):
        areas = ", ".join(area.words for area in person.areas) or "everything"
        state = "one-time password, not yet changed" if person.has_one_time_password else "active"
        factor = ", second factor" if person.has_factor else ""
        say(f"{person.name}\t{person.role}\t{areas}\t{state}{factor}\tsince {person.created_at:%Y-%m-%d}")


@account.command()
@click.argument("name")
@click.argument("role", type=ANY_ROLE)
def role(name: str, role: str) -> None:
    """Give NAME another role; a reader works at the desk no more."""
    from moderation.use_cases.change_role import change_role

    with refusals_told():
        change_role(open_parts(read_settings()), name, Role(role))
    say(f"{name} is {ROLE_LABELS[Role(role)]} from now on.")


@account.command()
@click.argument("name")
@click.argument("site")
@click.argument("section", default="")
def assign(name: str, site: str, section: str) -> None:
    """Have NAME work on SITE, or only on its SECTION (like "Home / World") with all below it."""
    from moderation.use_cases.assign_area import assign_area

    with refusals_told():
        area = assign_area(open_parts(read_settings()), name, site, section)
    say(f"{name} works on {area.words}.")


@account.command()
@click.argument("name")
@click.argument("site")
@click.argument("section", default="")
def unassign(name: str, site: str, section: str) -> None:
    """Have NAME no longer work on SITE, or on its SECTION; who has nothing left works on everything."""
    from moderation.use_cases.unassign_area import unassign_area

    with refusals_told():
        on_everything = unassign_area(open_parts(read_settings()), name, site, section)
    say(f"{Area(site, section).words} is no longer assigned to {name}.")
    if on_everything:
        say(f"Nothing else is: {name} works on everything now.")


@account.command("remove-factor")
@click.argument("name")
def remove_factor(name: str) -> None:
    """Remove the second factor of NAME, who lost the authenticator and all recovery codes."""
    from moderation.use_cases.remove_factor import remove_factor as removed

    with refusals_told():
        removed(open_parts(read_settings()), name)
    say(f"{name} is signed out everywhere, and asked for the password alone.")
