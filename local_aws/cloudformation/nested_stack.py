"""AWS::CloudFormation::Stack: a stack as a resource of another one."""

import asyncio
from collections.abc import Mapping
from typing import Any

from ministack.services import cloudformation

from local_aws.cloudformation.names import physical_name
from local_aws.cloudformation.resource_failure import ResourceFailure

TYPE = "AWS::CloudFormation::Stack"
POLL_SECONDS = 0.05

Outputs = dict[str, Any]


async def create_nested_stack(
    parent_name: str, logical_resource_id: str, properties: Mapping[str, Any]
) -> tuple[str, Outputs]:
    """Create a stack and wait for it: its id, and its outputs as `Outputs.<key>`. Raises ResourceFailure."""
    name = physical_name(parent_name, logical_resource_id)
    _request("CreateStack", {"StackName": name, **_template(properties)})
    record = cloudformation._stacks[name]
    if await _settled(record) != "CREATE_COMPLETE":
        raise _failure(record, "created")
    return record["StackId"], _outputs(record)


async def update_nested_stack(stack_id: str, properties: Mapping[str, Any]) -> tuple[str, Outputs]:
    """Update a nested stack and wait for it. Raises ResourceFailure after the nested stack has rolled itself back."""
    record = _find(stack_id)
    _request("UpdateStack", {"StackName": record["StackName"], **_template(properties)})
    if await _settled(record) != "UPDATE_COMPLETE":
        raise _failure(record, "updated")
    return stack_id, _outputs(record)


async def delete_nested_stack(stack_id: str) -> None:
    """Delete a nested stack and wait for it. Raises ResourceFailure."""
    record = _find(stack_id)
    _request("DeleteStack", {"StackName": record["StackName"]})
    await asyncio.sleep(0)
    if await _settled(record) != "DELETE_COMPLETE":
        raise _failure(record, "deleted")


def _template(properties: Mapping[str, Any]) -> dict[str, str]:
    request = {"TemplateURL": properties["TemplateURL"]}
    for number, (key, value) in enumerate(properties.get("Parameters", {}).items(), start=1):
        request[f"Parameters.member.{number}.ParameterKey"] = key
        request[f"Parameters.member.{number}.ParameterValue"] = (
            ",".join(map(str, value)) if isinstance(value, list) else str(value)
        )
    for number, tag in enumerate(properties.get("Tags", []), start=1):
        request[f"Tags.member.{number}.Key"] = tag["Key"]
        request[f"Tags.member.{number}.Value"] = tag["Value"]
    return request


def _request(action: str, parameters: Mapping[str, str]) -> None:
    status, _, body = cloudformation._ACTION_HANDLERS[action]({name: [value] for name, value in parameters.items()})
    if status >= 400:
        raise ResourceFailure(f"{action} of {parameters['StackName']} was refused: {body.decode()}", attempted=False)


def _find(stack_id: str) -> dict[str, Any]:
    record: dict[str, Any] = cloudformation._stacks[stack_id.split("/")[1]]
    return record


async def _settled(record: Mapping[str, Any]) -> str:
    while record["StackStatus"].endswith("_IN_PROGRESS"):
        await asyncio.sleep(POLL_SECONDS)
    return str(record["StackStatus"])


def _failure(record: Mapping[str, Any], done: str) -> ResourceFailure:
    events = cloudformation._stack_events[record["StackId"]]
    reasons = [
        f"{event['LogicalResourceId']}: {event['ResourceStatusReason']}"
        for event in events
        if event["ResourceStatus"].endswith("_FAILED") and event["ResourceType"] != TYPE
    ]
    return ResourceFailure(
        f"Embedded stack {record['StackId']} was not successfully {done}: {' '.join(reasons)}", record["StackId"]
    )


def _outputs(record: Mapping[str, Any]) -> Outputs:
    return {f"Outputs.{output['OutputKey']}": output["OutputValue"] for output in record["Outputs"]}
