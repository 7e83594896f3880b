"""Readers sign up, in and out, and are back where they came from."""

from __future__ import annotations

import pytest

from moderation.parts import Parts
from tests.making import PASSWORD, a_site
from tests.web.embed.reading import ARTICLE, Reader, seen


def test_a_new_reader_is_back_at_the_article_signed_in(visitor: Reader) -> None:
    answer = visitor.sign_up("Rhea", page=f"/sign-up?next={ARTICLE}")

    assert answer.status_code == 303
    assert answer.location == ARTICLE
    assert "Signed in as Rhea" in seen(visitor.get().text)


def test_a_known_reader_signs_in_again(reader: Reader) -> None:
    reader.submit(ARTICLE, "/sign-out")

    answer = reader.submit(f"/sign-in?next={ARTICLE}", "/sign-in", name="rhea", password=PASSWORD)

    assert answer.location == ARTICLE
    assert "Signed in as Rhea" in seen(reader.get().text)


def test_signing_out_ends_the_sign_in_itself(reader: Reader) -> None:
    cookie = reader.client.get_cookie("comment_desk")
    assert cookie is not None
    answer = reader.submit(ARTICLE, "/sign-out")
    reader.client.set_cookie("comment_desk", cookie.value)

    page = reader.get().text

    assert answer.location == f"{ARTICLE}#comments"
    assert "Signed in as" not in page


def test_signing_out_twice_does_no_harm(reader: Reader) -> None:
    form = reader.hidden(ARTICLE, "/sign-out")
    reader.client.post("/sign-out", data=form)

    assert reader.client.post("/sign-out", data=form).status_code == 303


@pytest.mark.parametrize(
    ("name", "password", "complaint"),
    [
        ("Rhea", "short", "Use 10 to 200 characters. A few words are fine."),
        ("", PASSWORD, "Choose a name of 1 to 40 visible characters."),
        ("R\x00hea", PASSWORD, "Choose a name of visible characters."),
    ],
)
def test_an_account_that_cannot_be_opened_says_why_beside_the_field(
    visitor: Reader, name: str, password: str, complaint: str
) -> None:
    answer = visitor.sign_up(name, password)

    assert answer.status_code == 422
    assert complaint in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert PASSWORD not in answer.text


def test_a_name_that_looks_like_anothers_is_taken(reader: Reader) -> None:
    reader.submit(ARTICLE, "/sign-out")

    answer = reader.sign_up("RHEA")

    assert answer.status_code == 422
    assert "is taken" in answer.text


@pytest.mark.parametrize("path", ["/sign-in", f"/sign-up?next={ARTICLE}"])
def test_the_way_in_is_under_the_sites_own_name(visitor: Reader, parts: Parts, path: str) -> None:
    masthead = visitor.get(path).text.partition("<main")[0]
    a_site(parts, "courier")
    of_two = visitor.get("/sign-in").text.partition("<main")[0]

    assert "The Harbour Post" in masthead
    assert "The Harbour Post" not in of_two


@pytest.mark.parametrize("name", ["Rhea", "Nobody"])
def test_a_failed_sign_in_does_not_say_whether_there_is_such_a_name(reader: Reader, name: str) -> None:
    reader.submit(ARTICLE, "/sign-out")

    answer = reader.submit("/sign-in", "/sign-in", name=name, password="not the password")

    assert answer.status_code == 401
    assert "Wrong name or password." in answer.text
    assert f'value="{name}"' in answer.text


def test_guessing_passwords_is_slowed_down(visitor: Reader) -> None:
    for _ in range(10):
        visitor.submit("/sign-in", "/sign-in", name="Rhea", password="a wrong password")

    answer = visitor.submit("/sign-in", "/sign-in", name="Rhea", password=PASSWORD)

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example"]
)
def test_no_form_sends_people_elsewhere(visitor: Reader, target: str) -> None:
    form = visitor.hidden("/sign-up", "/sign-up")

    answer = visitor.client.post(
        "/sign-up", data={**form, "next": target, "name": "Rhea", "password": PASSWORD}
    )

    assert answer.location == "/"


@pytest.mark.parametrize("path", ["/sign-in", "/sign-up"])
def test_a_form_from_another_page_signs_nobody_in(reader: Reader, path: str) -> None:
    reader.submit(ARTICLE, "/sign-out")

    answer = reader.client.post(path, data={"name": "Rhea", "password": PASSWORD})

    assert answer.status_code == 403
