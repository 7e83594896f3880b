"""What stands in the place of a rejected comment's text when the time for keeping it is over."""

from __future__ import annotations

TEXT_REMOVED = "[This text was removed: the time for keeping rejected comments is over.]"
