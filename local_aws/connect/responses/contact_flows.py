"""Answers about contact flows and tags."""

# ruff: noqa: D102 -- each method is the operation of that name, which the service's model documents

from moto.core.responses import ActionResult

from ..models.contact_flow import PUBLISHED
from ..models.contact_flows import NewContactFlow
from .checked_answer import CheckedAnswer
from .regional_response import RegionalResponse


class ContactFlowResponses(RegionalResponse):
    """One method per operation on flows, and on the tags of anything."""

    def create_contact_flow(self) -> ActionResult:
        flow = self.backend.create_contact_flow(
            NewContactFlow(
                instance_id=self.params["InstanceId"],
                name=self.params["Name"],
                contact_flow_type=self.params["Type"],
                content=self.params["Content"],
                status=self.params.get("Status", PUBLISHED),
                description=self.params.get("Description"),
                tags=self.params.get("Tags", {}),
            )
        )
        return CheckedAnswer(
            {
                "ContactFlowId": flow.arn.resource_id,
                "ContactFlowArn": str(flow.arn),
                "FlowContentSha256": flow.content_sha256,
            }
        )

    def describe_contact_flow(self) -> ActionResult:
        flow = self.backend.find_flow(self.params["InstanceId"], self.params["ContactFlowId"])
        return CheckedAnswer({"ContactFlow": flow.detail()})

    def list_contact_flows(self) -> ActionResult:
        page = self.backend.list_contact_flows(
            self.params["InstanceId"],
            self.params.get("ContactFlowTypes", []),
            self.params.get("MaxResults"),
            self.params.get("NextToken"),
        )
        flows = [flow.summary() for flow in page.items]
        return self.page_answer("ContactFlowSummaryList", flows, page.next_token)

    def delete_contact_flow(self) -> ActionResult:
        self.backend.delete_contact_flow(self.params["InstanceId"], self.params["ContactFlowId"])
        return CheckedAnswer({})

    def tag_resource(self) -> ActionResult:  # type: ignore[override]
        self.backend.tag_resource(self.params["resourceArn"], self.params["tags"])
        return CheckedAnswer({})

    def untag_resource(self) -> ActionResult:  # type: ignore[override]
        self.backend.untag_resource(self.params["resourceArn"], self.params["tagKeys"])
        return CheckedAnswer({})

    def list_tags_for_resource(self) -> ActionResult:  # type: ignore[override]
        return CheckedAnswer({"tags": self.backend.list_tags_for_resource(self.params["resourceArn"])})
