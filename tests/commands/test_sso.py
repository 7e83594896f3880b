"""``moderation sso`` and ``moderation block``: what they print, and what they refuse in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.commands.conftest import Command


def test_a_secret_is_shown_once_and_a_key_revoked(moderation: Command) -> None:
    moderation("site", "open", "courier", "The Courier")
    made = moderation("sso", "add", "courier", "--kid", "one", "--algorithm", "HS256").output.strip()
    listed = moderation("sso", "list").output

    assert len(made) == 64
    assert listed == "courier\tone\tHS256\tcourier\tvalid\n"
    assert moderation("sso", "revoke", "courier", "one").output == "one vouches for nobody any more.\n"
    assert "Error: courier has no valid key one." in moderation("sso", "revoke", "courier", "one").output
    assert "needs --key" in moderation("sso", "add", "courier", "--kid", "two", "--algorithm", "ES256").output


def test_what_is_no_network_and_no_domain_is_told(moderation: Command) -> None:
    assert "Error: Name a network" in moderation("block", "add", "192.0.2.1/24").output
    assert "Error: pills.example is not blocked." in moderation("block", "remove", "pills.example").output
