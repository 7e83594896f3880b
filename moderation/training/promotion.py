"""Puts a model in service by naming it in ``current``, and takes it back."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from moderation.classifier.artefact import CARD, CURRENT, ModelUnusableError, Pointer, read_card, write_file
from moderation.classifier.card import Card

_REMEMBERED = 50
"""How many earlier models ``current`` remembers."""


def found_card(version: str, folders: tuple[Path, ...]) -> tuple[Card, Path]:
    """The card of a version, or of the ``latest`` candidate made, and the folder it lies in.

    Raises:
        ModelUnusableError: when there is none.
    """
    cards = [(folder, place.parent.name) for folder in folders for place in folder.glob(f"*/{CARD}")]
    if version == "latest":
        made = [_card(folder, name) for folder, name in cards]
        if made:
            return max(made, key=lambda each: (each[0].made_at, each[0].version))
        raise ModelUnusableError("There is no candidate; `moderation train` makes one.")
    for folder, name in cards:
        if name == version:
            return _card(folder, name)
    raise ModelUnusableError(f"there is no model {version}: `moderation train` makes one")


def put_in_service(card: Card, folder: Path) -> None:
    """Names the version in the folder's ``current``, at once and for good, remembering what was there."""
    before = _current(folder)
    previous = (
        [{key: before[key] for key in ("version", "card_sha256")}, *before["previous"]] if before else []
    )
    _name(folder, card.version, previous[:_REMEMBERED])


def take_back(folder: Path) -> str | None:
    """Puts the previous model back in service: its version, or None when that is the shipped one.

    Raises:
        ModelUnusableError: when none was promoted.
    """
    now = _current(folder)
    if now is None:
        raise ModelUnusableError("the shipped model is in service; there is nothing to take back")
    if not now["previous"]:
        (folder / CURRENT).unlink()
        return None
    version = str(now["previous"][0]["version"])
    _name(folder, version, now["previous"][1:])
    return version


def _name(folder: Path, version: str, previous: list[dict[str, Any]]) -> None:
    """Writes ``current``."""
    digest = sha256((folder / version / CARD).read_bytes()).hexdigest()
    pointer = {"version": version, "card_sha256": digest, "previous": previous}
    write_file(folder / CURRENT, (json.dumps(pointer, indent=2) + "\n").encode())


def _current(folder: Path) -> dict[str, Any] | None:
    """What ``current`` says now; None when no model was promoted or the file says nothing."""
    try:
        pointer = json.loads((folder / CURRENT).read_bytes())
    except (OSError, ValueError):
        return None
    return {"previous": [], **pointer}


def _card(folder: Path, version: str) -> tuple[Card, Path]:
    digest = sha256((folder / version / CARD).read_bytes()).hexdigest()
    return read_card(folder, Pointer(version, digest)), folder
