"""Perspective's analyze: its fields, its defaults and its spans."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.making import WordScorer
from tests.web.doors.conftest import STORY, Ask

IT_IS = {"value": 0.9, "type": "PROBABILITY"}
IT_IS_NOT = {"value": 0.1, "type": "PROBABILITY"}


@pytest.mark.parametrize("endpoint", ["/v1alpha1", ""])
@pytest.mark.parametrize(
    ("model", "text", "value"),
    [
        ("TOXICITY", "What a stupid vote.", 0.9),
        ("TOXICITY", "Who votes?", 0.1),
        ("DISCOURTESY", "So what, then?", 0.9),
        ("LIKELY_TO_REJECT", "Buy now!", 0.9),
    ],
)
def test_coral_is_answered_whatever_model_its_newsroom_typed(
    client: FlaskClient, key: str, scorer: WordScorer, endpoint: str, model: str, text: str, value: float
) -> None:
    scorer.words = {"stupid": "TOXICITY", "So what": "DISCOURTESY", "Buy": "LIKELY_TO_REJECT"}
    sent = (
        f'{{"comment":{{"text":"{text}"}},"doNotStore":true,'
        f'"requestedAttributes":{{"{model}":{{}}}},"languages":["en"]}}'
    )
    answer = client.post(
        f"{endpoint}/comments:analyze?key={key}", data=sent, headers={"Content-Type": "application/json"}
    )
    score = {"value": value, "type": "PROBABILITY"}
    span = {"begin": 0, "end": len(text), "score": score}

    assert (answer.status_code, answer.json) == (
        200,
        {
            "attributeScores": {model: {"summaryScore": score, "spanScores": [span]}},
            "languages": ["en"],
            "detectedLanguages": ["und"],
        },
    )


def test_one_span_covers_the_whole_text_unless_spans_are_asked_for(analyze: Ask) -> None:
    answer = analyze("The 😀 idiot. Fine.", clientToken="mine", languages=["en-GB"])

    assert answer.status_code == 200
    assert answer.json == {
        "attributeScores": {
            "INSULT": {"summaryScore": IT_IS, "spanScores": [{"begin": 0, "end": 19, "score": IT_IS}]}
        },
        "languages": ["en-GB"],
        "detectedLanguages": ["en"],
        "clientToken": "mine",
    }


def test_each_sentence_has_a_score_of_its_own_in_utf_16_units(analyze: Ask) -> None:
    text = "  The 😀 budget is fine… Only an idiot (you!)\nSo there"
    spans = scores(analyze(text, spanAnnotations=True))["INSULT"]["spanScores"]
    units = text.encode("utf-16-le")
    pieces = [units[2 * span["begin"] : 2 * span["end"]].decode("utf-16-le") for span in spans]

    assert list(zip(pieces, [span["score"] for span in spans], strict=True)) == [
        ("The 😀 budget is fine…", IT_IS_NOT),
        ("Only an idiot (you!)", IT_IS),
        ("So there", IT_IS_NOT),
    ]


def test_html_is_read_as_it_shows_and_spans_count_what_was_sent(analyze: Ask) -> None:
    html = "<p>The <b>id</b>&#105;&#111;t.</p><p>An idi&#111;t &amp; more.</p>"
    spans = scores(analyze(spanAnnotations=True, comment={"text": html, "type": "HTML"}))["INSULT"][
        "spanScores"
    ]

    assert [(html[span["begin"] : span["end"]], span["score"]) for span in spans] == [
        ("The <b>id</b>&#105;&#111;t.", IT_IS_NOT),
        ("An idi&#111;t &amp; more.", IT_IS),
    ]


def test_a_score_below_its_threshold_is_left_out_and_all_of_them_with_their_key(analyze: Ask) -> None:
    wanted = {
        "INSULT": {"scoreThreshold": 0.9},
        "TOXICITY": {"scoreThreshold": 0.2, "scoreType": "PROBABILITY"},
    }

    assert list(scores(analyze(requestedAttributes=wanted))) == ["INSULT"]
    assert "attributeScores" not in (analyze("The vote.", requestedAttributes=wanted).json or {})


def test_an_attribute_is_answered_by_the_name_it_was_asked_for_with_its_version(analyze: Ask) -> None:
    assert list(scores(analyze(requestedAttributes={"INSULT@7": None, "TOXICITY@1": {}}))) == [
        "INSULT@7",
        "TOXICITY@1",
    ]


@pytest.mark.parametrize("path", ["/v1alpha1/comments:analyze", "/comments:analyze"])
@pytest.mark.parametrize("where", ["key", "header", "bearer", "access_token"])
def test_the_key_is_taken_wherever_clients_put_it(
    client: FlaskClient, key: str, path: str, where: str
) -> None:
    query = {"alt": "json", "prettyPrint": "false", "quotaUser": "a", "fields": "*"}
    query |= {where: key} if where in {"key", "access_token"} else {}
    headers = {"header": {"X-Goog-Api-Key": key}, "bearer": {"Authorization": f"Bearer {key}"}}.get(where, {})
    body = b'{"comment": {"text": "Hello there"}, "requested_attributes": {"INSULT": {}}, "context": null}'

    assert client.post(path, query_string=query, headers=headers, data=body).status_code == 200


def test_a_named_language_is_believed_and_an_unsure_one_told_as_such(analyze: Ask) -> None:
    believed = analyze("ciao, idiot", languages=["en"]).json or {}
    unsure = analyze("idiot").json or {}

    assert (believed["languages"], believed["detectedLanguages"]) == (["en"], ["it"])
    assert believed["attributeScores"]["INSULT"]["summaryScore"] == IT_IS
    assert (unsure["languages"], unsure["detectedLanguages"]) == (["en"], ["und"])
    assert unsure["attributeScores"]["INSULT"]["summaryScore"] == IT_IS


def test_attributes_that_do_not_know_the_language_may_be_dropped(analyze: Ask) -> None:
    answer = analyze("ciao a tutti", dropUnsupportedAttributes=True)

    assert (answer.status_code, answer.json) == (200, {"languages": ["it"], "detectedLanguages": ["it"]})


@pytest.mark.parametrize(
    "context",
    [
        {"articleAndParentComment": {"article": {"text": "The budget vote\nCouncil decides."}}},
        {"entries": [{"text": "The budget vote"}, {"text": "<p>Council decides.</p>", "type": "HTML"}]},
        {"entries": [{"text": STORY}]},
        {"entries": [{"text": f"{STORY}/?utm_source=mail#comments"}]},
        {"entries": [{"text": f'{{"url":"{STORY}?commentID=7","Coral_comment_id":"7"}}'}]},
    ],
    ids=["article", "entries", "address", "address spelt otherwise", "Coral's"],
)
def test_off_topic_is_told_from_the_context_or_from_the_article_that_it_names(
    analyze: Ask, context: Any
) -> None:
    near, far = (
        scores(analyze(text, requestedAttributes={"OFF_TOPIC": {}}, context=context))["OFF_TOPIC"][
            "summaryScore"
        ]
        for text in ("Who votes on the budget?", "Strikers move clubs.")
    )

    assert (near, far) == (IT_IS_NOT, IT_IS)


def scores(answer: Any) -> dict[str, Any]:
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json["attributeScores"]
    return found
