"""Contact flows: create, describe, list, delete."""

import json
import uuid
from dataclasses import dataclass, field, replace

from ..exceptions import DuplicateResourceException, InvalidContactFlowException, ResourceNotFoundException
from .arns import CONTACT_FLOW, parse_arn
from .contact_flow import PUBLISHED, ContactFlow
from .mirroring import FlowChange
from .pages import Page, page_of
from .regional_backend import RegionalBackend

DEFAULT_PAGE = 1000


@dataclass(frozen=True)
class NewContactFlow:
    """CreateContactFlow's parameters."""

    instance_id: str
    name: str
    contact_flow_type: str
    content: str
    status: str = PUBLISHED
    description: str | None = None
    tags: dict[str, str] = field(default_factory=dict)


class ContactFlows(RegionalBackend):
    """Flows of the instances of this Region."""

    def create_contact_flow(self, request: NewContactFlow) -> ContactFlow:
        """The new flow. Raises DuplicateResourceException, InvalidContactFlowException, ResourceNotFoundException."""
        self._get_instance_or_raise(request.instance_id)
        _require_flow_language(request.content)
        if any(flow.name == request.name for flow in self._flows_of(request.instance_id)):
            raise DuplicateResourceException(f"The instance has a flow of that name: {request.name}")
        flow = ContactFlow(
            arn=self.arn(CONTACT_FLOW, str(uuid.uuid4()), request.instance_id),
            name=request.name,
            contact_flow_type=request.contact_flow_type,
            content=request.content,
            modified_at=self.now,
            status=request.status,
            description=request.description,
            tags=dict(request.tags),
        )
        self.state.flows[str(flow.arn)] = flow
        self._mirror_flow(flow)
        return flow

    def find_flow(self, instance_id: str, id_or_arn: str) -> ContactFlow:
        """The instance's flow in this Region; ResourceNotFoundException where there is none."""
        self._get_instance_or_raise(instance_id)
        base = id_or_arn.removesuffix(":$SAVED")
        arn = parse_arn(base) or self.arn(CONTACT_FLOW, base, instance_id)
        flow = self.state.flows.get(str(arn))
        if flow is None or flow not in self._flows_of(instance_id):
            raise ResourceNotFoundException(f"Flow not found on instance {instance_id}: {id_or_arn}")
        return flow

    def list_contact_flows(
        self, instance_id: str, contact_flow_types: list[str], max_results: int | None, next_token: str | None
    ) -> Page[ContactFlow]:
        """A page of the instance's flows, by id."""
        self._get_instance_or_raise(instance_id)
        flows = [
            flow
            for flow in self._flows_of(instance_id)
            if not contact_flow_types or flow.contact_flow_type in contact_flow_types
        ]
        flows.sort(key=lambda flow: flow.arn.resource_id)
        return page_of(flows, lambda flow: flow.arn.resource_id, max_results or DEFAULT_PAGE, next_token)

    def delete_contact_flow(self, instance_id: str, contact_flow_id: str) -> None:
        """Delete the flow, and the associations of phone numbers with it."""
        flow = self.find_flow(instance_id, contact_flow_id)
        self.state.drop_flow(str(flow.arn))
        self._mirror_flow(flow, is_deleted=True)

    def _mirror_flow(self, flow: ContactFlow, *, is_deleted: bool = False) -> None:
        region_name = self.mirrored_to(str(flow.arn.parent_id))
        if region_name is not None:
            twin = replace(flow, arn=replace(flow.arn, region_name=region_name), tags=dict(flow.tags))
            self.state.mirror(FlowChange(self.state.mirrored_at(), twin, is_deleted))

    def _flows_of(self, instance_id: str) -> list[ContactFlow]:
        own = (self.region_name, self.account_id, instance_id)
        return [
            flow
            for flow in self.state.flows.values()
            if (flow.arn.region_name, flow.arn.account_id, flow.arn.parent_id) == own
        ]


def _require_flow_language(content: str) -> None:
    try:
        parsed = json.loads(content)
    except ValueError as error:
        raise InvalidContactFlowException(f"The flow's content is not JSON: {error}") from error
    if not isinstance(parsed, dict):
        raise InvalidContactFlowException("The flow's content is not a JSON object")
