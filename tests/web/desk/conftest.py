"""What the desk's tests ask for: a site with an article, a held comment, and a manager at the desk."""

from __future__ import annotations

import pytest
from flask import Flask

from moderation.parts import Parts
from tests.web.desk.browsing import Desk, a_manager_with_a_password


@pytest.fixture
def desk(app: Flask, parts: Parts) -> Desk:
    """Mira, signed in."""
    a_manager_with_a_password(parts, "Mira")
    desk = Desk(app.test_client())
    desk.sign_in("Mira")
    return desk


@pytest.fixture
def colleague(app: Flask, parts: Parts) -> Desk:
    """Noor, signed in too."""
    a_manager_with_a_password(parts, "Noor")
    desk = Desk(app.test_client())
    desk.sign_in("Noor")
    return desk
