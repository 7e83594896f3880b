"""What is asked for many at once is for each of them what it is for one alone, over several sites too."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from moderation.domain.articles import Mode
from moderation.domain.callers import Role
from moderation.domain.sanctions import Kind
from moderation.parts import Parts
from moderation.storage import sanctions
from moderation.storage.account_tables import Site
from moderation.storage.desk_tables import Sanction
from moderation.storage.tables import Article, Author
from moderation.use_cases.acknowledge_warning import acknowledge_warning
from moderation.use_cases.reply_to_comment import reply_to_comment
from moderation.use_cases.sanction_author import NewSanction, sanction_author
from moderation.use_cases.set_rules import set_rules
from moderation.use_cases.show_author import show_author
from moderation.use_cases.steps.ruling import UNREADABLE, rules_under, rules_under_each
from moderation.use_cases.submit_comment import NewComment, submit_comment
from tests.making import NOON, a_comment, a_machine, a_manager, a_reader, a_site, an_article, the_rules

SITES = ("harbour", "island", "valley")
SANCTIONED = (
    ("Rhea", "harbour", Kind.WARN, False),
    ("Rhea", "harbour", Kind.SUSPEND, True),
    ("Rhea", "island", Kind.PRE_MODERATE, False),
    ("Rolf", "valley", Kind.WARN, False),
    ("Ada", "valley", Kind.SUSPEND, False),
)


def test_sanctions_of_accounts_on_several_sites(parts: Parts) -> None:
    senior, readers = a_manager(parts, role=Role.SENIOR), [a_reader(parts, name) for name in ("Rhea", "Rolf")]
    for site in SITES:
        machine = a_machine(parts, a_site(parts, site))
        an_article(parts, machine)
        reply_to_comment(parts, senior, a_comment(parts, machine).id, 2, "Please stay with the point.")
        for reader in readers:
            submit_comment(parts, reader, NewComment(site, "budget", "A fair budget."))
    with parts.database.reading() as session:
        asked = select(Author.name, Site.slug, Author.id).join(Site, Site.id == Author.site_id)
        ids = {(name, site): number for name, site, number in session.execute(asked)}

    for name, site, kind, everywhere in SANCTIONED:
        author = ids[name, site]
        new = replace(
            NewSanction(kind, "Enough.", None if kind is Kind.WARN else 7), is_everywhere=everywhere
        )
        sanction_author(parts, senior, author, new, seen=show_author(parts, senior, author).seen)
    acknowledge_warning(parts, readers[1], "valley")

    with parts.database.reading() as session:
        found = session.scalars(select(Author).order_by(Author.id)).all()
        at_once = sanctions.not_ended(session, found)
        alone = {author.id: sanctions.in_force(session, author, NOON) for author in found}
        kinds = {
            name_and_site: [each.kind for each in at_once.get(of, ())] for name_and_site, of in ids.items()
        }
        assert len(session.scalars(select(Sanction)).all()) == 5

    assert {of: sorted(each.id for each in at_once.get(of, ())) for of in alone} == {
        of: sorted(each.id for each in those) for of, those in alone.items()
    }
    assert {of: those for of, those in kinds.items() if those} == {
        ("Rhea", "harbour"): [Kind.WARN, Kind.SUSPEND],
        ("Rhea", "island"): [Kind.SUSPEND, Kind.PRE_MODERATE],
        ("Rhea", "valley"): [Kind.SUSPEND],
        ("Ada", "valley"): [Kind.SUSPEND],
    }


def test_rules_of_sections_that_are_called_the_same_on_several_sites(parts: Parts) -> None:
    for links, site in enumerate(SITES):
        machine = a_machine(parts, a_site(parts, site, hold_links_over=links))
        an_article(parts, machine, "inside", section=("Home", "City"))
        an_article(parts, machine, "beside")
    set_rules(parts, "island", {"hold_links_over": 7}, "Home")
    set_rules(parts, "harbour", {"mode": "pre"}, "Home/City")
    the_rules(parts, "valley", {"mode": "unheard of"})
    with parts.database.writing() as session:
        found = session.scalars(select(Article).order_by(Article.id)).all()
        found[3].mode = Mode.POST
        at_once = rules_under_each(session, found)

        assert at_once == {article.id: rules_under(session, article) for article in found}
        told = [(at_once[each.id].hold_links_over, at_once[each.id].mode) for each in found]
    assert told[:4] == [(0, Mode.PRE), (0, Mode.OPEN), (7, Mode.OPEN), (1, Mode.POST)]
    assert [at_once[each.id] for each in found[4:]] == [UNREADABLE] * 2
