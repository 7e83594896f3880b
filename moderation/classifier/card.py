"""The card: what a model is, which file it is, and under which versions it may be read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

PLAIN_NAME = re.compile(r"\w[\w.+-]*", re.ASCII)
"""What a version, and a network's file, may be called: a name in its folder, which every database can keep as it stands
in why comments wait.
"""


@dataclass(frozen=True)
class Card:
    """Everything said about a model; ``artefact_sha256`` and ``networks`` (a digest by file) tie it to its files.

    ``metrics``, ``sources`` and ``origins`` (where a network's base weights come from) are for people (docs/models.md
    explains them); the service reads only the version,
    the digests, the languages and the scikit-learn version.
    """

    version: str
    about: str
    artefact_sha256: str
    made_at: str
    environment: Mapping[str, str]
    attributes: tuple[str, ...]
    thresholds: Mapping[str, float]
    languages: tuple[str, ...]
    sources: tuple[Mapping[str, Any], ...]
    metrics: Mapping[str, Any]
    limits: tuple[str, ...]
    parent: str | None = None
    networks: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def as_json(self) -> bytes:
        """The card's file: sorted, indented, the same bytes for the same card."""
        return (json.dumps(asdict(self), indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


def card_from(text: bytes) -> Card:
    """The card in a file's bytes.

    Raises:
        ValueError: when it is no card, or a field in it is not of its kind.
    """
    try:
        fields = json.loads(text)
        listed = {name: tuple(fields[name]) for name in ("attributes", "languages", "sources", "limits")}
        card = Card(**{**fields, **listed})
    except (TypeError, KeyError) as error:
        raise ValueError(f"not a model card: {error}") from error
    if odd := [name for name, is_fit in _FIT.items() if not is_fit(fields.get(name, getattr(card, name)))]:
        raise ValueError(f"not a model card: {', '.join(odd)}")
    return card


_Fits = Callable[[Any], bool]


def _is_text(said: Any) -> bool:
    return isinstance(said, str)


def _is_number(said: Any) -> bool:
    return isinstance(said, int | float)


def _is_mapping(said: Any) -> bool:
    return isinstance(said, dict)


def _is_plain_name(said: Any) -> bool:
    return _is_text(said) and bool(PLAIN_NAME.fullmatch(said))


def _list_of(fits: _Fits) -> _Fits:
    return lambda said: isinstance(said, list) and all(map(fits, said))


def _mapping_to(fits: _Fits, names: _Fits = _is_text) -> _Fits:
    return lambda said: _is_mapping(said) and all(map(names, said)) and all(map(fits, said.values()))


def _are_shares(said: Any) -> bool:
    """Whether it says which share of a stream would be held."""
    return _mapping_to(_is_number)(said) and {"any", "courtesy"} <= said.keys()


def _are_metrics(said: Any) -> bool:
    """Whether what is read of it again is of its kind; all the rest is for people."""
    return (
        _is_mapping(said)
        and _mapping_to(_are_shares)(said.get("held", {}))
        and _is_text(said.get("learned_until", ""))
    )


_FIT: Mapping[str, _Fits] = {
    "version": _is_plain_name,
    "about": _is_text,
    "artefact_sha256": _is_text,
    "made_at": _is_text,
    "environment": _mapping_to(_is_text),
    "attributes": _list_of(_is_text),
    "thresholds": _mapping_to(_is_number),
    "languages": _list_of(_is_text),
    "sources": _list_of(lambda said: _is_mapping(said) and _is_text(said.get("name"))),
    "metrics": _are_metrics,
    "limits": _list_of(_is_text),
    "parent": lambda said: said is None or _is_text(said),
    "networks": _mapping_to(_is_text, names=_is_plain_name),
    "origins": _mapping_to(_is_mapping),
}
"""Which value fits each field of a card's file."""
