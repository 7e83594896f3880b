"""``moderation export``: all that belongs to a site, to be kept or to move to another desk."""

from __future__ import annotations

import sys

import click

from moderation.commands.opening import open_parts, read_settings, refusals_told


@click.command()
@click.option("--site", required=True, help="The site to export.")
def export(site: str) -> None:
    """Write all that belongs to a site to standard output, one JSON object a line.

    Articles, authors with their sanctions, comments with every wording, score and decision, reports, appeals and rules:
    `moderation import desk` reads it again. It holds what readers wrote; keep it as safe as the database.
    """
    from moderation.use_cases.export_site import export_site

    with refusals_told():
        for line in export_site(open_parts(read_settings()), site):
            sys.stdout.write(line)
    sys.stdout.flush()
