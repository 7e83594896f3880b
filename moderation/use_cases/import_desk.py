"""Bring a site along from another desk of ours: everything that its export says, as it stood there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING, Any

from moderation.domain.errors import Conflict, Malformed, NotFound
from moderation.domain.moving import Restored
from moderation.storage import jobs, rule_versions, sites
from moderation.storage.importing import standing_elsewhere
from moderation.storage.moved import OF_A_SITE, fitting
from moderation.storage.restoring import Restoring, site_from
from moderation.use_cases.steps.judging import SCORE
from moderation.use_cases.steps.names import checked_name

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.account_tables import Site

Line = dict[str, Any]
AT_ONCE = 500


def refuse_known_comments(parts: Parts, slug: str, lines: Iterable[Line], *, at_once: int = AT_ONCE) -> None:
    """Nothing, when every comment of an export may come to the site of this name. Writes nothing.

    Raises:
        Conflict: when one of them stands under another site here: a comment's id is the same everywhere.
        Malformed: when a line is of no export of ours.
    """
    for kind, batch in _batches(iter(lines), at_once):
        if kind == "comment":
            with fitting(), parts.database.reading() as session:
                _refuse_known(session, slug, batch)


def import_desk(
    parts: Parts, slug: str, lines: Iterable[Line], restored: Restored, *, at_once: int = AT_ONCE
) -> None:
    """Keep the lines of an export under the site of this name, which is opened as the export says if it is not there.

    What is here already is left alone, so that a second run goes on. Rules and their history come only to a site that
    has none of its own. ``restored`` counts as it goes.

    Raises:
        Conflict: when a comment stands under another site here; what came before that is kept.
        Malformed: when a line is of no export of ours; what came before that is kept.
    """
    rest = iter(lines)
    first = next(rest, {})
    if first.get("kind") != "site":
        raise Malformed("This is no export of ours: its first line speaks of no site.")
    rules, rest = _rules_in(rest)
    site, has_its_own = _site(parts, slug, first, rules)
    for kind, batch in _batches(rest if has_its_own else chain(rules, rest), at_once):
        with fitting(), parts.database.writing() as session:
            if kind == "comment":
                _refuse_known(session, slug, batch)
            restoring = Restoring(session, site, lambda name: checked_name(name)[1], parts.now())
            new = restoring.keep(kind, batch)
            if kind == "comment" and new:
                jobs.add_jobs(session, SCORE, restoring.waiting(batch), parts.now())
        restored.kept[kind] += new
        restored.known[kind] += len(batch) - new
    if has_its_own:
        restored.left.update(line["kind"] for line in rules)


def _refuse_known(session: Session, slug: str, batch: Sequence[Line]) -> None:
    other = standing_elsewhere(session, slug, [line["id"] for line in batch])
    if other is not None:
        raise Conflict(
            f"The comments of this file stand on this desk already, under the site {other}, and a comment stands once."
        )


def _rules_in(lines: Iterator[Line]) -> tuple[list[Line], Iterator[Line]]:
    """The lines about rules, which stand first, and all that come after."""
    rules: list[Line] = []
    for line in lines:
        if line.get("kind") not in OF_A_SITE:
            return rules, chain([line], lines)
        rules.append(line)
    return rules, iter(())


def _site(parts: Parts, slug: str, line: Line, rules: Sequence[Line]) -> tuple[Site, bool]:
    """The site, opened now if it is not there, and whether it says other things of the rules than the export does."""
    with fitting(), parts.database.writing() as session:
        try:
            site = sites.site_named(session, slug)
        except NotFound:
            site = site_from(line, slug)
            session.add(site)
            session.flush()
            return site, False
        said, versions = sites.rules_said(session, site), rule_versions.kept_versions(session, site)
        if not versions and not any(said.values()):
            sites.replace_rules(session, site, "", line["rules"])
            return site, False
        told = {"": line["rules"]} | {each["path"]: each["rules"] for each in rules if "path" in each}
        known = {
            (each["section_path"], each["number"], each["made_at"]) for each in rules if "number" in each
        }
        return site, any(told.get(path) != each for path, each in said.items()) or not versions <= known


def _batches(lines: Iterator[Line], at_once: int) -> Iterator[tuple[str, Sequence[Line]]]:
    """The lines of one kind that stand together, so many at once."""
    for kind, together in groupby(lines, key=lambda line: str(line.get("kind"))):
        while batch := list(islice(together, at_once)):
            yield kind, batch
