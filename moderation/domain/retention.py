"""What stands in the place of a text that is no longer kept."""

from __future__ import annotations

TEXT_REMOVED = "[This text was removed: the time for keeping rejected comments is over.]"
"""In the place of a rejected comment's."""

TEXT_ERASED = "[This text was erased, as its author asked.]"


def is_kept(text: str) -> bool:
    """Whether this is what somebody wrote, and not what stands in the place of it."""
    return text not in {TEXT_REMOVED, TEXT_ERASED}
