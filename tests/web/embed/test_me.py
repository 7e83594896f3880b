"""A reader's own pages: what they wrote, what they are told, and their password."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from moderation.domain.callers import Caller
from moderation.domain.comments import Action
from moderation.domain.mailing import Frequency
from moderation.parts import Parts
from moderation.storage.own_tables import Mailing
from moderation.use_cases.steps import leaving
from moderation.use_cases.undo_decision import undo_decision
from tests.asking import MINUTE, decided
from tests.making import NOON, PASSWORD, a_comment, a_manager, at
from tests.web.embed.reading import ARTICLE, Reader, seen


@pytest.fixture
def later(app: Flask, parts: Parts) -> None:
    """The pages as they are two minutes after noon."""
    app.extensions["parts"] = at(parts, NOON + 2 * MINUTE)


def id_of(location: str) -> str:
    return location.partition("show=")[2].partition("#")[0]


def test_own_comments_tell_what_became_of_them_and_lead_to_an_appeal(parts: Parts, reader: Reader) -> None:
    insult = id_of(reader.post("You idiot.").location)
    assert "Awaiting review" in seen(reader.get("/me").text)
    decided(parts, a_manager(parts), insult, Action.REJECT)

    page = reader.get("/me").text

    assert "Not published It insulted somebody. Ask for another look" in seen(page)
    appeal = f"/sites/harbour/comments/{insult}/appeal"
    assert f'href="{appeal}"' in page
    reader.submit(appeal, appeal, note="I quoted it.")
    assert "Your appeal is with the community managers." in seen(reader.get("/me").text)


@pytest.mark.parametrize(
    ("text", "stands"), [("You idiot.", "Awaiting review"), ("A fair budget.", "Published")]
)
def test_own_comments_lead_to_where_they_are_changed(reader: Reader, text: str, stands: str) -> None:
    comment = id_of(reader.post(text).location)
    own = f"/sites/harbour/comments/{comment}"

    page = reader.get("/me").text

    assert stands in seen(page)
    assert f'<a href="{own}/edit">Edit' in page
    assert f'<a href="{own}/withdraw">Withdraw' in page
    reader.submit(f"{own}/withdraw", f"{own}/withdraw")
    assert f'href="{own}/' not in reader.get("/me").text


def test_a_withdrawn_reply_is_put_back_where_its_thread_is_out_of_sight(
    parts: Parts, reader: Reader, machine: Caller
) -> None:
    first = a_comment(parts, machine, "A fair budget.").id
    reply = id_of(reader.post("It is not.", parent=first).location)
    own = f"/sites/harbour/comments/{reply}"
    reader.submit(f"{own}/withdraw", f"{own}/withdraw")
    decided(parts, a_manager(parts), first, Action.REJECT)
    assert "It is not." not in reader.get(f"{ARTICLE}?show={reply}").text

    put = reader.submit("/me", f"{own}/put-back")

    assert put.status_code == 303
    assert "It is not. Published" in seen(reader.get("/me").text)


def test_own_comments_come_in_pages_and_are_nobody_elses(
    parts: Parts, machine: Caller, reader: Reader, app: Flask
) -> None:
    a_comment(parts, machine, "Somebody else's.")
    for place in range(21):
        app.extensions["parts"] = at(parts, NOON + timedelta(minutes=place))
        reader.post(f"Comment {place}.")

    first = reader.get("/me").text
    older = first.partition('href="/me?after=')[2].partition('"')[0]
    second = reader.get(f"/me?after={older}").text

    assert ("Comment 20." in first, "Comment 0." in first) == (True, False)
    assert ("Comment 20." in second, "Comment 0." in second) == (False, True)
    assert "Somebody else" not in first + second
    assert "after=" not in second


def test_a_notice_rings_until_it_was_read(
    parts: Parts, reader: Reader, request: pytest.FixtureRequest
) -> None:
    insult = id_of(reader.post("You idiot.").location)
    decided(parts, a_manager(parts), insult, Action.REJECT)
    assert 'class="bell"' in reader.get().text
    request.getfixturevalue("later")

    assert "Notices 1 new" in seen(reader.get().text)
    first, again = (seen(reader.get("/me/notices").text) for _ in range(2))

    assert "New 1 min ago Your comment was not published. It insulted somebody." in first.replace(
        "\u00a0", " "
    )
    assert "New " not in again.partition("Your notices")[2]
    assert "1 new" not in seen(reader.get().text)


def test_only_what_has_the_last_word_offers_another_look(parts: Parts, reader: Reader, app: Flask) -> None:
    insult = id_of(reader.post("You idiot.").location)
    mira, offer = a_manager(parts), f'href="/sites/harbour/comments/{insult}/appeal"'
    pages, published = [], 0
    for turn, act in enumerate((Action.REJECT, Action.PUBLISH, Action.UNDO)):
        now = app.extensions["parts"] = at(parts, NOON + (10 * turn) * MINUTE)
        if act is Action.UNDO:
            undo_decision(now, mira, insult, published)
        else:
            published = decided(now, mira, insult, act)
        app.extensions["parts"] = at(parts, NOON + (10 * turn + 2) * MINUTE)
        pages.append(reader.get("/me/notices").text)

    rejected, overturned, again = pages
    differently = "If you see it differently"
    assert (rejected.count(offer), differently in rejected) == (1, True)
    assert (overturned.count(offer), differently in overturned) == (0, False)
    assert "Your comment was not published." in overturned
    assert again.count(offer) == 1
    assert again.index("Your comment is not published.") < again.index(offer) < again.index("published now")


def test_whoever_reported_is_told_the_outcome(
    parts: Parts, machine: Caller, reader: Reader, request: pytest.FixtureRequest
) -> None:
    comment = a_comment(parts, machine).id
    form = f"/sites/harbour/comments/{comment}/report"
    reader.submit(form, form, ground="off-topic")
    decided(parts, a_manager(parts), comment, Action.PUBLISH)
    request.getfixturevalue("later")

    assert "Thank you for your report. We looked at the comment and left it" in seen(
        reader.get("/me/notices").text
    )


def test_a_password_is_changed_and_wrong_ones_are_told_beside_their_field(reader: Reader) -> None:
    wrong = reader.submit("/me/password", "/me/password", old="not this one", password="another long one")
    short = reader.submit("/me/password", "/me/password", old=PASSWORD, password="short")
    done = reader.submit("/me/password", "/me/password", old=PASSWORD, password="another long one")

    assert [wrong.status_code, short.status_code, done.status_code] == [422, 422, 303]
    assert "This is not your password." in seen(wrong.text)
    assert "Your password is changed" in seen(reader.get("/me/settings").text)


def test_who_is_signed_out_is_sent_to_sign_in_and_back(visitor: Reader) -> None:
    assert visitor.get("/me/notices").location == "/sign-in?next=/me/notices"
    assert 'class="bell"' not in visitor.get(ARTICLE).text


def test_an_author_is_muted_and_a_thread_followed_from_the_comment_and_taken_back(
    parts: Parts, machine: Caller, reader: Reader
) -> None:
    comment = a_comment(parts, machine, "Loud.").id
    leads_to = {"mute": f"show={comment}#comment-{comment}", "follow": f"{comment}/follow"}
    for what, where in leads_to.items():
        form = f"/sites/harbour/comments/{comment}/{what}"
        assert f'href="{form}"' in reader.get().text
        assert reader.submit(form, form).location.endswith(where)

    assert "You follow this thread" in seen(reader.get(form).text)
    assert "You muted Ada . Read it all the same Loud." in seen(reader.get().text)
    page = seen(reader.get("/me/following").text)
    assert "Ada , under The budget vote" in page
    reader.submit("/me/following", "/me/muted/end")
    reader.submit("/me/following", "/me/following/end")

    assert "You muted" not in seen(reader.get().text)
    assert "None. “Follow” stands beside" in seen(reader.get("/me/following").text)


def test_everything_is_taken_along_as_one_file(reader: Reader) -> None:
    reader.post("Well argued.")

    taken = reader.submit("/me/settings", "/me/export")

    assert taken.headers["Content-Disposition"].startswith("attachment;")
    assert [each["revisions"][0]["text"] for each in taken.get_json()["comments"]] == ["Well argued."]


def test_an_account_is_deleted_with_a_choice_and_the_password(reader: Reader) -> None:
    reader.post("Well argued.")
    form = "/me/delete"

    wrong = reader.submit(form, form, fate="erase", password="not this one")
    none = reader.submit(form, form, password=PASSWORD)
    done = reader.submit(form, form, fate="anonymise", password=PASSWORD)

    assert (wrong.status_code, none.status_code, done.location) == (422, 422, "/left")
    assert "This is not your password." in seen(wrong.text)
    assert "Choose what becomes of your comments." in seen(none.text)
    assert "Your account is deleted" in seen(reader.get("/left").text)
    page = seen(reader.get().text)
    assert ("Deleted account" in page, "Well argued." in page, "Rhea" in page) == (True, True, False)


def test_a_deletion_that_takes_longer_says_how_far_it_is(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaving, "AT_ONCE", 1)
    monkeypatch.setattr(leaving, "MOST", 1)
    for text in ("Well argued.", "Well said."):
        reader.post(text)

    began = reader.submit("/me/delete", "/me/delete", fate="erase", password=PASSWORD)

    assert began.location == "/me/delete"
    assert "1 comment is still to be erased." in seen(reader.get("/me/delete").text)


def test_letters_are_chosen_and_ended_without_signing_in(
    parts: Parts, reader: Reader, visitor: Reader
) -> None:
    reader.submit("/me/settings", "/me/mail", frequency="immediate")
    with parts.database.reading() as session:
        mailing = session.scalars(select(Mailing)).one()
    assert mailing.frequency is Frequency.IMMEDIATE
    link = f"/unsubscribe/{mailing.token}"

    asked = visitor.get(link)
    clicked = visitor.client.post(link, data={"List-Unsubscribe": "One-Click"})

    assert "No more letters with your notices?" in seen(asked.text)
    assert "You get no more of these letters" in seen(clicked.text)
    assert 'value="never" checked' in reader.get("/me/settings").text
    assert visitor.get("/unsubscribe/another").status_code == 404
