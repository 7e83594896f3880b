"""What the readers' tests ask for: a site with an article, and a reader before it."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from moderation.domain.callers import Caller
from tests.web.embed.reading import Reader


@pytest.fixture
def visitor(client: FlaskClient, machine: Caller) -> Reader:
    """Somebody who is not signed in."""
    return Reader(client)


@pytest.fixture
def reader(visitor: Reader) -> Reader:
    """Rhea, signed in."""
    visitor.sign_up("Rhea")
    return visitor
