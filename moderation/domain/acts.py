"""What is done at the desk other than deciding on a comment: every deed by its name, all kept for the record."""

from __future__ import annotations

from enum import StrEnum


class Deed(StrEnum):
    """What was done. The subject of each is in brackets."""

    FEATURE = "feature"  # (comment) shown at the top, or no more
    MOVE = "move"  # (comment) with its replies to another article
    THREAD = "thread"  # (article) closed, looked at first, or as the rules say
    SANCTION = "sanction"  # (author) warned, pre-moderated, suspended or banned
    END_SANCTION = "end_sanction"  # (author)
    NOTE = "note"  # (author) for colleagues
    RULES = "rules"  # (site or section)
    ROLE = "role"  # (account)
    ASSIGN = "assign"  # (account) to sites and sections
    ACCOUNT = "account"  # (account) made, or its password reset
    FACTOR = "factor"  # (account) its second factor set up, or removed
    SIGN_OUT = "sign_out"  # (account) a browser of it
    KEY = "key"  # (key) made, or revoked
    REPORT = "report"  # (asks: what is asked about a comment) reports settled, by a decision
    APPEAL = "appeal"  # (asks) an appeal settled, by a decision
    MODEL = "model"  # (model) promoted, or rolled back
    FORGET = "forget"  # (site) texts of long rejected comments taken away


def subject_of(kind: str, number: int | str) -> str:
    """How a deed names what it was done to: "author 12"."""
    return f"{kind} {number}"
