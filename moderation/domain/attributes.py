"""The attributes a classifier may measure, with their names for managers and their words for commenters."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Attribute:
    """One thing a text is measured for: its wire name, its label at the desk, what its author is told."""

    name: str
    label: str
    told: str


OFF_TOPIC = "OFF_TOPIC"

ATTRIBUTES: dict[str, Attribute] = {
    attribute.name: attribute
    for attribute in (
        Attribute("TOXICITY", "Toxicity", "This may read as rude or disrespectful."),
        Attribute("SEVERE_TOXICITY", "Severe toxicity", "This may read as hateful or very aggressive."),
        Attribute("INSULT", "Insult", "This looks like it is aimed at a person rather than their point."),
        Attribute("PROFANITY", "Profanity", "This seems to contain swear words or obscene language."),
        Attribute("THREAT", "Threat", "This may read as a threat."),
        Attribute("IDENTITY_ATTACK", "Identity attack", "This may attack people for who they are."),
        Attribute("DISCOURTESY", "Discourtesy", "This may read as discourteous."),
        Attribute("LIKELY_TO_REJECT", "Likely rejected", "This may not be what the page is for."),
        Attribute(OFF_TOPIC, "Off topic", "This does not seem to be about the article."),
        Attribute("SPAM", "Spam", "This looks like advertising."),
    )
}
"""Every attribute by name. A model measures some of them; its card says which."""


def label_of(name: str) -> str:
    """The attribute's name for a manager; an unknown one is shown as it is written."""
    return ATTRIBUTES[name].label if name in ATTRIBUTES else name.replace("_", " ").capitalize()


def told_of(name: str) -> str:
    """What a commenter is told when this attribute held the comment; never a score."""
    return ATTRIBUTES[name].told if name in ATTRIBUTES else "This may break the rules of the page."
