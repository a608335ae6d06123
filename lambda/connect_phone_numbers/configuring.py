"""From a CLAIMED number to one that is as the template says: target, description, tags, flows.

Each step compares, changes, and records; what is right already costs no call, so a fresh claim needs none but for its
flows, and an update that is rolled back undoes just what it did.
"""

from __future__ import annotations

from dataclasses import replace

from .core.claim import Claim
from .core.identity import client_token
from .core.properties import Properties
from .core.quota import CountedOperation
from .errors import ContactFlowNotFoundError, PhoneNumberError, TryAgainLater
from .operation import Operation
from .operations import Spending
from .phone_number import PhoneNumber
from .target import await_target

REPLICATED_WITHIN = 300
"""How long a flow may take, in seconds, from the instance to its replica, after an operation on the number began."""


def configure(operation: Operation, claim: Claim, number: PhoneNumber, properties: Properties) -> Claim:
    """Make a CLAIMED number what the properties say.

    Returns:
        The claim as recorded.

    Raises:
        TryAgainLater: a change has been sent and is not done yet.
        PhoneNumberError: the service refused or failed a change.
    """
    claim = _move(operation, claim, number, properties)
    claim = _describe(operation, claim, number, properties)
    claim = _tag(operation, claim, number, properties)
    return _associate(operation, claim, properties)


def _move(operation: Operation, claim: Claim, number: PhoneNumber, properties: Properties) -> Claim:
    target_arn = properties.target.value
    if number.target_arn == target_arn:
        # A move ends the number's flow associations, and one that came to nothing leaves them:
        # https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdatePhoneNumber.html
        flows = {} if claim.moving_to == target_arn else claim.contact_flows
        return operation.record.save(replace(claim, target_arn=target_arn, moving_to="", contact_flows=flows))
    if claim.moving_to == target_arn and number.status == "FAILED":
        operation.record.save(replace(claim, moving_to=""))
        raise PhoneNumberError(
            f"{number.phone_number} could not be moved from {number.target_arn} to {target_arn}: "
            f"{number.status_message} It stays where it was."
        )
    await_target(operation, properties.target)
    _reserve_place(operation, replace(claim, moving_to=target_arn), number)
    token = client_token(operation.request.request_id, "move", number.phone_number_arn, target_arn)
    operation.connect.move(number.phone_number_arn, target_arn, token)
    raise TryAgainLater(f"{number.phone_number} is moving to {target_arn}")


def _reserve_place(operation: Operation, claim: Claim, number: PhoneNumber) -> None:
    """Record a move, together with a place at the instance that it goes to.

    Raises:
        QuotaExceededError: it has none left.
    """
    instance_arn = operation.quotas.instance_of(claim.moving_to)
    if instance_arn == operation.quotas.instance_of(number.target_arn):
        operation.record.save(claim)
        return
    spending = Spending(CountedOperation.ARRIVAL, number.phone_number, instance_arn, operation.resource, operation.now)
    operation.quotas.spend(spending, lambda reservation: operation.record.save(claim, *reservation.writes))


def _describe(operation: Operation, claim: Claim, number: PhoneNumber, properties: Properties) -> Claim:
    description = properties.description
    if number.description == description:
        return operation.record.save(replace(claim, describing=""))
    if claim.taken_over and not description:
        return claim  # Others described it before it was ours.
    if claim.describing == description and number.status == "FAILED":
        operation.record.save(replace(claim, describing=""))
        raise PhoneNumberError(
            f"The description of {number.phone_number} could not be changed: {number.status_message or 'no reason'}"
        )
    operation.record.save(replace(claim, describing=description))
    token = client_token(operation.request.request_id, "describe", number.phone_number_arn, description)
    operation.connect.update_description(number.phone_number_arn, description, token)
    raise TryAgainLater(f"the description of {number.phone_number} is changing")


def _tag(operation: Operation, claim: Claim, number: PhoneNumber, properties: Properties) -> Claim:
    wanted = {**properties.tags, **operation.resource.owner_tags(claim.claim_id)}
    keys = tuple(sorted(wanted))
    changed = {key: value for key, value in wanted.items() if number.tags.get(key) != value}
    # Only what we put there goes; tags that others put on the number stay.
    surplus = [key for key in claim.tag_keys if key not in wanted and key in number.tags]
    # Off before on: a number has 50 tags at most.
    if surplus:
        operation.connect.untag(number.phone_number_arn, surplus)
    if changed:
        claim = operation.record.save(replace(claim, tag_keys=keys))
        operation.connect.tag(number.phone_number_arn, changed)
    return operation.record.save(replace(claim, tag_keys=keys))


def _associate(operation: Operation, claim: Claim, properties: Properties) -> Claim:
    wanted = {f"{flow.region}/{flow.instance_id}": flow for flow in properties.contact_flows}
    for place, flow in wanted.items():
        if claim.contact_flows.get(place) != flow.value:
            claim = _with_flow(operation, claim, place, "")
            try:
                operation.connect.associate(claim.phone_number_arn, flow)
            except ContactFlowNotFoundError as missing:
                is_of_replica = flow.region != properties.target.region
                if is_of_replica and operation.now - operation.record.began_at < REPLICATED_WITHIN:
                    raise TryAgainLater(str(missing)) from missing
                raise
            claim = _with_flow(operation, claim, place, flow.value)
    for place in [place for place in claim.contact_flows if place not in wanted]:
        # First recorded as being changed: cut off after the call, a roll-back must know that the flow is gone.
        claim = _with_flow(operation, claim, place, "")
        operation.connect.disassociate(claim.phone_number_arn, *place.split("/"))
        flows = {kept: value for kept, value in claim.contact_flows.items() if kept != place}
        claim = operation.record.save(replace(claim, contact_flows=flows))
    return claim


def _with_flow(operation: Operation, claim: Claim, place: str, contact_flow_arn: str) -> Claim:
    return operation.record.save(replace(claim, contact_flows={**claim.contact_flows, place: contact_flow_arn}))
