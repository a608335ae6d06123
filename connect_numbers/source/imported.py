"""The Python module of `import`: constructs that adopt existing numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..account.inventory import InventoryNumber
from ..account.targets import Targets
from .literal import construct_id, quoted
from .module import stack_module
from .number import NumberSource

_CLASS = "ImportedPhoneNumbers"


def imported_module(numbers: Sequence[InventoryNumber], targets: Targets, region: str) -> str:
    """The text of a module with a stack that adopts these numbers, with their descriptions and flows."""
    constants: dict[str, str] = {}
    ids: set[str] = set()
    sources = [_source(number, targets, constants, ids, region) for number in numbers]
    return stack_module(
        f"Phone numbers that were claimed before, in {region}.",
        _CLASS,
        {name: arn for arn, name in constants.items()},
        sources,
    )


def _source(
    number: InventoryNumber, targets: Targets, constants: dict[str, str], ids: set[str], region: str
) -> NumberSource:
    described = number.number
    id = construct_id(described.phone_number, described.description)
    if id in ids:
        id = f"{id}{described.phone_number.lstrip('+')}"
    ids.add(id)
    target_arn = targets.named_arn(described.target_arn)
    target = constants.setdefault(target_arn, _constant(targets.label(target_arn), constants))
    # A group's number may have a different flow in each Region. The construct then names no flow: both flows stay.
    flows = number.contact_flows
    is_one = len({arn.partition(":instance/")[2] for arn in flows.values()}) == 1
    flow = flows.get(region, next(iter(flows.values()))) if is_one else ""
    return NumberSource(
        id,
        described.phone_number,
        target,
        description=described.description,
        contact_flow=_flow(flow, target_arn, target),
        adopts=True,
    )


def _constant(label: str, constants: dict[str, str]) -> str:
    """The name of the constant that holds a target's ARN, made from the target's label."""
    words = re.sub(r"[^A-Z0-9]+", "_", label.upper()).strip("_") or "TARGET"
    name = f"{words if words[0].isalpha() else f'TARGET_{words}'}_ARN"
    taken = set(constants.values())
    return name if name not in taken else f"{name}_{len(taken) + 1}"


def _flow(flow_arn: str, target_arn: str, target: str) -> str:
    """The flow's ARN as a Python expression. It uses the target's constant if the flow is the target's."""
    if flow_arn.startswith(f"{target_arn}/"):
        return f'f"{{{target}}}{flow_arn.removeprefix(target_arn)}"'
    return quoted(flow_arn) if flow_arn else ""
