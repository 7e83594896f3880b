"""Settings are read once, from the environment, and what cannot be used is told by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from moderation.settings import BadSetting, Settings, knobs


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("PORT", "abc"),
        ("PORT", "-1"),
        ("MODERATION_ENV", "staging"),
        ("MODERATION_DEMO", "perhaps"),
        ("MODERATION_WORKERS", "1.5"),
        ("MODERATION_WORKERS", "0"),
        ("MODERATION_SIGN_IN_HOURS", "99999999999999"),
        ("MODERATION_INNER_NETWORKS", "10.0.0.1/8"),
        ("MODERATION_INNER_NETWORKS", "newsroom"),
        ("MODERATION_DATABASE_URL", "garbage"),
        ("MODERATION_DATABASE_URL", "mysql://u:p@h/d"),
        ("MODERATION_DATABASE_URL", "postgresql://u:p@h:abc/d"),
    ],
)
def test_what_cannot_be_used_is_told_by_name(name: str, said: str) -> None:
    with pytest.raises(BadSetting, match=name):
        Settings.from_environment({name: said})


def test_a_database_that_cannot_be_used_is_told_without_its_password() -> None:
    with pytest.raises(BadSetting) as refusal:
        Settings.from_environment({"MODERATION_DATABASE_URL": "mysql://u:hunter2@h/d"})

    assert "hunter2" not in str(refusal.value)


def test_an_env_file_that_is_no_text_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_bytes(b"\xff\xfe\x00")
    monkeypatch.chdir(tmp_path)

    with pytest.raises(BadSetting, match=r"\.env"):
        Settings.from_environment()


def test_everything_lies_below_the_folder_that_was_named(tmp_path: Path) -> None:
    settings = Settings.from_environment({"MODERATION_DATA_DIR": str(tmp_path)})

    assert settings.models_dir == tmp_path / "models"
    assert settings.database_url == f"sqlite:///{tmp_path}/moderation.sqlite3"


def test_what_was_said_is_told_from_the_defaults() -> None:
    assert Settings.from_environment({"PORT": "9001", "HOST": ""}).said == {"PORT"}


def test_an_env_file_is_read_and_the_environment_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("PORT=9001\nHOST=0.0.0.0\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PORT", "9002")
    monkeypatch.delenv("HOST", raising=False)

    settings = Settings.from_environment()

    assert (settings.port, settings.host) == (9002, "0.0.0.0")  # noqa: S104 - what the file says


def test_inner_networks_are_none_unless_they_are_named() -> None:
    named = Settings.from_environment({"MODERATION_INNER_NETWORKS": "10.2.0.0/16, fd12::/64"})

    assert Settings.from_environment({}).inner_networks == ()
    assert [str(network) for network in named.inner_networks] == ["10.2.0.0/16", "fd12::/64"]


def test_no_secret_has_a_default() -> None:
    defaults = {knob.metadata["name"]: knob.metadata["default"] for knob in knobs()}

    assert not any(default for name, default in defaults.items() if "SECRET" in name or "PASSWORD" in name)
