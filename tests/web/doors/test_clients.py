"""Other people's client libraries, unmodified, against the application as it is served."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest

from tests.missing import lacking

IT_IS = {"value": 0.9, "type": "PROBABILITY"}
WHOLE = [{"begin": 0, "end": 22, "score": IT_IS}]
TEXT = "The budget, you idiot."

NODE = """
const {google} = require('googleapis');
(async () => {
  const [address, key] = process.argv.slice(1);
  const client = await google.discoverAPI(address + '/$discovery/rest?version=v1alpha1');
  const comment = {text: 'The budget, you idiot.'};
  const resource = {comment, requestedAttributes: {INSULT: {}}, doNotStore: true, languages: ['en']};
  const analyzed = await client.comments.analyze({key, resource});
  const attributeScores = {INSULT: {summaryScore: {value: 1}}};
  const suggested = await client.comments.suggestscore({key, resource: {comment, attributeScores, clientToken: 'a'}});
  let refused;
  try {
    await client.comments.analyze({key, resource: {...resource, comment: {text: ''}}});
  } catch (error) {
    refused = error.message;
  }
  console.log(JSON.stringify([analyzed.data, suggested.data, refused]));
})();
"""


def test_googles_client_in_python_builds_itself_from_our_discovery_document(live: str, key: str) -> None:
    from googleapiclient.discovery import build
    from googleapiclient.errors import HttpError

    address = f"{live}/$discovery/rest?version=v1alpha1"
    with build(
        "commentanalyzer", "v1alpha1", developerKey=key, discoveryServiceUrl=address, static_discovery=False
    ) as client:
        body = {
            "comment": {"text": TEXT},
            "requestedAttributes": {"INSULT": {}},
            "languages": ["en"],
            "doNotStore": True,
        }
        answer = client.comments().analyze(body=body).execute()
        suggested = {
            "comment": {"text": TEXT},
            "attributeScores": {"INSULT": {"summaryScore": {"value": 1}}},
            "clientToken": "a",
        }
        thanks = client.comments().suggestscore(body=suggested).execute()
        with pytest.raises(HttpError) as refused:
            client.comments().analyze(body={**body, "comment": {"text": ""}}).execute()

    assert answer["attributeScores"]["INSULT"] == {"summaryScore": IT_IS, "spanScores": WHOLE}
    assert thanks["clientToken"] == "a"
    assert refused.value.reason == "Comment must be non-empty."
    assert refused.value.error_details[0]["errorType"] == "COMMENT_EMPTY"


@pytest.mark.parametrize("prefix", ["/v1alpha1", ""])
def test_the_client_called_perspective_needs_another_address_and_nothing_else(
    live: str, key: str, prefix: str
) -> None:
    from perspective import PerspectiveAPI

    client = PerspectiveAPI(key)
    client.api_client.url = f"{live}{prefix}/{{endpoint}}"
    analyzed = client.analyze_comment(
        TEXT,
        comment_type="PLAIN_TEXT",
        context=[{"text": "The budget vote"}],
        requested_attributes={"INSULT": {"scoreThreshold": 0.5}, "OFF_TOPIC": {}},
        span_annotations=True,
        languages=["en"],
        do_not_store=True,
        client_token="a",
        session_id="b",
        community_id="c",
    )

    assert analyzed["attributeScores"]["INSULT"] == {"summaryScore": IT_IS, "spanScores": WHOLE}
    assert analyzed["clientToken"] == "a"
    assert client.score(TEXT, tests=["INSULT", "TOXICITY"]) == {"INSULT": 0.9, "TOXICITY": 0.1}
    thanks = client.suggest_score(TEXT, {"INSULT": {"summaryScore": {"value": 1.0}}}, client_token="a")
    assert thanks["clientToken"] == "a"
    with pytest.raises(HTTPError) as refused:
        client.score(TEXT, tests=["OBSCENE"])
    with refused.value as error:
        assert json.load(error)["error"]["message"] == "Unknown requested attribute: OBSCENE"


def test_openais_client_needs_another_address_and_nothing_else(live: str, key: str) -> None:
    from openai import AuthenticationError, BadRequestError, OpenAI

    with OpenAI(api_key=key, base_url=f"{live}/v1", max_retries=0) as client:
        one = client.moderations.create(input=TEXT, model="omni-moderation-latest")
        two = client.moderations.create(input=[TEXT, "The vote."])
        pieces: Any = [{"type": "text", "text": "You"}, {"type": "text", "text": "idiot"}]
        parts = client.moderations.create(input=pieces)
        picture: Any = [{"type": "image_url", "image_url": {"url": "https://a.example/b.png"}}]
        with pytest.raises(BadRequestError, match="Only text is moderated"):
            client.moderations.create(input=picture)
        with pytest.raises(AuthenticationError):
            client.with_options(api_key="nonsense").moderations.create(input=TEXT)

    assert (one.model, [each.flagged for each in one.results]) == ("words-1", [True])
    assert (one.results[0].categories.harassment, one.results[0].category_scores.harassment) == (True, 0.9)
    assert (one.results[0].categories.sexual, one.results[0].category_scores.sexual) == (False, 0)
    assert [each.flagged for each in two.results] == [True, False]
    assert [each.flagged for each in parts.results] == [True]


def test_googles_client_in_node_builds_itself_from_our_discovery_document(live: str, key: str) -> None:
    analyzed, thanks, refused = in_node(NODE, live, key)

    assert analyzed["attributeScores"]["INSULT"] == {"summaryScore": IT_IS, "spanScores": WHOLE}
    assert (thanks["clientToken"], refused) == ("a", "Comment must be non-empty.")


def in_node(script: str, *arguments: str) -> Any:
    """What the script prints; skipped loudly where Node or its libraries are not there."""
    node = shutil.which("node")
    if node is None:
        lacking("Node", "apt-get install nodejs npm")
    modules = Path(os.environ.get("NODE_PATH", Path(__file__).parents[2] / "node" / "node_modules"))
    if not (modules / "googleapis").is_dir():
        lacking("googleapis for Node", "npm install --ignore-scripts --prefix tests/node")
    environment = {**os.environ, "NODE_PATH": str(modules)}
    ran = subprocess.run(
        [node, "-e", script, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return json.loads(ran.stdout)
