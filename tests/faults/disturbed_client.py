"""The local Connect and Service Quotas without HTTP, with faults."""

from typing import Any

from botocore.exceptions import ClientError

from tests.faults.disturbance import Disturbance
from tests.faults.remote_call import CONNECT, SERVICE_QUOTAS, RemoteCall
from tests.handler.direct_client import DirectClient

OPERATIONS = {
    "search_available_phone_numbers": "SearchAvailablePhoneNumbers",
    "claim_phone_number": "ClaimPhoneNumber",
    "describe_phone_number": "DescribePhoneNumber",
    "release_phone_number": "ReleasePhoneNumber",
    "update_phone_number": "UpdatePhoneNumber",
    "update_phone_number_metadata": "UpdatePhoneNumberMetadata",
    "list_phone_numbers_v2": "ListPhoneNumbersV2",
    "associate_phone_number_contact_flow": "AssociatePhoneNumberContactFlow",
    "disassociate_phone_number_contact_flow": "DisassociatePhoneNumberContactFlow",
    "tag_resource": "TagResource",
    "untag_resource": "UntagResource",
    "find_group": "DescribeTrafficDistributionGroup",
}
"""AWS's names of the operations by the backend's."""


class DisturbedClient(DirectClient):
    """A client of one Region."""

    def __init__(self, region: str, disturbance: Disturbance) -> None:
        super().__init__(region, lambda _: None)
        self._region = region
        self._disturbance = disturbance

    def update_phone_number(self, **request: Any) -> Any:
        return self._call(
            "update_phone_number", request["PhoneNumberId"], request["TargetArn"], None, request["ClientToken"]
        )

    def update_phone_number_metadata(self, **request: Any) -> None:
        self._call(
            "update_phone_number_metadata",
            request["PhoneNumberId"],
            request["PhoneNumberDescription"],
            request["ClientToken"],
        )

    def associate_phone_number_contact_flow(self, **request: Any) -> None:
        self._call(
            "associate_phone_number_contact_flow",
            request["PhoneNumberId"],
            request["InstanceId"],
            request["ContactFlowId"],
        )

    def disassociate_phone_number_contact_flow(self, **request: Any) -> None:
        self._call("disassociate_phone_number_contact_flow", request["PhoneNumberId"], request["InstanceId"])

    def describe_traffic_distribution_group(self, **request: Any) -> dict[str, Any]:
        group = self._call("find_group", request["TrafficDistributionGroupId"])
        return {"TrafficDistributionGroup": group.detail(self._backend.now)}

    def get_service_quota(self, **request: Any) -> dict[str, Any]:
        call = RemoteCall(SERVICE_QUOTAS, "GetServiceQuota", self._region)
        self._disturbance.before(call)
        answer = super().get_service_quota(**request)
        self._disturbance.after(call)
        return answer

    def _call(self, operation: str, *arguments: Any, **named: Any) -> Any:
        call = RemoteCall(CONNECT, OPERATIONS[operation], self._region)
        self._disturbance.before(call)
        try:
            answer = super()._call(operation, *arguments, **named)
        except ClientError:
            self._disturbance.after(call)
            raise
        self._disturbance.after(call)
        return answer
