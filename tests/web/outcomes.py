"""Who may ask, and what may become of it."""

from __future__ import annotations

WHO = ("anonymous", "reader", "key", "outside", "inside", "senior", "admin")

IN, ASKED, REFUSED, HIDDEN = "let in", "asked to sign in", "refused", "not found"
Outcome = tuple[str, ...]
"""What becomes of each of WHO, in their order."""

EVERYBODY: Outcome = (IN,) * 7
NOBODY: Outcome = (ASKED, ASKED, REFUSED, ASKED, ASKED, ASKED, ASKED)
"""Not without the right name, password or code, none of which is sent here; a machine lacks the form's token."""
BROWSERS: Outcome = (IN, IN, REFUSED, IN, IN, IN, IN)
SIGNED_IN: Outcome = (ASKED, IN, ASKED, IN, IN, IN, IN)
DESK: Outcome = (ASKED, REFUSED, ASKED, IN, IN, IN, IN)
COMMENT: Outcome = (ASKED, REFUSED, ASKED, HIDDEN, IN, IN, IN)
"""A comment or what belongs to one (in harbour, Home / City), which a manager of another section may not know of."""
SENIOR: Outcome = (ASKED, REFUSED, ASKED, REFUSED, REFUSED, IN, IN)
ADMIN: Outcome = (ASKED, REFUSED, ASKED, REFUSED, REFUSED, REFUSED, IN)
KEY: Outcome = (ASKED, ASKED, IN, ASKED, ASKED, ASKED, ASKED)
DOORS: Outcome = (REFUSED, REFUSED, IN, *(REFUSED,) * 4)
"""What other people's contracts say of whoever shows no key."""
OWN: Outcome = (ASKED, HIDDEN, REFUSED, *(HIDDEN,) * 4)
"""A form beside a comment of one's own, which this one is to none of them."""
OWN_API: Outcome = (ASKED, HIDDEN, IN, *(HIDDEN,) * 4)
WRITES: Outcome = (ASKED, IN, IN, IN, IN, IN, IN)
