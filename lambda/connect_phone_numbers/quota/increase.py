"""One step of an operation on a quota increase: it requests the increase, once.

A person at AWS may have to decide on the request, which takes days. So the operation is over once the request is made.
The service takes no ClientToken for it. A step may be repeated, so it first looks for the request that is open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..aws.cloud_formation import Answer
from ..aws.service_quotas import PHONE_NUMBERS_PER_INSTANCE, QuotaRequest, ServiceQuotas
from ..errors import PhoneNumberError
from ..lifecycle.allowed_soon import allowed_soon
from ..lifecycle.look import Look
from ..model.message import shown
from ..properties.checks import given_properties, own_instance, unknown_property_problems

PROPERTIES = frozenset({"InstanceArn", "DesiredValue"})
APPLIED = QuotaRequest("NONE", "APPLIED", 0)
"""Stands for a request where the quota is high enough."""
PENDING_LOWER = "PENDING_LOWER"
"""The status of an open request for less than is wanted. There can't be a second open request."""


def step(look: Look) -> Answer:
    """Carry out an operation, and return the answer for CloudFormation. A Delete does nothing: no quota is lowered.

    Raises:
        PhoneNumberError: the operation failed for good.
        TryAgainLater: Service Quotas can't be reached.
    """
    event = look.operation.event
    if event.kind == "Delete":
        answer = Answer("SUCCESS", event.physical_resource_id)
    else:
        instance_arn, value = _parsed(event.properties, event.stack_id, event.logical_resource_id)
        with allowed_soon(look):
            request = _requested(look, instance_arn, value)
        if request.status in ("APPLIED", "APPROVED"):
            # The same deployment may claim a number next: the old quota must not refuse it.
            look.applied_quotas.read_again(instance_arn)
        data = {"Status": request.status, "RequestId": request.id}
        answer = Answer("SUCCESS", f"{instance_arn}/{PHONE_NUMBERS_PER_INSTANCE}", data=data)
    look.record.decide(answer)
    return answer


def _requested(look: Look, instance_arn: str, value: int) -> QuotaRequest:
    """The request for the increase. No request is made where the quota is high enough, or while one is open."""
    quotas = ServiceQuotas(look.services.service_quotas)
    if quotas.phone_numbers_of(instance_arn).value >= value:
        return APPLIED
    asked = quotas.latest_request(instance_arn)
    if asked is not None and asked.is_open:
        return replace(asked, status=PENDING_LOWER) if 0 < asked.desired_value < value else asked
    # A request for this value since the operation began is the operation's own, even if it is decided already.
    if asked is not None and asked.created_at >= look.now - look.age and asked.desired_value == value:
        return asked
    return quotas.request_increase(instance_arn, value)


def _parsed(properties: Mapping[str, Any], stack_id: str, logical_resource_id: str) -> tuple[str, int]:
    problems = unknown_property_problems(properties, PROPERTIES)
    given = given_properties(properties)
    instance = own_instance(given.get("InstanceArn"), stack_id, problems, "a quota is of a Region")
    value = given.get("DesiredValue")
    is_value = isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 10 and int(value) > 0
    if not is_value:
        problems.append(f"DesiredValue {shown(value)} is not a whole number above 0")
    if problems or instance is None:
        problem = "; ".join(problems)
        raise PhoneNumberError(f"Invalid quota increase {logical_resource_id}: {problem}.")
    return instance.value, int(str(value))
