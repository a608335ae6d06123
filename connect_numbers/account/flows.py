"""The flows that calls to numbers enter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from botocore.exceptions import ClientError

from connect_phone_numbers.aws.service_call import error_code
from connect_phone_numbers.model.phone_number import PhoneNumber

from ..aws.aws import Aws
from ..aws.refusal import refusal_problem
from ..output.progress import working
from .targets import Targets

_RESOURCES_PER_CALL = 100
_NOT_FOUND = "ResourceNotFoundException"
_OF_ONE_NUMBER = (_NOT_FOUND, "InvalidParameterException", "InvalidRequestException")
"""Errors of a call for several numbers that may be one number's."""


def flows_of(
    aws: Aws, targets: Targets, numbers: Iterable[PhoneNumber], refused: dict[str, str] | None = None
) -> dict[str, dict[str, str]]:
    """The ARN of each number's flow by Region, by the number's ARN. An instance that is not there has none.

    Args:
        aws: the account and Region.
        targets: the numbers' targets.
        numbers: whose flows.
        refused: takes the reason for each number, by its ARN, whose flow Amazon Connect refuses to tell. Default: that
            is an error.

    Raises:
        ClientError: Amazon Connect refuses to tell a flow, and there is no `refused`.
    """
    flows: dict[str, dict[str, str]] = {}
    with working("Looking up the flows"):
        for (region, instance_arn), arns in _places(targets, numbers).items():
            for start in range(0, len(arns), _RESOURCES_PER_CALL):
                found = _associations(aws, region, instance_arn, arns[start : start + _RESOURCES_PER_CALL], refused)
                for phone_number_arn, flow_arn in found.items():
                    flows.setdefault(phone_number_arn, {})[region] = flow_arn
    return flows


def _places(targets: Targets, numbers: Iterable[PhoneNumber]) -> dict[tuple[str, str], list[str]]:
    """The numbers' ARNs by the Region and instance in which they may have a flow."""
    places: dict[tuple[str, str], list[str]] = {}
    for number in numbers:
        instance_arn = targets.instance_of(number.target_arn)
        if ":instance/" in instance_arn:
            for region in targets.regions_of(number.target_arn):
                places.setdefault((region, instance_arn), []).append(number.phone_number_arn)
    return places


def _associations(
    aws: Aws, region: str, instance_arn: str, phone_number_arns: list[str], refused: dict[str, str] | None
) -> Mapping[str, str]:
    """Each number's flow at an instance; asked number by number where the error of all may be that of one."""
    try:
        return _asked(aws, region, instance_arn, phone_number_arns)
    except ClientError as error:
        code = error_code(error)
        if len(phone_number_arns) > 1 and code in _OF_ONE_NUMBER:
            each = [_associations(aws, region, instance_arn, [arn], refused) for arn in phone_number_arns]
            return {arn: flow for found in each for arn, flow in found.items()}
        if code == _NOT_FOUND:
            return {}
        if refused is None:
            raise
        refused.update(dict.fromkeys(phone_number_arns, str(refusal_problem(error))))
        return {}


def _asked(aws: Aws, region: str, instance_arn: str, phone_number_arns: list[str]) -> Mapping[str, str]:
    answer = aws.connect(region).batch_get_flow_association(
        InstanceId=instance_arn.rpartition("/")[2],
        ResourceIds=phone_number_arns,
        ResourceType="VOICE_PHONE_NUMBER",
    )
    # The flow's ARN, which names the home Region also where a replica answers.
    return {
        association["ResourceId"]: _flow_arn(association["FlowId"], instance_arn, region)
        for association in answer.get("FlowAssociationSummaryList", [])
    }


def _flow_arn(flow_id: str, instance_arn: str, region: str) -> str:
    if flow_id.startswith("arn:"):
        return flow_id
    partition, _, home, rest = instance_arn.removeprefix("arn:").split(":", 3)
    return f"arn:{partition}:connect:{region or home}:{rest}/contact-flow/{flow_id}"
