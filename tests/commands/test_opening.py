"""What every command begins with: a secret that is a secret, and no unsafe default in production."""

from __future__ import annotations

import stat
from pathlib import Path

import click
import pytest

from moderation.commands.opening import read_secret, refuse_defaults
from moderation.settings import Settings


def the_settings(folder: Path, **said: str) -> Settings:
    return Settings.from_environment({"MODERATION_DATA_DIR": str(folder), **said})


def test_the_secret_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    made = read_secret(the_settings(tmp_path))

    assert read_secret(the_settings(tmp_path)) == made
    assert len(made) >= 32
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_a_secret_cut_short_by_a_crash_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").touch()

    with pytest.raises(click.ClickException, match="delete it"):
        read_secret(the_settings(tmp_path))


@pytest.mark.parametrize("secret", ["", "changeme"])
def test_production_wants_a_secret_that_nobody_can_guess(tmp_path: Path, secret: str) -> None:
    settings = the_settings(tmp_path, MODERATION_ENV="production", MODERATION_SECRET=secret)

    with pytest.raises(click.ClickException, match="MODERATION_SECRET must be set"):
        refuse_defaults(settings)


def test_production_wants_to_be_told_where_to_keep_things() -> None:
    settings = Settings.from_environment({"MODERATION_ENV": "production", "MODERATION_SECRET": "x" * 40})

    with pytest.raises(click.ClickException, match="MODERATION_DATA_DIR must be set"):
        refuse_defaults(settings)
