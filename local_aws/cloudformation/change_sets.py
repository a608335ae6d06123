"""Change sets that change no resources, only outputs, policies or the like."""

from typing import Any

from ministack.services import cloudformation

BESIDES_PROPERTIES = ("Outputs", "Conditions", "Mappings", "Parameters", "Metadata")
BESIDES_PROPERTIES_OF_RESOURCE = ("DeletionPolicy", "UpdateReplacePolicy", "DependsOn")


def keep_if_anything_changes(change_set: dict[str, Any]) -> None:
    """Make a change set executable that ministack refused as empty, if outputs, policies or the like differ.

    CloudFormation refuses only templates that are the same.
    """
    stack = cloudformation._stacks[change_set["StackName"]]
    if change_set["Status"] == "FAILED" and not change_set["Changes"]:
        before, after = stack["_template"], change_set["_template"]
        if _besides_properties(before) != _besides_properties(after):
            change_set["Status"], change_set["ExecutionStatus"] = "CREATE_COMPLETE", "AVAILABLE"
            change_set["StatusReason"] = ""


def _besides_properties(template: dict[str, Any]) -> tuple[object, ...]:
    resources = {
        logical_resource_id: [definition.get(name) for name in BESIDES_PROPERTIES_OF_RESOURCE]
        for logical_resource_id, definition in template.get("Resources", {}).items()
    }
    return (*(template.get(name) for name in BESIDES_PROPERTIES), resources)
