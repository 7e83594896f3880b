"""``moderation label``: labels that others suggest, as Coral does; what they count, and forgetting them."""

from __future__ import annotations

import click

from moderation.commands.opening import open_parts, read_settings, refusals_told, say


@click.group()
def label() -> None:
    """List, weigh and erase the labels that others suggest."""


@label.command("list")
def list_() -> None:
    """List where suggested labels came from, how many, and what each counts."""
    from moderation.use_cases.list_suggestions import list_suggestions

    for each in list_suggestions(open_parts(read_settings())):
        counts = f"counts {each.weight:g}" if each.weight else "switched off"
        say(
            f"{each.site}\t{each.key}\t{each.community or '-'}\t{each.count}"
            f"\tlast {each.last_at:%Y-%m-%d}\t{counts}"
        )


@label.command()
@click.argument("key")
@click.argument("weight", type=float)
def weigh(key: str, weight: float) -> None:
    """Have labels that come with KEY count WEIGHT of a manager's decision; 0 switches them off."""
    from moderation.use_cases.weigh_labels import weigh_labels

    with refusals_told():
        weigh_labels(open_parts(read_settings()), key, weight)
    say(f"Labels that come with {key} count {weight:g} of a manager's decision.")


@label.command()
@click.argument("site")
@click.option("--community", help="Only those of this community, as `label list` shows it.")
@click.option("--token", help="Only the one with this client token, such as comment:17.")
def erase(site: str, community: str | None, token: str | None) -> None:
    """Erase the suggested labels of SITE with their texts."""
    from moderation.use_cases.erase_suggestions import erase_suggestions

    with refusals_told():
        erased = erase_suggestions(open_parts(read_settings()), site, community=community, client_token=token)
    say(f"{erased} erased.")
