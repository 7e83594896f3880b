"""The rules of a site, which its sections may override, and how the two are merged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from moderation.domain.errors import Malformed
from moderation.domain.findings import Verdict
from moderation.domain.rule_shapes import complaints_about


@dataclass(frozen=True)
class Rules:
    """How a site (or one of its sections) judges comments.

    ``thresholds`` override the model's own by attribute; a score at or over one holds the comment, and over 1
    never does. ``banned_words`` reject, ``held_words`` hold. ``hold_links_over`` is how many links a comment may
    carry, ``hold_repeats_over`` in how many other places nearly the same may stand; ``newcomer_comments`` how many
    comments of a new author wait until approved; ``unscored`` and ``pre_moderate`` say what happens to what was not
    scored, and to everything.
    """

    thresholds: Mapping[str, float] = field(default_factory=dict)
    banned_words: tuple[str, ...] = ()
    held_words: tuple[str, ...] = ()
    hold_links_over: int = 2
    hold_repeats_over: int = 1
    newcomer_comments: int = 2
    unscored: Verdict = Verdict.HOLD
    pre_moderate: bool = False

    def overridden(self, row: Any) -> Rules:
        """These rules with what ``row`` (plain JSON, as stored) says instead; thresholds merge by attribute.

        Raises:
            Malformed: when ``row`` is no object, or names a rule that does not exist or says what it cannot mean.
        """
        said = _checked(row)
        for name in ("banned_words", "held_words"):
            if name in said:
                said[name] = tuple(said[name])
        if "thresholds" in said:
            said["thresholds"] = {**self.thresholds, **said["thresholds"]}
        if "unscored" in said:
            said["unscored"] = Verdict(said["unscored"])
        return replace(self, **said)

    def as_row(self) -> dict[str, Any]:
        """These rules as plain JSON values."""
        row = asdict(self)
        return {**row, "banned_words": list(self.banned_words), "held_words": list(self.held_words)}


def _checked(row: Any) -> dict[str, Any]:
    if not isinstance(row, Mapping):
        raise Malformed("Rules are a JSON object.")
    complaints = complaints_about(row)
    if complaints:
        raise Malformed("These rules cannot be used.", fields=complaints)
    return dict(row)


def effective(site: Mapping[str, Any], sections: Sequence[Mapping[str, Any]]) -> Rules:
    """The rules in force: the defaults, what the site says, then each section from the outermost inwards."""
    rules = Rules().overridden(site)
    for section in sections:
        rules = rules.overridden(section)
    return rules
