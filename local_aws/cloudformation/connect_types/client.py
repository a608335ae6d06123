"""The parts that the types share: the client, tags, waiting."""

import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from ministack.core.responses import get_region

from local_aws.cloudformation.resource_failure import ResourceFailure

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

POLL_SECONDS = 0.5
STABILISE_SECONDS = 600.0

IS_EXPRESS = ContextVar("IS_EXPRESS", default=False)
"""Whether the present operation is in express mode: a resource is complete once its call succeeded."""

Properties = dict[str, Any]
Provisioned = tuple[str, dict[str, Any]]


def connect_client() -> "ConnectClient":
    """A client of the local Connect in the stack's Region, patient with its 2 requests per second."""
    return boto3.client(
        "connect", region_name=get_region(), config=Config(retries={"mode": "standard", "max_attempts": 20})
    )


def tag_map(properties: Properties) -> dict[str, str]:
    """The property Tags, a list of Key and Value, as Connect takes it."""
    return {tag["Key"]: tag["Value"] for tag in properties.get("Tags", [])}


def given(**arguments: Any) -> dict[str, Any]:  # noqa: ANN401 - arguments of any operation
    """The arguments that have a value: Connect refuses empty ones."""
    return {name: value for name, value in arguments.items() if value}


def update_tags(arn: str, old: Properties, new: Properties) -> None:
    """Bring a resource's tags from the old Tags to the new ones; tags that neither names stay."""
    before, after = tag_map(old), tag_map(new)
    changed = {key: value for key, value in after.items() if before.get(key) != value}
    removed = sorted(before.keys() - after.keys())
    if changed:
        connect_client().tag_resource(resourceArn=arn, tags=changed)
    if removed:
        connect_client().untag_resource(resourceArn=arn, tagKeys=removed)


def changed_names(old: Properties, new: Properties) -> set[str]:
    """The names of the properties that differ."""
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def wait_until(is_stable: Callable[[], bool], arn: str, resource_type: str) -> None:
    """Ask until stable, but not in express mode. Raises ResourceFailure after ten minutes, as AWS's handlers do."""
    if IS_EXPRESS.get():
        return
    deadline = time.monotonic() + STABILISE_SECONDS
    while not is_stable():
        if time.monotonic() > deadline:
            raise not_stabilized(arn, resource_type)
        time.sleep(POLL_SECONDS)


def not_stabilized(arn: str, resource_type: str) -> ResourceFailure:
    """CloudFormation's words for a resource that did not stabilize."""
    return ResourceFailure(
        f"Resource of type '{resource_type}' with identifier '{arn}' did not stabilize. "
        "(HandlerErrorCode: NotStabilized)",
        arn,
    )


def is_not_found(error: ClientError) -> bool:
    """Tell whether Connect said that the resource does not exist."""
    return error.response["Error"]["Code"] == "ResourceNotFoundException"


def instance_id(instance_arn: str) -> str:
    """The id in an instance's ARN."""
    return instance_arn.rsplit("/", 1)[1]
