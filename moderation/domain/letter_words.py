"""What our letters say: plain, kind, and what to do when one comes to the wrong person."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """A letter's subject and text."""

    subject: str
    text: str


def confirm(name: str, site: str, link: str) -> Words:
    """The letter that asks whether an address is really somebody's."""
    return _letter(
        f"Confirm your address at {site}",
        "Good day,",
        f"somebody, we hope you, gave this address for the account “{name}” at {site}. Please confirm it here:",
        link,
        "Until then comments of that account wait. The link is good for two days.",
        "Was it not you? Then do nothing: without you the address is not used.",
        site,
    )


def taken(name: str, site: str, link: str) -> Words:
    """The letter to somebody whose address was given again, for another account."""
    return _letter(
        f"You have an account at {site}",
        "Good day,",
        f"somebody gave this address for a new account at {site}, but it belongs to your account “{name}” "
        "already. If that was you, sign in with it; a forgotten password can be replaced here:",
        link,
        "Was it not you? Then do nothing: your account is as it was.",
        site,
    )


def reset(name: str, site: str, link: str) -> Words:
    """The letter with which a forgotten password is replaced."""
    return _letter(
        f"A new password at {site}",
        f"Good day {name},",
        f"somebody, we hope you, asked for a new password at {site}. Choose one here:",
        link,
        "The link is good for an hour, and once. Every browser that is signed in is signed out by it.",
        "Was it not you? Then do nothing: your password stays as it is.",
        site,
    )


def reset_at_the_desk(name: str, site: str) -> Words:
    """The letter to somebody at the desk, whose password no letter may replace."""
    return _letter(
        f"A new password at {site}",
        f"Good day {name},",
        f"somebody, we hope you, asked for a new password at {site}. For accounts that work at the desk only "
        "an administrator can give one: please ask yours.",
        site,
    )


def moved(name: str, site: str, link: str) -> Words:
    """The letter to an address that is about to be, or was, left for another."""
    return _letter(
        f"Another address for your account at {site}",
        f"Good day {name},",
        f"somebody, we hope you, gave another address for your account at {site}. Once that is confirmed, "
        "letters go there, and this address no longer opens the account.",
        "Was it not you? Then choose a new password now, before it is confirmed:",
        link,
        site,
    )


def notice_taken(site: str, title: str) -> Words:
    """The letter that confirms a notice of illegal content."""
    return _letter(
        f"We have your notice about a comment at {site}",
        "Good day,",
        f"somebody, we take it you, told us of a comment under “{title}” that may be illegal. A person looks at "
        "it, and you hear from us what follows.",
        "Was it not you? Then do nothing: your address is used for this notice alone.",
        site,
    )


def notice_settled(site: str, title: str, *, upheld: bool | None) -> Words:
    """The letter that tells what came of a notice of illegal content; None is that its author took the comment back."""
    became = "is no longer published" if upheld else "stays published"
    if upheld is None:
        became = "is no longer there: its author took it back"
    return _letter(
        f"What came of your notice about a comment at {site}",
        "Good day,",
        f"a community manager has looked at the comment under “{title}” that you told us of. It {became}. "
        "Thank you for your notice.",
        "Do you see it differently? Then you can send another notice, or turn to a court or to an out-of-court "
        "dispute settlement body.",
        site,
    )


def _letter(subject: str, *paragraphs: str) -> Words:
    """The paragraphs, signed by the publication."""
    *said, site = paragraphs
    return Words(subject, "\n\n".join([*said, f"-- \n{site}"]) + "\n")
