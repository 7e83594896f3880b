"""``moderation hook``: telling a site's own service what happens (webhooks)."""

from __future__ import annotations

from datetime import datetime

import click

from moderation.commands.opening import open_parts, read_settings, refusals_told, say
from moderation.domain.hooks import IN_WORDS


@click.group()
def hook() -> None:
    """Create, list, rotate and remove hooks, see their deliveries and replay them."""


@hook.command()
@click.argument("url")
@click.option("--site", default="demo", show_default=True, help="The site that the hook is of.")
@click.option(
    "--event",
    "events",
    multiple=True,
    required=True,
    type=click.Choice([each.value for each in IN_WORDS]),
    help="What it is told; say it more than once for more.",
)
@click.option("--texts", is_flag=True, help="Send the text of a comment along with what happened to it.")
def create(url: str, site: str, events: tuple[str, ...], *, texts: bool) -> None:
    """Create a hook and print its number and its secret; this is the only time the secret can be seen."""
    from moderation.use_cases.create_hook import NewHook, create_hook

    with refusals_told():
        made = create_hook(open_parts(read_settings()), NewHook(site, url, events, texts))
    say(f"hook {made.id}", made.secret)


@hook.command("list")
def list_() -> None:
    """List the hooks, without their secrets."""
    from moderation.use_cases.list_hooks import list_hooks

    for known in list_hooks(open_parts(read_settings())):
        state = f"switched off {known.disabled_at:%Y-%m-%d}" if known.disabled_at else "on"
        waiting = f"{known.waiting:,} waiting, {known.dead:,} dead"
        say(f"{known.id}\t{known.site}\t{known.url}\t{' '.join(known.events)}\t{state}\t{waiting}")


@hook.command()
@click.argument("number", type=int)
def rotate(number: int) -> None:
    """Print a new secret; messages carry both signatures for a day."""
    from moderation.use_cases.change_hook import rotate_hook

    with refusals_told():
        say(rotate_hook(open_parts(read_settings()), number))


@hook.command()
@click.argument("number", type=int)
def enable(number: int) -> None:
    """Tell a hook again that answered 410 and was switched off."""
    from moderation.use_cases.change_hook import enable_hook

    with refusals_told():
        enable_hook(open_parts(read_settings()), number)
    say(f"Hook {number} is told again.")


@hook.command()
@click.argument("number", type=int)
def remove(number: int) -> None:
    """Forget a hook and every message to it."""
    from moderation.use_cases.change_hook import remove_hook

    with refusals_told():
        remove_hook(open_parts(read_settings()), number)
    say(f"Hook {number} is told nothing any more.")


@hook.command()
@click.argument("number", type=int)
def deliveries(number: int) -> None:
    """List the latest messages to a hook, and what became of each."""
    from moderation.use_cases.list_hooks import list_deliveries

    with refusals_told():
        found = list_deliveries(open_parts(read_settings()), number)
    for each in found:
        why = each.error or (str(each.answered) if each.answered else "")
        say(f"{each.id}\t{_when(each.made_at)}\t{each.event}\t{each.state}\t{each.attempts} tries\t{why}")


@hook.command()
@click.argument("number", type=int)
@click.argument("delivery", type=int, required=False)
def replay(number: int, delivery: int | None) -> None:
    """Send a message of a hook again; without its number, all that were given up."""
    from moderation.use_cases.replay_deliveries import replay_deliveries

    with refusals_told():
        again = replay_deliveries(open_parts(read_settings()), number, delivery)
    say(f"{again:,} are sent again.")


def _when(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}"
