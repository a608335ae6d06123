"""A stack's outputs and exports."""

from typing import Any

from ministack.services import cloudformation

from local_aws.cloudformation.stack import Stack
from local_aws.cloudformation.template_properties import Template


def resolve_outputs(stack: Stack, template: Template) -> list[dict[str, Any]]:
    """Resolve the outputs whose condition holds, in the shape of ministack's stack record. Raises ResourceFailure."""
    outputs = []
    for key, definition in template.body.get("Outputs", {}).items():
        if not template.holds(definition):
            continue
        output = {
            "OutputKey": key,
            "OutputValue": str(template.resolve(definition["Value"], stack)),
            "Description": definition.get("Description", ""),
        }
        if export := definition.get("Export"):
            output["ExportName"] = str(template.resolve(export["Name"], stack))
        outputs.append(output)
    return outputs


def publish_outputs(stack: Stack, outputs: list[dict[str, Any]]) -> None:
    """Set the stack's outputs and exports."""
    withdraw_exports(stack)
    stack.record["Outputs"] = outputs
    for output in outputs:
        if "ExportName" in output:
            cloudformation._exports[output["ExportName"]] = {
                "StackId": stack.stack_id,
                "Name": output["ExportName"],
                "Value": output["OutputValue"],
            }


def withdraw_exports(stack: Stack) -> None:
    """Remove the stack's exports."""
    for output in stack.record["Outputs"]:
        if "ExportName" in output:
            cloudformation._exports.pop(output["ExportName"], None)
