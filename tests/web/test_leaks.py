"""What somebody at the desk may not know of is in none of their pages: not as text, not as a name, not in a count."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest

from moderation.domain.callers import NamedAuthor, Role
from moderation.domain.comments import Action
from moderation.domain.decisions import Choice
from moderation.parts import Parts
from moderation.use_cases.assign_area import assign_area
from moderation.use_cases.change_role import change_role
from moderation.use_cases.create_key import create_key
from moderation.use_cases.decide_comment import decide_comment
from moderation.use_cases.decide_picked import decide_picked
from tests.making import a_comment, a_machine, a_manager
from tests.visitors import HERE, Visitors, a_house

PASTED = "Our idiot of a mayor sold the whole harbour to his cousin for one single euro."
"""Under an article of either section: a copy, whose other place must stay unknown."""

LINK = re.compile(r'(?:href|src|hx-get)="(/desk[^"#]*)')
MOST_PAGES = 300


@dataclass
class Crawl:
    """All pages of the desk that somebody reaches by links, and by every address that needs no number."""

    visitors: Visitors
    who: str
    pages: dict[str, str] = field(default_factory=dict)

    def run(self) -> dict[str, str]:
        """The text of each, by its address."""
        rules = [rule for rule in self.visitors.app.url_map.iter_rules() if "GET" in (rule.methods or ())]
        waiting = [rule.rule for rule in rules if not rule.arguments and rule.rule.startswith("/desk")]
        waiting += [f"/desk?status={status}" for status in ("held", "published", "rejected")]
        while waiting and len(self.pages) < MOST_PAGES:
            address = waiting.pop()
            if address in self.pages:
                continue
            answer = self.visitors.ask(self.who, "GET", address)
            self.pages[address] = html.unescape(answer.text)
            if answer.status_code == 200:
                waiting += [html.unescape(link) for link in LINK.findall(answer.text)]
        return self.pages


@pytest.fixture(scope="module")
def visitors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitors]:
    """Comments and decisions in two sections of harbour and in valley; what is off limits for "inside" says so."""
    with a_house(tmp_path_factory.mktemp("leaks")) as visitors:
        _fill(visitors.parts)
        yield visitors


def _fill(parts: Parts) -> None:
    harbour, valley = a_machine(parts, "harbour"), a_machine(parts, "valley")
    a_comment(parts, harbour, "You idiot, here.")
    for place in range(3):
        author = NamedAuthor(f"offlimits-{place}", f"Offlimits{place}")
        a_comment(parts, harbour, f"An idiot and a offlimits, {place}.", article="match", author=author)
        a_comment(parts, valley, f"An idiot and a offlimits of the valley, {place}.", author=author)
    for article, name in (("match", "Offlimits copyist"), ("budget", "Cy"), ("budget", "Di")):
        a_comment(parts, harbour, PASTED, article=article, author=NamedAuthor(name, name))
    decider = a_manager(parts, "decider")
    for article, name in (("budget", "Known"), ("match", "Offlimits decided")):
        made = a_comment(parts, harbour, "Only an idiot.", article=article, author=NamedAuthor(name, name))
        choice = Choice(Action.REJECT, reason="courtesy", note=f"A note on {name}")
        decide_comment(parts, decider, made.id, 2, choice)
        batched = a_comment(parts, harbour, f"An idiot of {name}.", article=article)
        decide_picked(parts, decider, {batched.id: 2}, replace(choice, note=f"A batch about {name}"))
    a_manager(parts, "Offlimits manager")
    assign_area(parts, "Offlimits manager", "valley")
    create_key(parts, "offlimits key", "valley", ["articles"], 60)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.SENIOR])
def test_no_page_of_somebody_with_an_area_tells_of_another(visitors: Visitors, role: Role) -> None:
    spy = f"spy, a {role}"
    a_manager(visitors.parts, spy, role)
    assign_area(visitors.parts, spy, "harbour", HERE)

    pages = Crawl(visitors, spy).run()

    assert len(pages) > 8
    assert any("A note on Known" in text for text in pages.values())
    assert any("A batch about Known" in text for text in pages.values())
    assert [address for address, text in pages.items() if re.search("offlimits", text, re.IGNORECASE)] == []
    assert [address for address, text in pages.items() if "valley" in text.lower()] == []


def test_what_is_outside_cannot_be_told_from_what_is_not_there(visitors: Visitors) -> None:
    there_is = a_comment(
        visitors.parts, a_machine(visitors.parts), "Another offlimits idiot.", article="match"
    )
    missing = "01a19c21-7200-7dbf-8d4d-7ba011df18d4"

    there, nowhere = (
        visitors.ask("inside", "GET", f"/desk/comments/{each}") for each in (there_is.id, missing)
    )

    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert re.sub(there_is.id, missing, there.text) == nowhere.text


def test_counts_are_of_what_one_works_on(visitors: Visitors) -> None:
    def counted(who: str) -> list[int]:
        tabs = visitors.ask(who, "GET", "/desk").text.partition('id="tabs"')[2].partition("</nav>")[0]
        return [int(number) for number in re.findall(r'class="count">(\d+)<', tabs)]

    inside, outside, everything = counted("inside"), counted("outside"), counted("admin")

    assert inside == [3, 0, 0, 0], "held, reported, appealed, unscored"
    assert [here + there for here, there in zip(inside, outside, strict=True)] == everything


def test_whoever_is_assigned_or_demoted_notices_at_the_next_request(visitors: Visitors) -> None:
    parts, client = visitors.parts, visitors.app.test_client()
    with client.session_transaction() as session:
        session["token"] = visitors.token_of("spare")
    before = client.get("/desk/people").status_code

    assign_area(parts, "spare", "harbour", HERE)
    narrowed = client.get("/desk").text
    change_role(parts, "spare", Role.MANAGER)
    demoted = client.get("/desk/people").status_code
    change_role(parts, "spare", Role.READER)

    assert (before, demoted, client.get("/desk").status_code) == (200, 403, 403)
    assert "offlimits, 0." not in narrowed
