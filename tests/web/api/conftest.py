"""What the API's tests share: a site with an article, and a key for it."""

from __future__ import annotations

import pytest

from moderation.parts import Parts
from tests.making import a_key, a_machine, a_site, an_article


@pytest.fixture
def key(parts: Parts) -> dict[str, str]:
    a_site(parts)
    an_article(parts, a_machine(parts))
    return {"Authorization": f"Bearer {a_key(parts)}"}
