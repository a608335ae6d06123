"""The property ContactFlowArns."""

from __future__ import annotations

from collections.abc import Collection

from ..model.arn import ConnectArn, ContactFlowArn
from ..model.message import shown
from .checks import first_problems


def contact_flows_of(given: object, target: ConnectArn | None, problems: list[str]) -> tuple[ContactFlowArn, ...]:
    """The flows, at most one per Region; what is wrong with them is added to the problems.

    Args:
        given: the property.
        target: what the number is claimed to; None where that can't be read.
        problems: all properties'.
    """
    if not isinstance(given, list):
        problems.append(f"ContactFlowArns {shown(given)} is not a list")
        return ()
    flows: dict[str, ContactFlowArn] = {}
    found = []
    for value in given:
        try:
            flow = ContactFlowArn.parse(value)
        except ValueError as error:
            found.append(f"ContactFlowArns: {error}")
            continue
        found += _problems(flow, target, flows.keys())
        flows[flow.region] = flow
    problems += first_problems(found, "ContactFlowArns")
    return tuple(flows.values())


def _problems(flow: ContactFlowArn, target: ConnectArn | None, regions: Collection[str]) -> list[str]:
    """What is wrong with a flow. The service would say so only once the number is claimed."""
    problems = []
    if flow.region in regions:
        problems.append(f"ContactFlowArns: instance {flow.instance_id} in {flow.region} is given two flows")
    if target is not None and target.is_instance and flow.instance_arn != target.value:
        problems.append(f"ContactFlowArns: {shown(flow.value)} is of another instance than the target")
    elif target is not None and flow.account != target.account:
        problems.append(f"ContactFlowArns: {shown(flow.value)} is in another account than the target")
    return problems
