"""`numbers`: which phone numbers are claimed, by whom."""

from collections.abc import Mapping
from typing import Any

from local_aws.command_line.show import show, show_json, show_table
from local_aws.command_line.status import require_running
from local_aws.connect.control_client import ControlClient

STACK_TAG = "connect-phone-number:stack-id"
CONSTRUCT_TAG = "connect-phone-number:logical-resource-id"

TITLES = ("Number", "Status", "Target", "Stack", "Construct", "Description", "Flows")


def numbers(*, as_json: bool) -> int:
    """Print every number that the local Connect knows as claimed, its own account of it."""
    claimed = ControlClient(require_running().endpoints.connect_url).numbers()
    if as_json:
        show_json(claimed)
    elif claimed:
        show_table(TITLES, [_row(number) for number in claimed])
    else:
        show("No phone number is claimed.")
    return 0


def _row(number: Mapping[str, Any]) -> tuple[str, ...]:
    stack_arn = number["tags"].get(STACK_TAG, "")
    return (
        number["phone_number"],
        "RELEASING" if number["releasing"] else number["status"],
        _resource_of(number["target_arn"]),
        stack_arn.split("/")[1] if "/" in stack_arn else "-",
        number["tags"].get(CONSTRUCT_TAG, "-"),
        number["description"] or "-",
        ", ".join(_resource_of(arn) for arn in number["flow_arns"].values()) or "-",
    )


def _resource_of(arn: str) -> str:
    """`instance/<id>`, of an ARN; for a flow only the flow's own part."""
    resource = arn.split(":", 5)[5]
    return "/".join(resource.split("/")[-2:])
