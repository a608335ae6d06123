"""A client of the local Connect that calls its backend as functions, without HTTP: for many thousand operations."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

from botocore.exceptions import ClientError
from moto.connect.models import connect_backends
from moto.core.exceptions import ServiceException

from local_aws.connect.models.phone_number_claims import ClaimRequest
from local_aws.connect.models.phone_numbers import ListRequest
from local_aws.connect.models.state import connect_state

ACCOUNT = "123456789012"
STATUS = {"ThrottlingException": 429, "InternalServiceException": 500}


class DirectClient:
    """Has the methods of boto3's clients of Connect and Service Quotas that the handler calls."""

    def __init__(self, region: str, interrupt: Callable[[str], None]) -> None:
        """`interrupt` is called with the operation's name before and after each call, and may raise."""
        self.meta = SimpleNamespace(region_name=region)
        self._backend: Any = connect_backends[ACCOUNT][region]
        self._interrupt = interrupt

    def search_available_phone_numbers(self, **request: Any) -> dict[str, Any]:
        page = self._call(
            "search_available_phone_numbers",
            country_code=request["PhoneNumberCountryCode"],
            phone_number_type=request["PhoneNumberType"],
            prefix=request.get("PhoneNumberPrefix"),
            target=(request.get("TargetArn"), None),
            page=(request.get("MaxResults"), request.get("NextToken")),
        )
        numbers = [{"PhoneNumber": number.phone_number} for number in page.items]
        return {"AvailableNumbersList": numbers, "NextToken": page.next_token}

    def claim_phone_number(self, **request: Any) -> Any:
        claim = ClaimRequest(
            request["PhoneNumber"],
            request["TargetArn"],
            description=request.get("PhoneNumberDescription"),
            tags=dict(request["Tags"]),
        )
        return self._call("claim_phone_number", claim, request["ClientToken"])

    def describe_phone_number(self, **request: Any) -> dict[str, Any]:
        return {"ClaimedPhoneNumberSummary": self._call("describe_phone_number", request["PhoneNumberId"])}

    def release_phone_number(self, **request: Any) -> None:
        self._call("release_phone_number", request["PhoneNumberId"], request["ClientToken"])

    def list_phone_numbers_v2(self, **request: Any) -> dict[str, Any]:
        wanted = ListRequest(target_arn=request.get("TargetArn"), prefix=request.get("PhoneNumberPrefix", ""))
        page = self._call("list_phone_numbers_v2", wanted, 1000, None)
        return {"ListPhoneNumbersSummaryList": [number.summary() for number in page.items]}

    def get_paginator(self, operation: str) -> Any:
        assert operation == "list_phone_numbers_v2"
        return self

    def paginate(self, PaginationConfig: Any, **request: Any) -> Iterator[dict[str, Any]]:
        yield self.list_phone_numbers_v2(**request)

    def tag_resource(self, **request: Any) -> None:
        self._call("tag_resource", request["resourceArn"], request["tags"])

    def untag_resource(self, **request: Any) -> None:
        self._call("untag_resource", request["resourceArn"], request["tagKeys"])

    def get_service_quota(self, **request: Any) -> dict[str, Any]:
        instance_arn = request["ContextId"]
        context = {"ContextScope": "RESOURCE", "ContextId": instance_arn}
        return {"Quota": {"Value": float(connect_state().quota_of(instance_arn)), "QuotaContext": context}}

    def _call(self, operation: str, *arguments: Any, **named: Any) -> Any:
        self._interrupt(operation)
        try:
            answer = getattr(self._backend, operation)(*arguments, **named)
        except ServiceException as error:
            code = str(error.code)
            raise ClientError(
                {
                    "Error": {"Code": code, "Message": str(error)},
                    "ResponseMetadata": {"HTTPStatusCode": STATUS.get(code, 400)},  # type: ignore[typeddict-item]
                },
                operation,
            ) from error
        self._interrupt(operation)
        return answer
