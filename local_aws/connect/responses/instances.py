"""Answers about instances and traffic distribution groups."""

# ruff: noqa: D102 -- each method is the operation of that name, which the service's model documents

from typing import Any

from moto.core.responses import ActionResult

from ..models.clock import as_datetime
from ..models.instances import ReplicaRequest
from ..models.traffic_distribution_groups import NewGroup
from .checked_answer import CheckedAnswer
from .regional_response import RegionalResponse


class InstanceResponses(RegionalResponse):
    """One method per operation on instances and traffic distribution groups."""

    def describe_instance(self) -> ActionResult:  # type: ignore[override]
        instance_id = self.params["InstanceId"]
        answer: dict[str, Any] = {"Instance": self.backend.describe_instance(instance_id)}
        replication = self.backend.replication_configuration(instance_id)
        if replication is not None:
            answer["ReplicationConfiguration"] = replication
        return CheckedAnswer(answer)

    def replicate_instance(self) -> ActionResult:
        request = ReplicaRequest(
            self.params["InstanceId"], self.params["ReplicaRegion"], self.params.get("ReplicaAlias")
        )
        return CheckedAnswer(self.backend.replicate_instance(request, self.params.get("ClientToken")))

    def create_traffic_distribution_group(self) -> ActionResult:
        request = NewGroup(
            name=self.params["Name"],
            instance_id=self.params["InstanceId"],
            description=self.params.get("Description"),
            tags=self.params.get("Tags", {}),
        )
        return CheckedAnswer(self.backend.create_traffic_distribution_group(request, self.params.get("ClientToken")))

    def describe_traffic_distribution_group(self) -> ActionResult:
        group = self.backend.find_group(self.params["TrafficDistributionGroupId"])
        return CheckedAnswer(
            {
                "TrafficDistributionGroup": group.shown_in(self.backend.region_name, self.backend.now).detail(
                    self.backend.now
                )
            }
        )

    def list_traffic_distribution_groups(self) -> ActionResult:
        page = self.backend.list_traffic_distribution_groups(
            self.params.get("InstanceId"), self.params.get("MaxResults"), self.params.get("NextToken")
        )
        groups = [group.summary(self.backend.now) for group in page.items]
        return self.page_answer("TrafficDistributionGroupSummaryList", groups, page.next_token)

    def delete_traffic_distribution_group(self) -> ActionResult:
        self.backend.delete_traffic_distribution_group(self.params["TrafficDistributionGroupId"])
        return CheckedAnswer({})

    def get_traffic_distribution(self) -> ActionResult:
        group = self.backend.traffic_distribution(self.params["Id"])
        answer = {"Id": group.arn.resource_id, "Arn": str(group.arn), **group.distribution}
        if group.last_failover_time is not None:
            answer["LastFailoverTime"] = as_datetime(group.last_failover_time)
        return CheckedAnswer(answer)

    def update_traffic_distribution(self) -> ActionResult:
        distribution = {name: value for name, value in self.params.items() if name != "Id"}
        self.backend.update_traffic_distribution(self.params["Id"], distribution)
        return CheckedAnswer({})
