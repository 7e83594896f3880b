"""What a reader chooses in a page of their site, which signed them in itself: mutes, threads to follow, and back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from moderation.domain.callers import NamedAuthor
from moderation.use_cases.change_hosts import change_hosts
from tests.making import NOON, a_comment, a_machine, at, the_rules
from tests.visitors import Visitors, a_house
from tests.vouched import signed

PAGE = "https://news.example"
VIEW = "/embed/harbour/articles/budget"
BEA, EVE = NamedAuthor("bea", "Bea"), NamedAuthor("eve", "Eve")


@pytest.fixture
def house(tmp_path: Any) -> Iterator[Visitors]:
    """A house whose sites have listed the page's host, and take guests."""
    with a_house(tmp_path) as house:
        for site in ("harbour", "valley"):
            change_hosts(house.parts, site, add=["news.example"])
            the_rules(house.parts, site, {"guests": "held", "newcomer_comments": 0})
        yield house


def ask(house: Visitors, method: str, path: str, token: str = "", **sent: Any) -> Any:
    """The answer to a script in a page of the site."""
    headers = {"Origin": PAGE, **({"Authorization": f"Bearer {token}"} if token else {})}
    return house.app.test_client().open(path, method=method, headers=headers, **sent)


def come_in(house: Visitors, name: str = "Vera", site: str = "harbour") -> str:
    """What the page of a site gets for the token that its server signed."""
    shown = {"token": signed(house.parts, name.lower(), name, site)}
    return str(ask(house, "POST", f"/api/v1/sites/{site}/sso", json=shown).json["token"])


def seen(house: Visitors, token: str, what: str = "is_muted") -> dict[str, bool]:
    """What the reader sees of each first comment, by its author."""
    return {each["author"]: each[what] for each in ask(house, "GET", VIEW, token).json["comments"]}


def choices(house: Visitors, token: str, site: str = "harbour") -> tuple[list[str], list[str]]:
    """Whose threads the reader follows, and whom they muted."""
    told = ask(house, "GET", f"/embed/{site}/choices", token)
    assert told.headers["Cache-Control"] == "no-store"
    return [each["author"] for each in told.json["follows"]], [each["name"] for each in told.json["mutes"]]


def test_a_sites_own_reader_mutes_and_reads_again(house: Visitors) -> None:
    vera, otto, machine = come_in(house), come_in(house, "Otto"), a_machine(house.parts)
    loud = a_comment(house.parts, machine, "Louder.", author=BEA).id
    a_comment(house.parts, machine, "Softer.", author=EVE)
    mute = f"/embed/harbour/comments/{loud}/mute"

    assert ask(house, "PUT", mute, vera).status_code == 204
    assert seen(house, come_in(house)) == {"Bea": True, "Eve": False}
    assert seen(house, otto) == {"Bea": False, "Eve": False}
    assert (choices(house, vera), choices(house, otto)) == (([], ["Bea"]), ([], []))
    exported = house.ask("key", "GET", "/api/v1/sites/harbour/authors/vera/export").json
    assert exported is not None
    assert [each["author"] for each in exported["mutes"]] == ["Bea"]
    number = ask(house, "GET", "/embed/harbour/choices", vera).json["mutes"][0]["author"]
    assert ask(house, "DELETE", f"/embed/harbour/muted/{number}", otto).status_code == 204
    assert seen(house, vera)["Bea"]
    assert ask(house, "DELETE", f"/embed/harbour/muted/{number}", vera).status_code == 204
    assert not seen(house, vera)["Bea"]
    ask(house, "PUT", mute, vera)
    assert ask(house, "DELETE", mute, vera).status_code == 204
    assert choices(house, vera) == ([], [])


def test_a_sites_own_reader_follows_and_is_told_in_the_page(
    house: Visitors, monkeypatch: pytest.MonkeyPatch
) -> None:
    vera, machine = come_in(house), a_machine(house.parts)
    thread = a_comment(house.parts, machine, "Who pays?", author=BEA).id
    follow = f"/embed/harbour/comments/{thread}/follow"

    assert ask(house, "PUT", follow, vera).status_code == 204
    assert seen(house, vera, "is_followed") == {"Bea": True}
    a_comment(house.parts, machine, "All of us.", author=EVE, parent=thread)
    monkeypatch.setitem(house.app.extensions, "parts", at(house.parts, NOON + timedelta(minutes=2)))
    assert ask(house, "GET", VIEW, vera).json["unread"] == 1
    [told] = ask(house, "GET", "/embed/harbour/notices", vera).json["notices"]
    assert told["title"] == "Eve wrote in a thread that you follow."
    [followed] = ask(house, "GET", "/embed/harbour/choices", vera).json["follows"]
    assert (followed["comment"], followed["under"]) == (thread, "The budget vote")
    assert f"show={thread}" in followed["page"]
    assert ask(house, "DELETE", follow, vera).status_code == 204
    assert choices(house, vera) == ([], [])


def test_what_is_chosen_at_one_site_is_chosen_there_alone_and_by_no_guest(house: Visitors) -> None:
    machine, guido = a_machine(house.parts), {"name": "Guido"}
    guest = ask(house, "POST", "/api/v1/sites/harbour/guests", json=guido).json["token"]
    comment = a_comment(house.parts, machine, "Louder.", author=BEA).id
    elsewhere = come_in(house, "Vera", "valley")

    for what in ("mute", "follow"):
        address = f"/embed/harbour/comments/{comment}/{what}"
        answers = [ask(house, "PUT", address, token).status_code for token in (guest, "", elsewhere)]
        assert answers == [401, 401, 403]
    assert ask(house, "GET", "/embed/harbour/choices", guest).status_code == 401
    ask(house, "PUT", f"/embed/harbour/comments/{comment}/mute", come_in(house))
    assert choices(house, elsewhere, "valley") == ([], [])
