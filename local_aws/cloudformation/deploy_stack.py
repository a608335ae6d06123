"""The create or update of a stack, from its first event to its last. It replaces ministack's."""

import asyncio
import copy
from typing import Any

from ministack.services import cloudformation

from local_aws.cloudformation.behaviour import Behaviour
from local_aws.cloudformation.deletion_policy import keeps_on_delete, keeps_on_replace
from local_aws.cloudformation.deployment import Deployment
from local_aws.cloudformation.leftovers import take_leftovers
from local_aws.cloudformation.outputs import publish_outputs, resolve_outputs
from local_aws.cloudformation.provision import settle
from local_aws.cloudformation.removal import clean_up
from local_aws.cloudformation.resource_failure import ResourceFailure
from local_aws.cloudformation.rollback import roll_back_create, roll_back_update
from local_aws.cloudformation.running_operations import operation
from local_aws.cloudformation.stack import Stack
from local_aws.cloudformation.stack_resource import StackResource
from local_aws.cloudformation.template_properties import Template


async def deploy_stack(  # noqa: PLR0917 - as ministack calls it
    stack_name: str,
    stack_id: str,
    template: dict[str, Any],
    parameters: dict[str, Any],
    disable_rollback: bool,
    _tags: list[dict[str, str]],
    is_update: bool = False,
    previous_stack: dict[str, Any] | None = None,
) -> None:
    """Deploy a template to a stack. The signature is that of ministack's `_deploy_stack_async`."""
    stack = Stack(stack_name, stack_id, cloudformation._stacks[stack_name])
    previous = previous_stack if is_update and previous_stack is not None else {}
    async with operation(stack_id) as cancelled:
        prepared = await settle(_prepare(stack, template, parameters, previous, cancelled))
        if isinstance(prepared, ResourceFailure):
            _refuse(stack, previous, is_update, prepared.reason)
            return
        deployment, behaviour = prepared
        reason = await _run(deployment)
        if reason is None:
            await _complete(deployment, is_update)
        elif disable_rollback or stack.record.get("DisableRollback"):
            _accept(deployment)
            stack.enter("UPDATE_FAILED" if is_update else "CREATE_FAILED", reason)
        elif is_update:
            await roll_back_update(deployment, f"{reason} Rollback requested by user.", behaviour.rollback_of_replaced)
            _restore_record(stack, previous)
        else:
            await roll_back_create(deployment, f"{reason} Rollback requested by user.")


async def _prepare(
    stack: Stack,
    template: dict[str, Any],
    parameters: dict[str, Any],
    previous: dict[str, Any],
    cancelled: asyncio.Event,
) -> tuple[Deployment, Behaviour]:
    behaviour = stack.behaviour
    resources: dict[str, StackResource] = copy.deepcopy(previous.get("_resources", {}))
    deployment = Deployment(
        stack,
        Template(template, parameters, cloudformation._evaluate_conditions(template, parameters)),
        resources,
        cancelled=cancelled,
        behaviour=behaviour,
    )
    return deployment, behaviour


async def _run(deployment: Deployment) -> str | None:
    """Deploy the resources and publish the outputs. Returns the reason of a failure, or None."""
    if not await deployment.run():
        return deployment.failure_reason or "The operation was cancelled."
    outputs = await settle(_outputs(deployment))
    if isinstance(outputs, ResourceFailure):
        return outputs.reason
    publish_outputs(deployment.stack, outputs)
    return None


async def _outputs(deployment: Deployment) -> list[dict[str, Any]]:
    return resolve_outputs(deployment.stack, deployment.template)


async def _complete(deployment: Deployment, is_update: bool) -> None:
    stack = deployment.stack
    _accept(deployment)
    if not is_update:
        stack.enter("CREATE_COMPLETE")
        return
    stack.enter("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")
    replaced = {name: change.before for name, change in deployment.changes.items() if change.before and change.replaced}
    removed = {
        name: resource for name, resource in deployment.previous.items() if name not in deployment.template.resources
    }
    await clean_up(
        stack,
        replaced | removed | take_leftovers(stack),
        lambda resource: (
            keeps_on_replace(resource) if resource["LogicalResourceId"] in replaced else keeps_on_delete(resource)
        ),
    )
    for logical_resource_id in removed:
        del stack.resources[logical_resource_id]
    stack.enter("UPDATE_COMPLETE")


def _accept(deployment: Deployment) -> None:
    deployment.stack.record["_template"] = deployment.template.body
    deployment.stack.record["_resolved_params"] = deployment.template.parameters


def _refuse(stack: Stack, previous: dict[str, Any], is_update: bool, reason: str) -> None:
    if not is_update:
        stack.enter("ROLLBACK_IN_PROGRESS", reason)
        stack.enter("ROLLBACK_COMPLETE")
        return
    stack.enter("UPDATE_ROLLBACK_IN_PROGRESS", reason)
    _restore_record(stack, previous)
    stack.enter("UPDATE_ROLLBACK_COMPLETE")


def _restore_record(stack: Stack, previous: dict[str, Any]) -> None:
    for key in ("_template", "_template_body", "_resolved_params"):
        stack.record[key] = previous[key]
    stack.record["Parameters"] = [
        {"ParameterKey": key, "ParameterValue": value["Value"], "NoEcho": value["NoEcho"]}
        for key, value in previous["_resolved_params"].items()
    ]
