"""AWS::StepFunctions::StateMachine: refused if its definition is malformed, or its name is taken."""

from typing import Any

from ministack.services import stepfunctions
from ministack.services.cloudformation import provisioners

from local_aws.cloudformation.names import physical_name
from local_aws.cloudformation.resource_failure import ResourceFailure, already_exists
from local_aws.step_functions.definition import problems_of

TYPE = "AWS::StepFunctions::StateMachine"

LONGEST_NAME = 80

Properties = dict[str, Any]
Provisioned = tuple[str, dict[str, Any]]


def create(logical_resource_id: str, properties: Properties, stack_name: str) -> Provisioned:
    """Create a state machine. Raises ResourceFailure."""
    name = properties.get("StateMachineName") or physical_name(stack_name, logical_resource_id, LONGEST_NAME)
    if name in {state_machine["name"] for state_machine in stepfunctions._state_machines.values()}:
        raise already_exists(TYPE, name)
    return _make(name, properties)


def update(
    physical_resource_id: str, old: Properties, new: Properties, stack_name: str, logical_resource_id: str
) -> Provisioned:
    """Change the state machine in place; running executions keep the old definition. A new name makes another one."""
    if any(old.get(name) != new.get(name) for name in ("StateMachineName", "StateMachineType")):
        return create(logical_resource_id, new, stack_name)
    before = stepfunctions._state_machines[physical_resource_id]
    try:
        return _make(before["name"], new)
    except ResourceFailure:
        stepfunctions._state_machines[physical_resource_id] = before
        raise


def _make(name: str, properties: Properties) -> Provisioned:
    made: Provisioned = provisioners._sfn_state_machine_create("", {**properties, "StateMachineName": name}, "")
    problems = problems_of(stepfunctions._state_machines[made[0]]["definition"])
    if problems:
        del stepfunctions._state_machines[made[0]]
        raise ResourceFailure(
            f"Resource handler returned message: \"Invalid State Machine Definition: '{'; '.join(problems)}'\" "
            "(HandlerErrorCode: InvalidRequest)",
            attempted=False,
        )
    return made
