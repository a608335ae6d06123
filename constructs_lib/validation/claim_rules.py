"""A claim as a whole."""

from __future__ import annotations

from ..phone_number_claim import PhoneNumberClaim
from .contact_flow_rules import contact_flow_findings
from .description_rules import description_findings
from .environment import Environment
from .finding import Finding
from .flag_rules import flag_findings
from .phone_number_rules import phone_number_findings
from .release_policy_rules import release_policy_findings
from .search_rules import search_findings
from .tag_rules import tag_findings
from .target_rules import target_findings


def claim_findings(claim: PhoneNumberClaim, environment: Environment) -> list[Finding]:
    """Everything that is wrong with a claim, for a stack in this environment."""
    findings = target_findings(claim.target, environment) + _selection_findings(claim)
    if claim.phone_number is not None:
        findings += phone_number_findings(claim.phone_number)
    if claim.search is not None:
        findings += search_findings(claim.search)
    if claim.description is not None:
        findings += description_findings(claim.description)
    findings += tag_findings(claim.tags)
    for contact_flow_arn in claim.contact_flow_arns:
        findings += contact_flow_findings(contact_flow_arn, claim.target)
    findings += release_policy_findings(claim.release_policy)
    findings += flag_findings("InvalidAdoptParked", "adopt_parked", claim.adopt_parked)
    return findings + flag_findings("InvalidReleaseOnDelete", "release_on_delete", claim.release_adopted)


def _selection_findings(claim: PhoneNumberClaim) -> list[Finding]:
    if (claim.phone_number is None) != (claim.search is None):
        return []
    given = "neither phone_number nor search is" if claim.phone_number is None else "both phone_number and search are"
    return [
        Finding(
            "PhoneNumberOrSearch",
            f"{given} given: give phone_number='+12065550100' for that very number, or search=PhoneNumberSearch(…) for "
            "any that is available.",
        )
    ]
