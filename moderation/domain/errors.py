"""What the house refuses, each refusal named by its cause; messages are meant for the caller.

Refused
├── NotFound         there is no such thing here (or you may not know of it)
├── NotSignedIn      we do not know who is asking
├── NotAllowed       we know, and they may not
├── Malformed        the question is not well formed; ``fields`` says where
├── Conflict         somebody else was there first; ``current`` tells what they did
├── Outdated         the caller speaks of a state that is no more
├── Closed           the article takes no comments
├── TooMany          asked too often; ``retry_after_s`` says when again
└── Unavailable      nothing can be kept or looked up now; ``cause`` says why in a word, for the log
"""

from __future__ import annotations

from collections.abc import Mapping


class Refused(Exception):  # noqa: N818 - refusals are named by what is refused
    """A request that is turned down without a trace in the tables."""

    code = "refused"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if code is not None:
            self.code = code


class NotFound(Refused):
    """There is no such thing."""

    code = "not_found"


class NotSignedIn(Refused):
    """The caller is unknown, or signed in too long ago."""

    code = "not_signed_in"


class NotAllowed(Refused):
    """The caller is known but may not do this."""

    code = "not_allowed"


class Malformed(Refused):
    """The request cannot be understood; ``fields`` names each field with its complaints."""

    code = "malformed"

    def __init__(
        self, message: str, *, fields: Mapping[str, list[str]] | None = None, code: str | None = None
    ) -> None:
        super().__init__(message, code=code)
        self.fields = dict(fields or {})


class Conflict(Refused):
    """Another person or request changed this first."""

    code = "conflict"


class Outdated(Refused):
    """What the caller has seen is no longer how it stands."""

    code = "outdated"


class Closed(Refused):
    """The article takes no comments now."""

    code = "closed"


class TooMany(Refused):
    """Asked too often; try again after ``retry_after_s`` seconds."""

    code = "too_many"

    def __init__(self, message: str, *, retry_after_s: int) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class Unavailable(Refused):
    """Storage does not work now; ``cause`` names the driver's complaint and quotes nothing of what was sent."""

    code = "unavailable"
    retry_after_s = 5

    def __init__(
        self, cause: str, message: str = "Comments cannot be kept right now. Please try again in a moment."
    ) -> None:
        super().__init__(message)
        self.cause = cause
