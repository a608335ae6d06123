"""What a number's own tags make of it where the ledger has lost it: pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..model.claim import Claim, Fate, Origin
from ..model.identity import Resource
from ..model.phone_number import PhoneNumber
from ..properties.properties import EndingProperties, selection_of


def recovered_claim(number: PhoneNumber, resource: Resource, properties: Mapping[str, Any], key: str) -> Claim:
    """The claim of a number that CloudFormation names, and that its tags say is the resource's.

    Args:
        number: as it was described.
        resource: whose it is.
        properties: those that the resource has with this number, of whatever age or shape.
        key: the operation's.
    """
    selection = selection_of(properties)
    # Where its properties can't be read any more, the ARN names it just as well.
    claim_id = resource.claim_id(selection) if selection else number.phone_number_arn
    origin = Origin.OTHERS if EndingProperties.of(properties).is_adopted else Origin.CLAIMED
    return rebuilt_claim(number, resource, Claim(claim_id, number.target_arn, key, key), origin)


def rebuilt_claim(number: PhoneNumber, resource: Resource, claim: Claim, origin: Origin) -> Claim:
    """A claim with the number that it holds; CloudFormation may have been given it, so only a Delete ends it.

    Of the tags that we put on, those of the owner are known; what else was put on stays, as it may be others'.
    """
    held = replace(claim, fate=Fate.GIVEN).holding(number, origin)
    return replace(held, tag_keys=tuple(sorted(resource.owner_tags(claim.claim_id))))
