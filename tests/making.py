"""Makes one thing in one line, with defaults everywhere; and a scorer whose scores a test can foretell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from sqlalchemy import func, select

from moderation.domain.callers import SCOPES, Caller, NamedAuthor, Role
from moderation.domain.comments import Status
from moderation.domain.scores import (
    ArticleText,
    Language,
    Profile,
    ScoredText,
    ScorerState,
    ScorerUnavailable,
    Scores,
    Span,
)
from moderation.parts import Parts
from moderation.storage import accounts, sites
from moderation.storage.tables import Comment
from moderation.use_cases.create_account import create_account
from moderation.use_cases.create_key import create_key
from moderation.use_cases.identify_caller import identify_caller
from moderation.use_cases.open_site import open_site
from moderation.use_cases.put_article import NewArticle, put_article
from moderation.use_cases.sign_up import sign_up
from moderation.use_cases.steps.names import checked_name
from moderation.use_cases.steps.submitted import Submitted
from moderation.use_cases.submit_comment import NewComment, submit_comment

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
PASSWORD = "a long enough password"


@dataclass
class WordScorer:
    """A second, tiny scorer: a listed word gives its attribute .9; ``unavailable`` makes it refuse.

    ``lacking`` says which part of it is not there, ``reads_whole`` that it reads all of a text.
    """

    words: Mapping[str, str] = field(default_factory=lambda: {"idiot": "INSULT", "pills": "OFF_TOPIC"})
    unavailable: str | None = None
    model: str = "words-1"
    lacking: str | None = None
    reads_whole: bool = True

    def score(self, text: ScoredText, *, evidence: bool = True) -> Scores:
        """The attribute of every listed word that the text contains, and where."""
        if self.unavailable is not None:
            raise ScorerUnavailable(self.unavailable, "no model is in service")
        values = dict.fromkeys(self.words.values(), 0.1)
        spans: dict[str, list[Span]] = {}
        for word, attribute in self.words.items():
            if word in text.text:
                values[attribute] = 0.9
                begin = text.text.index(word)
                spans[attribute] = [Span(begin, begin + len(word), 2.0)]
        return Scores(values, self.model, spans if evidence else {}, is_whole=self.reads_whole)

    def score_many(self, texts: Sequence[ScoredText], *, evidence: bool = False) -> list[Scores]:
        """One after another."""
        return [self.score(text, evidence=evidence) for text in texts]

    def profile(self, article: ArticleText, thread: Sequence[str] = ()) -> Profile | None:
        """None: words are read wherever they stand."""

    def profiles_by(self) -> str | None:
        """Nothing."""

    def language(self, text: ScoredText) -> Language:
        """What is named; else Italian where a text says "ciao", English where it says "the", otherwise unsure."""
        detected = "it" if "ciao" in text.text else "en" if "the " in text.text.lower() else None
        taken_for = text.language.split("-")[0].lower() if text.language else detected
        return Language(detected, taken_for if taken_for not in {None, "en"} else None, ("en",))

    def thresholds(self) -> Mapping[str, float]:
        """.7 for every attribute."""
        return {} if self.unavailable else dict.fromkeys(self.words.values(), 0.7)

    def state(self) -> ScorerState:
        """Ready, unless told otherwise."""
        if self.unavailable is not None:
            return ScorerState(ready=False, model=None, reason="no model is in service")
        return ScorerState(ready=True, model=self.model, reason=self.lacking)


def at(parts: Parts, moment: datetime) -> Parts:
    """The same parts at another moment."""
    return replace(parts, now=lambda: moment)


def a_site(parts: Parts, slug: str = "harbour", **rules: object) -> str:
    """A site where newcomers' comments need no approval, unless told otherwise."""
    open_site(parts, slug, "The Harbour Post", {"newcomer_comments": 0, **rules})
    return slug


def a_key(parts: Parts, site: str = "harbour", per_minute: int = 1000, *, acts_as: str = "") -> str:
    """The secret of a key that may do everything at the site; at the desk only if it acts as somebody there."""
    scopes = [scope for scope in SCOPES if scope != "desk" or acts_as]
    return create_key(parts, "newsroom", site, scopes, per_minute, acts_as=acts_as)


def a_machine(parts: Parts, site: str = "harbour") -> Caller:
    """A caller with a key that may do everything at the site."""
    return identify_caller(parts, key=a_key(parts, site))


def an_article(parts: Parts, machine: Caller, external_id: str = "budget", **said: object) -> str:
    """An open article about a budget vote."""
    new = NewArticle(title="The budget vote", text="The council votes on the budget tonight.", language="en")
    put_article(parts, machine, machine.site or "", external_id, replace(new, **said))  # type: ignore[arg-type]
    return external_id


def a_comment(parts: Parts, machine: Caller, text: str = "A fair budget.", **said: object) -> Submitted:
    """A comment by Ada under the budget article, as the site's machine sends it."""
    new = NewComment(machine.site or "", "budget", text, author=NamedAuthor("ada", "Ada"))
    return submit_comment(parts, machine, replace(new, **said))  # type: ignore[arg-type]


def a_reader(parts: Parts, name: str = "Rhea") -> Caller:
    """A reader who has just signed up."""
    return identify_caller(parts, token=sign_up(parts, name, PASSWORD, "192.0.2.1"))


def a_manager(parts: Parts, name: str = "Mira", role: Role = Role.MANAGER) -> Caller:
    """A community manager who has chosen a password."""
    create_account(parts, name, role)
    with parts.database.writing() as session:
        account = accounts.account_named(session, checked_name(name)[1])
        assert account is not None
        account.must_change_password = False
        return Caller(account_id=account.id, name=account.name, role=role)


def the_rules(parts: Parts, site: str, rules: Mapping[str, object]) -> None:
    """Give the site other rules."""
    with parts.database.writing() as session:
        sites.site_named(session, site).rules = dict(rules)


def stored(parts: Parts) -> dict[Status, int]:
    """How many comments are kept, by status."""
    with parts.database.reading() as session:
        found = session.execute(select(Comment.status, func.count()).group_by(Comment.status)).all()
    return {**dict.fromkeys(Status, 0), **{status: number for status, number in found}}
