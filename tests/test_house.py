"""The house stays small and readable: sizes, sentences and names are checked, and offenders named."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

CHECKOUT = Path(__file__).parent.parent
SOURCES = sorted(
    path
    for room in ("moderation", "tests", "benchmarks")
    for path in CHECKOUT.glob(f"{room}/**/*.py")
    if path.parent.name != "versions"  # a migration is written once, by a machine, and never grown
)
SERVICE = [path for path in SOURCES if path.is_relative_to(CHECKOUT / "moderation")]

FILE_LINES = 250
FUNCTION_LINES = 40
NOT_USED = frozenset(
    "base common data handler helper helpers info item misc obj process rv util utils".split()
)
# SQLAlchemy asks for these by name.
ASKED_FOR = {"process_bind_param", "process_result_value"}
UNFINISHED = re.compile(r"\b([T]ODO|[F]IXME|[X]XX)\b")  # the brackets keep this line from matching itself

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Definition(NamedTuple):
    """A function or a class: where it is, and how long."""

    name: str
    where: str
    lines: int
    is_class: bool


def test_no_file_outgrows_its_screen() -> None:
    offenders = {
        _name(path): lines for path in SOURCES if (lines := len(path.read_text().splitlines())) > FILE_LINES
    }

    assert not offenders, f"files of more than {FILE_LINES} lines: {offenders}"


def test_no_function_outgrows_its_screen() -> None:
    offenders = {
        each.where: each.lines
        for path in SOURCES
        for each in _definitions(path)
        if each.lines > FUNCTION_LINES and not each.is_class
    }

    assert not offenders, f"functions of more than {FUNCTION_LINES} lines: {offenders}"


def test_every_file_opens_with_a_sentence() -> None:
    offenders = [_name(path) for path in SOURCES if not _is_sentence(_tree(path))]

    assert not offenders, f"files that do not say what they own: {offenders}"


def test_every_public_function_of_the_service_has_a_sentence() -> None:
    offenders = [
        f"{_name(path)}:{node.lineno} {node.name}"
        for path in SERVICE
        for node in _public(_tree(path))
        if not _is_sentence(node)
    ]

    assert not offenders, f"functions that do not say what they answer: {offenders}"


def test_names_come_from_the_vocabulary() -> None:
    names = {_name(path): path.stem for path in SOURCES}
    names |= {each.where: each.name for path in SOURCES for each in _definitions(path)}
    offenders = [where for where, name in names.items() if _words(name) & NOT_USED and name not in ASKED_FOR]

    assert not offenders, f"names that say nothing: {offenders}"


def test_no_class_is_a_manager_but_the_human_one() -> None:
    offenders = [
        each.where
        for path in SOURCES
        for each in _definitions(path)
        if each.is_class and each.name.endswith("Manager") and each.name != "Manager"
    ]

    assert not offenders, f"a manager is a person here: {offenders}"


def test_nothing_is_left_for_later() -> None:
    offenders = [
        f"{_name(path)}:{number}"
        for path in SOURCES
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if UNFINISHED.search(line)
    ]

    assert not offenders, f"unfinished: {offenders}"


def _name(path: Path) -> str:
    return str(path.relative_to(CHECKOUT))


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


@cache
def _definitions(path: Path) -> list[Definition]:
    """Every function and class of a file, wherever it stands."""
    return [
        Definition(
            node.name,
            f"{_name(path)}:{node.lineno} {node.name}",
            (node.end_lineno or node.lineno) - node.lineno + 1,
            isinstance(node, ast.ClassDef),
        )
        for node in _statements(_tree(path))
        if isinstance(node, Function | ast.ClassDef)
    ]


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    """What stands in a file, in whatever block: only a statement can define anything."""
    for block in ("body", "orelse", "finalbody", "handlers", "cases"):
        inner = getattr(node, block, None)
        for each in inner if isinstance(inner, list) else ():
            yield each
            yield from _statements(each)


def _public(owner: ast.Module | ast.ClassDef) -> Iterator[Function | ast.ClassDef]:
    """What others may call: not the private, not what lives inside a function."""
    for node in owner.body:
        if not isinstance(node, Function | ast.ClassDef) or node.name.startswith("_"):
            continue
        yield node
        if isinstance(node, ast.ClassDef):
            yield from _public(node)


def _is_sentence(node: ast.Module | ast.ClassDef | Function) -> bool:
    return (ast.get_docstring(node) or "").partition("\n\n")[0].rstrip().endswith((".", "?", "!", ")", ":"))


def _words(name: str) -> set[str]:
    """submit_comment and SubmitComment are both submit and comment."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+", name)}
