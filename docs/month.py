"""A month at a made-up newspaper, for the pictures: rows of ``training_data``, scored by the model that ships."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from moderation.domain.appeals import Ground
from moderation.domain.callers import Caller, NamedAuthor, Role
from moderation.domain.comments import Action, Status
from moderation.domain.decisions import Choice
from moderation.storage import comments
from moderation.use_cases.appeal_decision import NewAppeal, appeal_decision
from moderation.use_cases.assign_area import assign_area
from moderation.use_cases.change_role import change_role
from moderation.use_cases.decide_comment import decide_comment
from moderation.use_cases.identify_caller import identify_caller
from moderation.use_cases.report_comment import NewReport, report_comment
from moderation.use_cases.set_rules import set_rules
from moderation.use_cases.sign_in import sign_in
from moderation.use_cases.submit_comment import NewComment, submit_comment
from tests.making import PASSWORD, a_machine, a_manager, a_site, an_article, at
from tests.web.desk.browsing import a_manager_with_a_password

if TYPE_CHECKING:
    from moderation.parts import Parts

ROWS = Path(__file__).parent.parent / "training_data"
SITE = "harbour"
NAMES = (
    "Ada Quill, Bram Oster, Cleo Varga, Dov Marsh, Edda Lind, Fenn Okoro, Greta Sol, Hal Tamm, Ines Roca, Jory Pell, "
    "Kaya Dunn, Lev Aslan, Moira Fay, Nils Ekb, Orla Best, Pia Conte, Quin Abara, Rhea Moss, Sven Hult, Tova Rink"
).split(", ")
ANSWERS = (
    "It was a quotation from the article.",
    "I meant the plan, not the person who wrote it.",
    "Others said the same, and theirs was published.",
)
RULES = {
    "newcomer_comments": 0,
    "hold_repeats_over": 9,
    "wait_target_minutes": 480,
    "canned": [
        {
            "name": "Thank you",
            "text": "Thank you for telling us. We have passed it on to the author of the article.",
        },
        {
            "name": "Please keep to the topic",
            "text": "Please keep to what the article is about.",
        },
        {
            "name": "About the person",
            "text": "Say that an argument is wrong, and leave out who made it.",
        },
    ],
}
UNSEEMLY = ("THREAT", "IDENTITY_ATTACK", "SEVERE_TOXICITY", "PROFANITY")
"""What pictures need not show: rows with one of these labels are left out."""

DAYS, COMMENTS = 30, 900
RUSH, RUSHED_FOR = 240, timedelta(hours=7)
"""So many came within the last hours, and wait when they were held."""

RIGHTLY, APPEALED = 0.94, 0.2


@dataclass(frozen=True)
class Staff:
    """Who works at the desk; each signs in with the tests' own password."""

    admin: Caller
    senior: Caller
    manager: Caller


def fill(parts: Parts) -> Staff:
    """Open the newspaper and have a month go by that ends now; the same every time."""
    a_site(parts, SITE)
    set_rules(parts, SITE, RULES, note="What we agreed on in March")
    began = at(parts, parts.now() - timedelta(days=DAYS + 1))
    machine = replace(a_machine(parts, SITE), per_minute=1_000_000)
    for line in _lines("articles"):
        new = {"title": line["title"], "text": line["text"], "section": tuple(line["section"])}
        an_article(began, machine, line["id"], **new)
    names = (("Ines", Role.ADMIN), ("Mira", Role.SENIOR), ("Boris", Role.MANAGER))
    staff = Staff(*(_at_the_desk(parts, name, role) for name, role in names))
    a_manager(parts, "Noor")
    assign_area(parts, "Noor", SITE, "Sport")
    month = _Month(parts, machine, staff)
    lines = _drawn(month.chance, COMMENTS + RUSH)
    for place, line in enumerate(lines[:COMMENTS]):
        month.take(line, parts.now() - RUSHED_FOR - timedelta(days=DAYS) * (1 - place / COMMENTS))
    for place, line in enumerate(lines[COMMENTS:], 1):
        month.take(line, parts.now() - RUSHED_FOR * (1 - place / (RUSH + 2)))
    return staff


@dataclass(frozen=True)
class _Month:
    parts: Parts
    machine: Caller
    staff: Staff
    chance: random.Random = field(default_factory=lambda: random.Random(11))  # noqa: S311 - no secret
    shown: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def take(self, line: dict[str, Any], came: datetime) -> None:
        """Take one comment, and have done with it what its labels say, for the most part."""
        chance, article = self.chance, line["article"]
        name = NAMES[min(int(chance.expovariate(0.15)), len(NAMES) - 1)]
        answered = self.shown[article][-3:] if chance.random() < 0.4 else []
        parent = chance.choice(answered) if answered else None
        new = NewComment(SITE, article, line["text"], parent=parent, author=NamedAuthor(_id(name), name))
        done = submit_comment(at(self.parts, came), self.machine, new)
        is_rude = any(line["labels"].values())
        if done.status is Status.PUBLISHED:
            self.shown[article].append(done.id)
            if is_rude:
                self.report(done.id, name, came)
        elif came < self.parts.now() - RUSHED_FOR:
            self.decide(done.id, name, came + timedelta(minutes=chance.expovariate(1 / 25)), is_rude=is_rude)

    def report(self, comment_id: str, name: str, came: datetime) -> None:
        """Two readers report a comment that slipped through."""
        for other in self.chance.sample([each for each in NAMES if each != name], 2):
            new = NewReport(SITE, comment_id, Ground.COURTESY, author=NamedAuthor(_id(other), other))
            report_comment(at(self.parts, came + timedelta(minutes=30)), self.machine, new)

    def decide(self, comment_id: str, name: str, then: datetime, *, is_rude: bool) -> None:
        """Decide on a held comment, now and then otherwise than one should; some authors appeal."""
        with self.parts.database.reading() as session:
            version = comments.comment_with(session, comment_id).version
        rejects = is_rude == (self.chance.random() < RIGHTLY)
        choice = Choice(Action.REJECT, reason="courtesy") if rejects else Choice(Action.PUBLISH)
        who = self.chance.choice((self.staff.senior, self.staff.manager, self.staff.manager))
        decide_comment(at(self.parts, then), who, comment_id, version, choice)
        if rejects and self.chance.random() < APPEALED and then > self.parts.now() - timedelta(days=5):
            new = NewAppeal(SITE, comment_id, self.chance.choice(ANSWERS), NamedAuthor(_id(name), name))
            appeal_decision(at(self.parts, then + timedelta(hours=1)), self.machine, new)


def _at_the_desk(parts: Parts, name: str, role: Role) -> Caller:
    a_manager_with_a_password(parts, name)
    if role is not Role.MANAGER:
        change_role(parts, name, role)
    return identify_caller(parts, token=sign_in(parts, name, PASSWORD, "192.0.2.9"))


def _drawn(chance: random.Random, number: int) -> list[dict[str, Any]]:
    articles = {line["id"] for line in _lines("articles")}
    rows = [
        line
        for name in ("check", "own")
        for line in _lines(name)
        if line.get("article") in articles and not any(line["labels"].get(each) for each in UNSEEMLY)
    ]
    kind = [line for line in rows if not any(line["labels"].values())]
    rude = [line for line in rows if any(line["labels"].values())]
    lines = chance.sample(kind, number * 3 // 4) + chance.sample(rude, number // 4)
    chance.shuffle(lines)
    return lines


def _lines(name: str) -> Iterator[dict[str, Any]]:
    for line in (ROWS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _id(name: str) -> str:
    return name.lower().replace(" ", "-")
