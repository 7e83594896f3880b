"""What the doors' tests share: a site with an article that is published somewhere, and a key that may score."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from moderation.parts import Parts
from moderation.use_cases.create_key import create_key
from tests.making import WordScorer, a_machine, a_site, an_article
from tests.topics import TopicScorer

STORY = "https://news.example.org/budget"

Ask = Callable[..., TestResponse]


@pytest.fixture
def scorer() -> WordScorer:
    """Insults by a word, and topics only under an article."""
    return TopicScorer(words={"idiot": "INSULT", "stupid": "TOXICITY"})


@pytest.fixture
def key(parts: Parts) -> str:
    a_site(parts)
    an_article(parts, a_machine(parts), url=STORY)
    return create_key(parts, "coral", "harbour", ["score"], 1000)


@pytest.fixture
def analyze(client: FlaskClient, key: str) -> Ask:
    """Have a text analyzed; what is said beside goes into the request."""

    def ask(text: str = "The budget, you idiot.", **said: Any) -> TestResponse:
        body = {"comment": {"text": text}, "requestedAttributes": {"INSULT": {}}, **said}
        return client.post("/v1alpha1/comments:analyze", query_string={"key": key}, json=body)

    return ask
