"""The claim of a number that the ledger has lost, from the number's own tags. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..model.claim import Claim, Fate, Origin
from ..model.identity import Resource
from ..model.phone_number import PhoneNumber
from ..properties.ending_properties import Ending
from ..properties.selection_properties import selection_of


def recovered_claim(number: PhoneNumber, resource: Resource, properties: Mapping[str, Any], key: str) -> Claim:
    """The claim of a number that CloudFormation names, and whose tags name the resource as its owner.

    Args:
        number: as Amazon Connect described it.
        resource: the owner.
        properties: the resource's properties with this number, of any age or shape.
        key: the operation's.
    """
    selection = selection_of(properties)
    # Where nobody can read the properties any more, the ARN identifies the claim as well.
    claim_id = resource.claim_id(selection) if selection else number.phone_number_arn
    origin = Origin.OTHERS if Ending.of(properties).is_adopted else Origin.CLAIMED
    return rebuilt_claim(number, resource, Claim(claim_id, number.target_arn, key, key), origin)


def rebuilt_claim(number: PhoneNumber, resource: Resource, claim: Claim, origin: Origin) -> Claim:
    """The claim with the number that it holds. CloudFormation may know the number, so only a Delete ends the claim.

    Of the number's tags, only the owner's are known to be ours. The others stay, as somebody else may have put them on.
    """
    held = replace(claim, fate=Fate.GIVEN).holding(number, origin)
    return replace(held, tag_keys=tuple(sorted(resource.owner_tags(claim.claim_id))))
