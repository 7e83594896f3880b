"""The documents say what is so: tables equal the code, links lead somewhere, examples run and answer what they show."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from moderation.commands import COMMANDS
from moderation.domain import callers, comments, findings
from moderation.domain.rule_words import RULE_WORDS
from moderation.domain.rules import Rules
from moderation.settings import knobs
from moderation.storage.every_table import every_table
from moderation.storage.table import Table
from tests.browser import Browser
from tests.making import PASSWORD
from tests.missing import lacking
from tests.serving import MODERATION, RealService

CHECKOUT = Path(__file__).parent.parent
README = (CHECKOUT / "README.md").read_text()
DOCUMENTS = sorted(
    path
    for folder in (".", "docs/**", "training_data", "benchmarks")
    for path in CHECKOUT.glob(f"{folder}/*.md")
)
WITH_EXAMPLES = [path for path in DOCUMENTS if "```sh runnable" in path.read_text()]
NOT_OURS = {"var", "build", "dist", "shared"}
"""Folders that running, building or a neighbour may leave in a checkout."""

LINK = re.compile(r"\]\((?!https?://|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)")
SOURCE = re.compile(r"(?<![\w/.])((?:[a-z_]+/)+[a-z_]+\.py)")
BLOCK = re.compile(r"^```(sh runnable|json)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NEXT = "<<< next >>>"


def test_the_readme_names_both_commands_and_they_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (CHECKOUT / "Makefile").read_text(), flags=re.MULTILINE))
    named = set(re.findall(r"^make ([a-z]+)", README, flags=re.MULTILINE))

    assert {"run", "test"} == named & targets == named


def test_the_settings_table_is_what_the_code_says() -> None:
    told = [(knob.metadata["name"], knob.metadata["default"], knob.metadata["says"]) for knob in knobs()]
    rows = [f"| `{name}` | {f'`{default}`' if default else '–'} | {says} |" for name, default, says in told]

    assert "\n".join(rows) == _table("Settings")


def test_the_rules_table_is_what_the_code_says() -> None:
    defaults = Rules().as_row()
    rows = [
        f"| `{name}` | `{json.dumps(defaults[name])}` | {rule.says} |" for name, rule in RULE_WORDS.items()
    ]

    assert list(RULE_WORDS) == list(defaults)
    assert "\n".join(rows) in (CHECKOUT / "docs" / "rules.md").read_text()


def test_the_commands_are_those_that_there_are() -> None:
    assert list(COMMANDS) == _first_column("Commands")


def test_the_map_shows_every_folder_and_no_other() -> None:
    house = CHECKOUT / "moderation"
    folders = {path.name for path in CHECKOUT.iterdir() if path.is_dir() and path.name not in NOT_OURS}
    tops = {f"{name}/" for name in folders if not re.search(r"^[._](?!ci$)|\.egg-info$", name)}
    rooms = {f"moderation/{path.name}/" for path in house.iterdir() if (path / "__init__.py").exists()}
    files = {f"moderation/{path.name}" for path in house.glob("*.py") if path.name != "__init__.py"}

    assert tops | rooms | files == set(_first_column("The map of the house"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(CHECKOUT)))
def test_every_link_and_path_leads_somewhere(document: Path) -> None:
    text = document.read_text()
    broken = [
        f"{target}#{anchor}"
        for target, anchor in LINK.findall(text)
        if not _leads_somewhere(document, target, anchor)
    ]
    gone = [path for path in SOURCE.findall(text) if not _is_source(path)]

    assert (broken, gone) == ([], [])


def test_the_glossary_knows_the_words_of_the_tables_and_of_the_domain() -> None:
    every_table()
    tables = {mapper.class_.__name__ for mapper in Table.registry.mappers}
    kinds = [comments.Status, comments.Action, comments.Standing, findings.Verdict]
    words = {_spoken(name) for name in (*tables, *(kind.__name__ for kind in kinds))}
    words |= {member.value.replace("_", " ") for kind in kinds for member in kind} | set(callers.SCOPES)
    glossary = set(
        re.findall(r"\*\*?([a-z -]+)\*", (CHECKOUT / "docs" / "glossary.md").read_text(), flags=re.IGNORECASE)
    )

    assert words - {word.replace("-", " ") for word in glossary} == set()


def test_decisions_are_numbered_without_a_gap_and_short() -> None:
    decisions = sorted((CHECKOUT / "docs" / "decisions").glob("*.md"))
    titles = [path.read_text().splitlines()[0] for path in decisions]

    assert [path.name[:4] for path in decisions] == [f"{number:04d}" for number in range(1, len(titles) + 1)]
    assert all(title.startswith(f"# {number}. ") for number, title in enumerate(titles, start=1))
    assert max(len(path.read_text().splitlines()) for path in decisions) <= 15


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealService]:
    """The real service as `make run` starts it."""
    for program in ("bash", "curl"):
        if shutil.which(program) is None:
            lacking(program, f"apt-get install {program}")
    patient = {"MODERATION_SCORE_TIMEOUT_MS": "30000"}  # a busy machine is no example
    with RealService(tmp_path_factory.mktemp("docs") / "var", patient) as service:
        _manager_at(service)
        yield service


def _manager_at(service: RealService) -> None:
    """Mira, of whom the page of the API says that she has signed in once and chosen a password."""
    (told,) = _run([".venv/bin/moderation account create mira --role senior\n"], service)
    mira, once = Browser(service.url), told.split()[-1]
    mira.submit("/desk/sign-in", "/desk/sign-in", name="mira", password=once)
    mira.submit("/desk/password", "/desk/password", old=once, password=PASSWORD)


@pytest.mark.parametrize("document", WITH_EXAMPLES, ids=lambda path: path.name)
def test_every_example_runs_and_answers_what_it_shows(document: Path, demo: RealService) -> None:
    blocks = BLOCK.findall(document.read_text())
    examples = [place for place, (kind, _) in enumerate(blocks) if kind == "sh runnable"]
    shown = {
        place: json.loads(answer)
        for place in examples
        for kind, answer in blocks[place + 1 : place + 2]
        if kind == "json"
    }
    answers = _run([blocks[place][1] for place in examples], demo)
    said = {
        place: json.loads(answer) for place, answer in zip(examples, answers, strict=True) if place in shown
    }

    assert len(shown) >= 2, "a document of examples shows answers"
    assert said == {place: _filled(expected, said[place]) for place, expected in shown.items()}


def test_what_newcomers_are_told_to_post_is_held_for_what_it_says(demo: RealService) -> None:
    rude, stray = (" ".join(told.split()) for told in re.findall(r'\*"([^"]+)"\*', README))
    key, *answers = _run(
        [
            "KEY=$(.venv/bin/moderation key create newcomers --site demo --scope comments); echo $KEY\n",
            _posting(rude, "quay-street-vote"),
            _posting(stray, "seagrass-returns"),
        ],
        demo,
    )
    held = [json.loads(answer) for answer in answers]

    assert key
    assert [each["status"] for each in held] == ["held", "held"]
    assert "score.insult" in {reason["code"] for reason in held[0]["reasons"]}
    assert [reason["code"] for reason in held[1]["reasons"]] == ["score.off_topic"]


def _posting(text: str, article: str) -> str:
    said = json.dumps({"text": text, "author": {"id": "newcomer", "name": "New here"}})
    address = f"http://127.0.0.1:8000/api/v1/sites/demo/articles/{article}/comments"
    sent = f"-H 'Content-Type: application/json' -d {shlex.quote(said)}"
    return f'curl -sS {address} -H "Authorization: Bearer $KEY" {sent}\n'


def _run(examples: list[str], service: RealService) -> list[str]:
    """What each example printed; they run in one shell, one after another."""
    script = f"echo '{NEXT}'\n".join(examples).replace("http://127.0.0.1:8000", service.url)
    return subprocess.run(
        ["bash", "-euc", script.replace(".venv/bin/moderation", str(MODERATION))],
        check=True,
        cwd=service.data_dir,  # where no developer's .env lies
        env=service.environment,
        stdout=subprocess.PIPE,
        text=True,
        timeout=60,
    ).stdout.split(NEXT)


def _filled(expected: Any, said: Any) -> Any:
    """What is shown, with whatever was said in the place of each …"""
    if expected == "…":
        return said
    if isinstance(expected, dict) and isinstance(said, dict):
        return {name: _filled(value, said.get(name)) for name, value in expected.items()}
    if isinstance(expected, list) and isinstance(said, list) and len(expected) == len(said):
        return [_filled(value, other) for value, other in zip(expected, said, strict=True)]
    return expected


def _section(title: str) -> str:
    return README.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def _table(title: str) -> str:
    """The rows of the section's table, without its head."""
    rows = [line for line in _section(title).splitlines() if line.startswith("|")]
    return "\n".join(rows[2:])


def _first_column(title: str) -> list[str]:
    return re.findall(r"^\| `([^`]+)` \|", _table(title), flags=re.MULTILINE)


def _leads_somewhere(document: Path, target: str, anchor: str) -> bool:
    path = (document.parent / target) if target else document
    if not path.exists() or not anchor:
        return path.exists()
    headings = re.findall(r"^#+ (.+)$", path.read_text(), flags=re.MULTILINE)
    return anchor in {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _is_source(path: str) -> bool:
    return any((room / path).exists() for room in (CHECKOUT, CHECKOUT / "moderation"))


def _spoken(name: str) -> str:
    """RulesVersion is said rules version."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
