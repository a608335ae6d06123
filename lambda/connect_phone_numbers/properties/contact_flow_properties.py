"""The property ContactFlowArns."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ..model.arn import ConnectArn, ContactFlowArn
from ..model.message import shown
from .checks import first_problems


def contact_flows_of(given: object, target: ConnectArn | None, problems: list[str]) -> tuple[ContactFlowArn, ...]:
    """The contact flows, at most one per Region. What is wrong with them is added to the problems.

    Args:
        given: the property's value.
        target: the number's target; None where it can't be read.
        problems: the problems of all properties.
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


def mirrored_flow_problems(flows: Iterable[ContactFlowArn], associated: Collection[str]) -> list[str]:
    """Problems of flows that Amazon Connect mirrors. An instance and its replica need the same flow.

    https://docs.aws.amazon.com/connect/latest/adminguide/create-replica-connect-instance.html#mirrored-resources

    Args:
        flows: the flows that the template asks for, at most one per Region.
        associated: ARNs of the flows that the resource's numbers are associated with. An older version allowed two
            different flows. An update of such a number, and its rollback, must not fail for them.
    """
    by_instance: dict[str, ContactFlowArn] = {}
    problems = []
    for flow in flows:
        first = by_instance.setdefault(flow.instance_id, flow)
        is_new = not {first.value, flow.value} <= set(associated)
        if first.contact_flow_id != flow.contact_flow_id and is_new:
            problems.append(
                f"ContactFlowArns has two different flows, {shown(first.contact_flow_id)} in {first.region} and "
                f"{shown(flow.contact_flow_id)} in {flow.region}: Amazon Connect mirrors a number's flow between an "
                "instance and its replica, and one would overwrite the other. Give one flow, or the same flow in both "
                "Regions; if the instances are not mirrored, give contact_flows_mirrored=False"
            )
    return problems


def _problems(flow: ContactFlowArn, target: ConnectArn | None, regions: Collection[str]) -> list[str]:
    """The problems of a flow. The service would tell them only once the number is claimed."""
    problems = []
    if flow.region in regions:
        problems.append(f"ContactFlowArns: two flows for {flow.region}, one is allowed")
    if target is not None and target.is_instance and flow.instance_arn != target.value:
        problems.append(f"ContactFlowArns: {shown(flow.value)} belongs to another instance than the target")
    elif target is not None and flow.account != target.account:
        problems.append(f"ContactFlowArns: {shown(flow.value)} is in another account than the target")
    return problems
