"""Rules at the desk: reading, trying out, changing and taking back what a site or section says of them."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView

from moderation.schemas.desk_rules import (
    PlaceIn,
    ProposedIn,
    RevertIn,
    RuleChangesOut,
    RulesIn,
    RulesOut,
    SimulatedOut,
    VersionOut,
    VersionsIn,
)
from moderation.use_cases.change_rules import change_rules
from moderation.use_cases.list_rule_changes import list_rule_changes
from moderation.use_cases.read_rules import read_rules
from moderation.use_cases.revert_rules import revert_rules
from moderation.use_cases.simulate_rules import Simulated, simulate_rules
from moderation.web.api.desk.front import KEY, READS, WRITES, area_of, at_the_desk, manager, parts

rules = at_the_desk("desk_rules", "How comments are taken and judged.")

Said = dict[str, Any]


@rules.route("/rules")
class RulesAddress(MethodView):
    """The rules of the site, or of a section."""

    @rules.doc(operationId="readRules", security=KEY)
    @rules.arguments(PlaceIn, location="query")
    @rules.response(200, RulesOut)
    @rules.refuses(*READS)
    def get(self, where: Said) -> Said:
        """Read what a place says of the rules, what is said around it, and what is in force."""
        here = read_rules(parts(), manager(), area_of(where["section"]))
        return {
            "number": here.number,
            "changed_by": here.changed_by,
            "changed_at": here.changed_at,
            "said": here.said,
            "around": here.around.as_row(),
            "in_force": here.in_force.as_row(),
            "model_thresholds": here.model,
        }

    @rules.doc(operationId="changeRules", security=KEY)
    @rules.arguments(RulesIn)
    @rules.arguments(PlaceIn, location="query")
    @rules.response(200, VersionOut)
    @rules.refuses(*WRITES)
    def put(self, said: Said, where: Said) -> Said:
        """Change what a place says of the rules, as a senior manager; the next comment is judged by it."""
        place, seen = area_of(where["section"]), said["seen"]
        return {"number": change_rules(parts(), manager(), place, seen, said["rules"], note=said["note"])}


@rules.route("/rules/simulation")
class SimulationAddress(MethodView):
    """Trying rules out."""

    @rules.doc(operationId="simulateRules", security=KEY)
    @rules.arguments(ProposedIn)
    @rules.arguments(PlaceIn, location="query")
    @rules.response(200, SimulatedOut)
    @rules.refuses(401, 403, 404, 413, 415, 429)
    def post(self, said: Said, where: Said) -> Simulated:
        """Replay other rules on the comments of the last days; nothing is changed."""
        return simulate_rules(parts(), manager(), area_of(where["section"]), said["rules"], days=said["days"])


@rules.route("/rules/versions")
class VersionsAddress(MethodView):
    """How the rules came to be."""

    @rules.doc(operationId="listRuleChanges", security=KEY)
    @rules.arguments(VersionsIn, location="query")
    @rules.response(200, RuleChangesOut)
    @rules.refuses(*READS)
    def get(self, said: Said) -> Said:
        """List how the rules of a place came to be what they are, the version in force first."""
        place, before = area_of(said["section"]), int(said["cursor"]) if said["cursor"] else None
        found = list_rule_changes(parts(), manager(), place, before=before, limit=said["limit"])
        return {"versions": found.versions, "next": str(found.next) if found.next else None}


@rules.route("/rules/revert")
class RevertAddress(MethodView):
    """Going back."""

    @rules.once
    @rules.doc(operationId="revertRules", security=KEY)
    @rules.arguments(RevertIn)
    @rules.arguments(PlaceIn, location="query")
    @rules.response(201, VersionOut)
    @rules.refuses(*WRITES)
    def post(self, said: Said, where: Said) -> Said:
        """Have a place say again what an earlier version said, as a senior manager."""
        place = area_of(where["section"])
        return {"number": revert_rules(parts(), manager(), place, said["seen"], said["number"])}
