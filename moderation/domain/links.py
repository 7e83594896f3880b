"""Links: which a text carries, and what tells two of them apart."""

from __future__ import annotations

import re

LINK = re.compile(r"(?:https?://(?:www\.)?|www\.)((?:(?!https?://|www\.)\S)+)", re.IGNORECASE)
"""A link as people write it, glued to the next one or not; its group is the address without scheme and www."""

_TRACKING = re.compile(
    r"[?&](?:utm_\w+|mc_[ce]id|\w{0,8}clid|igshid|ref|ref_src|aff\w*|sub_?id\d?|click_?id|si)=[^&#]*|#.*",
    re.IGNORECASE,
)
"""Parameters that name the sender, the campaign or the click, and the place on the page: never the page itself."""


def links_in(text: str) -> list[str]:
    """The bare addresses of all links in a text, in order."""
    return [bare(found[1]) for found in LINK.finditer(text)]


def bare(address: str) -> str:
    """A link's address without what tracks who followed it, and without the punctuation of the sentence around it."""
    return _TRACKING.sub("", address).rstrip("""/.,;:!?)]}>'"…""")
