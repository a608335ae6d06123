"""AWS::Lambda::Function. Each new function has a new name, as on AWS, and an update keeps the function."""

from typing import Any

from ministack.services import lambda_svc
from ministack.services.cloudformation import provisioners

from local_aws.cloudformation.names import physical_name
from local_aws.cloudformation.resource_failure import already_exists

TYPE = "AWS::Lambda::Function"

LONGEST_NAME = 64
KEPT_BY_UPDATE = ("policy", "event_invoke_config", "event_invoke_configs", "versions", "next_version", "aliases")

Properties = dict[str, Any]
Provisioned = tuple[str, dict[str, Any]]


def create(logical_resource_id: str, properties: Properties, stack_name: str) -> Provisioned:
    """Create a function. Raises ResourceFailure if a function has this name."""
    name = properties.get("FunctionName") or physical_name(stack_name, logical_resource_id, LONGEST_NAME)
    if name in lambda_svc._functions:
        raise already_exists(TYPE, name)
    return _make(name, properties)


def update(
    physical_resource_id: str, old: Properties, new: Properties, stack_name: str, logical_resource_id: str
) -> Provisioned:
    """Change the function in place. Another name or kind of package replaces the function."""
    if any(old.get(name) != new.get(name) for name in ("FunctionName", "PackageType")):
        return create(logical_resource_id, new, stack_name)
    before = lambda_svc._functions[physical_resource_id]
    kept = {name: before[name] for name in KEPT_BY_UPDATE}
    made = _make(physical_resource_id, new)
    lambda_svc._functions[physical_resource_id].update(kept)
    return made


def delete(physical_resource_id: str, properties: Properties) -> None:
    """Delete the function and end its processes, which ministack would leave running."""
    provisioners._lambda_delete(physical_resource_id, properties)
    lambda_svc.invalidate_worker(physical_resource_id)


def _make(name: str, properties: Properties) -> Provisioned:
    made: Provisioned = provisioners._lambda_create("", {**properties, "FunctionName": name}, "")
    return made
