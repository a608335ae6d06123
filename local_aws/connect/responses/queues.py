"""Answers about hours of operation and queues."""

# ruff: noqa: D102 -- each method is the operation of that name, which the service's model documents

from moto.core.responses import ActionResult

from ..exceptions import InvalidRequestException
from ..models.hours_of_operations import NewHoursOfOperation
from ..models.queues import NewQueue
from .checked_answer import CheckedAnswer
from .regional_response import RegionalResponse

NOT_SERVED = ("OutboundCallerConfig", "OutboundEmailConfig", "QuickConnectIds", "EmailAddressesConfig")
"""Parameters of CreateQueue that are refused: what they name is not there."""


class QueueResponses(RegionalResponse):
    """One method per operation."""

    def create_hours_of_operation(self) -> ActionResult:
        hours = self.backend.create_hours_of_operation(
            NewHoursOfOperation(
                instance_id=self.params["InstanceId"],
                name=self.params["Name"],
                time_zone=self.params["TimeZone"],
                config=self.params["Config"],
                description=self.params.get("Description"),
                tags=self.params.get("Tags", {}),
            )
        )
        return CheckedAnswer({"HoursOfOperationId": hours.arn.resource_id, "HoursOfOperationArn": str(hours.arn)})

    def describe_hours_of_operation(self) -> ActionResult:
        hours = self.backend.find_hours_of_operation(self.params["InstanceId"], self.params["HoursOfOperationId"])
        return CheckedAnswer({"HoursOfOperation": hours.detail()})

    def list_hours_of_operations(self) -> ActionResult:
        page = self.backend.list_hours_of_operations(
            self.params["InstanceId"], self.params.get("MaxResults"), self.params.get("NextToken")
        )
        found = [hours.summary() for hours in page.items]
        return self.page_answer("HoursOfOperationSummaryList", found, page.next_token)

    def delete_hours_of_operation(self) -> ActionResult:
        self.backend.delete_hours_of_operation(self.params["InstanceId"], self.params["HoursOfOperationId"])
        return CheckedAnswer({})

    def create_queue(self) -> ActionResult:
        refused = [name for name in NOT_SERVED if name in self.params]
        if refused:
            raise InvalidRequestException(f"The local Connect has no {', '.join(refused)} of queues; leave it out")
        queue = self.backend.create_queue(
            NewQueue(
                instance_id=self.params["InstanceId"],
                name=self.params["Name"],
                hours_of_operation_id=self.params["HoursOfOperationId"],
                description=self.params.get("Description"),
                max_contacts=self.params.get("MaxContacts"),
                tags=self.params.get("Tags", {}),
            )
        )
        return CheckedAnswer({"QueueArn": str(queue.arn), "QueueId": queue.arn.resource_id})

    def describe_queue(self) -> ActionResult:
        queue = self.backend.find_queue(self.params["InstanceId"], self.params["QueueId"])
        return CheckedAnswer({"Queue": queue.detail()})

    def list_queues(self) -> ActionResult:
        page = self.backend.list_queues(
            self.params["InstanceId"],
            self.params.get("QueueTypes", []),
            self.params.get("MaxResults"),
            self.params.get("NextToken"),
        )
        return self.page_answer("QueueSummaryList", [queue.summary() for queue in page.items], page.next_token)

    def update_queue_status(self) -> ActionResult:
        self.backend.update_queue_status(self.params["InstanceId"], self.params["QueueId"], self.params["Status"])
        return CheckedAnswer({})

    def delete_queue(self) -> ActionResult:
        self.backend.delete_queue(self.params["InstanceId"], self.params["QueueId"])
        return CheckedAnswer({})
