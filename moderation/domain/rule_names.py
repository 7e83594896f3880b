"""What the rules are called in a report, by the codes of their findings."""

from __future__ import annotations

from moderation.domain.attributes import label_of

NAMES = {
    "imported": "As it stood where it came from",
    "guest": "Guests",
    "links": "Too many links",
    "newcomer": "First comments of an author",
    "not_read_whole": "Too long to be read whole",
    "pre_moderated": "Comments looked at before they are shown",
    "sanction.banned": "Banned author",
    "sanction.pre_moderated": "Author who is looked at first",
    "sanction.suspended": "Suspended author",
    "spam.repeated": "Nearly the same posted again",
    "unconfirmed": "Mail address not confirmed",
    "unscored": "Could not be checked automatically",
    "word.banned": "Banned word",
    "word.held": "Word that is looked at",
}


def rule_named(code: str) -> str:
    """The rule in words; one that has no name here is shown by its code."""
    kind, _, attribute = code.partition("score.")
    if not kind and attribute:
        return f"{label_of(attribute.upper())} (score)"
    return NAMES.get(code) or code.replace(".", ": ").replace("_", " ").capitalize()
