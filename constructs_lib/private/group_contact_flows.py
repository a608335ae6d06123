"""The contact flows of a traffic distribution group's number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self, cast

from aws_cdk.interfaces.aws_connect import IContactFlowRef

from .connect_arn import contact_flow_arn, region_of


@dataclass(frozen=True)
class GroupContactFlows:
    """The flows that calls to a group's number enter.

    Attributes:
        arns: their ARNs, which may be or hold tokens.
        regions: the Region of each flow; None if it is not known.
        are_mirrored: whether the service has the number enter the same flow in both Regions.
    """

    arns: tuple[str, ...]
    regions: tuple[str | None, ...]
    are_mirrored: bool

    @classmethod
    def of(cls, contact_flows: object, *, are_mirrored: bool) -> Self:
        """The given flows. A value that is no list counts as one flow, and is checked as one."""
        is_list = isinstance(contact_flows, Sequence) and not isinstance(contact_flows, str)
        flows = cast(Sequence[IContactFlowRef | str], contact_flows if is_list else [contact_flows])
        arns = tuple(contact_flow_arn(flow) for flow in flows)
        regions = tuple(region_of(flow, arn) for flow, arn in zip(flows, arns, strict=True))
        return cls(arns, regions, are_mirrored)
