"""From a CLAIMED number to one that is as the template says: target, description, tags, flows.

Each step compares, changes, and records; what is right already costs no call, so a fresh claim needs none but for its
flows, and an update that is rolled back undoes just what it did.
"""

from __future__ import annotations

from dataclasses import replace

from .core.arn import ContactFlowArn
from .core.claim import Claim
from .core.identity import client_token
from .core.properties import Properties
from .errors import PhoneNumberError, TryAgainLater
from .operation import Operation
from .phone_number import PhoneNumber
from .target import await_target


def configure(operation: Operation, claim: Claim, number: PhoneNumber, properties: Properties) -> Claim:
    """Make a CLAIMED number what the properties say.

    Returns:
        The claim as recorded.

    Raises:
        TryAgainLater: a change has been sent and is not done yet.
        PhoneNumberError: the service refused or failed a change.
    """
    claim = _move(operation, claim, number, properties)
    _describe(operation, claim, number, properties)
    claim = _tag(operation, claim, number, properties)
    return _associate(operation, claim, properties)


def _move(operation: Operation, claim: Claim, number: PhoneNumber, properties: Properties) -> Claim:
    target_arn = properties.target.value
    if number.target_arn == target_arn:
        return operation.record.save(replace(claim, target_arn=target_arn, moving_to=""))
    if claim.moving_to == target_arn and number.status == "FAILED":
        operation.record.save(replace(claim, moving_to=""))
        raise PhoneNumberError(
            f"{number.phone_number} could not be moved from {number.target_arn} to {target_arn}: "
            f"{number.status_message} It stays where it was."
        )
    await_target(operation, properties.target)
    # A move ends the number's flow associations: https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdatePhoneNumber.html
    operation.record.save(replace(claim, moving_to=target_arn, contact_flows={}))
    token = client_token(operation.request.request_id, "move", number.phone_number_arn, target_arn)
    operation.connect.move(number.phone_number_arn, target_arn, token)
    raise TryAgainLater(f"{number.phone_number} is moving to {target_arn}")


def _describe(operation: Operation, claim: Claim, number: PhoneNumber, properties: Properties) -> None:
    if number.description == properties.description:
        return
    if claim.taken_over and not properties.description:
        return  # Others described it before it was ours.
    token = client_token(operation.request.request_id, "describe", number.phone_number_arn, properties.description)
    operation.connect.describe_as(number.phone_number_arn, properties.description, token)
    raise TryAgainLater(f"the description of {number.phone_number} is changing")


def _tag(operation: Operation, claim: Claim, number: PhoneNumber, properties: Properties) -> Claim:
    wanted = {**properties.tags, **operation.resource.owner_tags(claim.claim_id)}
    keys = tuple(sorted(wanted))
    changed = {key: value for key, value in wanted.items() if number.tags.get(key) != value}
    # Only what we put there goes; tags that others put on the number stay.
    surplus = [key for key in claim.tag_keys if key not in wanted and key in number.tags]
    if changed:
        claim = operation.record.save(replace(claim, tag_keys=tuple(sorted({*claim.tag_keys, *keys}))))
        operation.connect.tag(number.phone_number_arn, changed)
    if surplus:
        operation.connect.untag(number.phone_number_arn, surplus)
    return operation.record.save(replace(claim, tag_keys=keys))


def _associate(operation: Operation, claim: Claim, properties: Properties) -> Claim:
    wanted = {f"{flow.region}/{flow.instance_id}": flow for flow in properties.contact_flows}
    for place, flow in wanted.items():
        if claim.contact_flows.get(place) != flow.value:
            operation.connect.associate(claim.phone_number_arn, flow)
            claim = operation.record.save(replace(claim, contact_flows={**claim.contact_flows, place: flow.value}))
    for place, value in claim.contact_flows.items():
        if place not in wanted:
            operation.connect.disassociate(claim.phone_number_arn, ContactFlowArn.parse(value))
            claim = operation.record.save(
                replace(claim, contact_flows={key: kept for key, kept in claim.contact_flows.items() if key != place})
            )
    return claim
