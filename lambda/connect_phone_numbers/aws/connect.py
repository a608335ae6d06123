"""The operations of Amazon Connect that the function uses for phone numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from ..errors import ResourceNotFoundError
from ..ledger.pace import Pace
from ..model.arn import ContactFlowArn
from ..model.phone_number import PhoneNumber
from ..model.selection import PhoneNumberSearch
from .service_call import ignoring, raising, service_call

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient
    from mypy_boto3_connect.literals import PhoneNumberCountryCodeType, PhoneNumberTypeType
    from mypy_boto3_connect.type_defs import (
        ListPhoneNumbersSummaryTypeDef,
        ListPhoneNumbersV2RequestTypeDef,
        TrafficDistributionGroupTypeDef,
    )

PREFIX_DIGITS = 11
"""The most digits of a PhoneNumberPrefix. The numbers of many countries are longer."""
PAGE_SIZE = 10
"""The most numbers on one page of a search."""
CLAIM_MILLISECONDS = 250
"""About how long the service takes to answer a claim."""
LIST_SIZE = 1000
"""The most numbers on one page of the account's list."""

# IdempotencyException: the token was sent before, with another description or other tags.
_CLAIM_REFUSED = ("InvalidParameterException", "ResourceNotFoundException", "IdempotencyException")
_FLOW_ADVICE = "Check that the flow is there and published."
_TARGET_ADVICE = "Create it again, or name another target."
_SEARCH_ADVICE = "Check that the target is there, in this account and Region, and that the country has such numbers."


class ClaimRefusedError(Exception):
    """ClaimPhoneNumber was refused, and had no effect: the number is somebody else's, or the target can't take it.

    The code does not tell the two apart. InvalidParameterException and ResourceNotFoundException are documented, and
    were seen, for a number that was lost between search and claim, and for a target that does not exist.
    """


def _operation_for(phone_number: str) -> str:
    return "ImportPhoneNumber" if phone_number.startswith("arn:") else "ClaimPhoneNumber"


class Connect:
    """The service in the function's Region, and in other Regions for the flows of replicas.

    Every method raises `TryAgainLater` where the call was throttled or its effect is unknown. It raises
    `PhoneNumberError` where the service refused the call for a reason that no other exception of the method names.
    """

    def __init__(self, client_in: Callable[[str], ConnectClient], pace: Pace) -> None:
        """Prepare calls.

        Args:
            client_in: gives a client of a Region, "" for the function's own.
            pace: gives each request its turn.
        """
        self._client_in = client_in
        self._client = client_in("")
        self._pace = pace

    def search(self, target_arn: str, search: PhoneNumberSearch, prefix: str, token: str) -> tuple[list[str], str]:
        """Read one page of the available numbers.

        Args:
            target_arn: for which target.
            search: country and type.
            prefix: one of the search's prefixes; "" for any number.
            token: as the page before gave it; "" for the first page.

        Returns:
            The numbers in E.164, and the token of the next page, "" for none.
        """
        arguments: dict[str, str] = {"PhoneNumberPrefix": prefix} if prefix else {}
        if token:
            arguments["NextToken"] = token
        with self._call("SearchAvailablePhoneNumbers", f"{search}, for {target_arn}", advice=_SEARCH_ADVICE):
            page = self._client.search_available_phone_numbers(
                TargetArn=target_arn,
                PhoneNumberCountryCode=cast("PhoneNumberCountryCodeType", search.country_code),
                PhoneNumberType=cast("PhoneNumberTypeType", search.number_type),
                MaxResults=PAGE_SIZE,
                **arguments,
            )
        return [found["PhoneNumber"] for found in page.get("AvailableNumbersList", [])], page.get("NextToken") or ""

    @contextmanager
    def _call(self, operation: str, subject: str, region: str = "", advice: str = "") -> Iterator[None]:
        own = self._client.meta.region_name
        self._pace.use(operation, "" if region == own else region)
        with service_call(operation, subject, advice):
            yield

    def await_claim(self, phone_number: str = "") -> None:
        """Wait until the turn of a claim is near; `claim` waits for the rest. The claim is recorded in between."""
        self._pace.await_slot(_operation_for(phone_number))

    def forgo_claim(self, phone_number: str = "") -> None:
        """Give up the turn that `await_claim` took: the next call takes a later one."""
        self._pace.forgo(_operation_for(phone_number))

    def turn_after_claim(self, phone_number: str, seconds: int) -> int:
        """Take a turn of DescribePhoneNumber, so many seconds after the claim that this step has sent, or after now.

        Returns:
            In how many seconds the turn comes: at least `seconds`.
        """
        wait = self._pace.follow(
            "DescribePhoneNumber", _operation_for(phone_number), seconds * 1000 + CLAIM_MILLISECONDS
        )
        return max(seconds, wait // 1000)

    def await_description(self) -> None:
        """Wait until the turn of DescribePhoneNumber is near; `describe` waits for the rest."""
        self._pace.await_slot("DescribePhoneNumber")

    def claim(self, phone_number: str, target_arn: str, description: str, tags: Mapping[str, str], token: str) -> str:
        """Claim or import a number, after `await_claim`.

        Args:
            phone_number: in E.164, or the ARN that it is imported by.
            target_arn: for which target; for an import, an instance.
            description: "" for none.
            tags: at most 50.
            token: the ClientToken.

        Returns:
            The number's ARN. Whether it is CLAIMED shows later.

        Raises:
            ClaimRefusedError: the service refused; the call had no effect.
        """
        arguments = {"PhoneNumberDescription": description} if description else {}
        operation = _operation_for(phone_number)
        with self._call(operation, f"{phone_number}, for {target_arn}"), raising(ClaimRefusedError, *_CLAIM_REFUSED):
            if operation == "ImportPhoneNumber":
                return self._client.import_phone_number(
                    SourcePhoneNumberArn=phone_number,
                    InstanceId=target_arn.rpartition("/")[2],
                    Tags=dict(tags),
                    ClientToken=token,
                    **arguments,
                )["PhoneNumberArn"]
            return self._client.claim_phone_number(
                PhoneNumber=phone_number, TargetArn=target_arn, Tags=dict(tags), ClientToken=token, **arguments
            )["PhoneNumberArn"]

    def describe(self, phone_number: str) -> PhoneNumber | None:
        """The number with this id or ARN. None if there is none."""
        try:
            with self._call("DescribePhoneNumber", phone_number):
                answer = self._client.describe_phone_number(PhoneNumberId=phone_number)
        except ResourceNotFoundError:
            return None
        return PhoneNumber.from_summary(answer["ClaimedPhoneNumberSummary"])

    def find(self, phone_number: str) -> PhoneNumber | None:
        """The number with this E.164 number, or imported by this ARN, of the account and Region; None for none."""
        prefix = "" if phone_number.startswith("arn:") else phone_number[: PREFIX_DIGITS + 1]
        for summary in self._listed(prefix):
            if phone_number in (summary.get("PhoneNumber"), summary.get("SourcePhoneNumberArn")):
                return self.describe(summary["PhoneNumberArn"])
        return None

    def numbers_page(self, token: str) -> tuple[list[tuple[str, str, str]], str]:
        """Read one page of the account's numbers in this Region.

        Returns:
            For each number: the number in E.164, the ARN that it was imported by, or "", and its target's ARN. And the
            token of the next page, "" for none.
        """
        listed, token = self._page(token)
        return [
            (summary["PhoneNumber"], summary.get("SourcePhoneNumberArn", ""), summary.get("TargetArn", ""))
            for summary in listed
        ], token

    def phone_number_arns(self) -> list[str]:
        """The ARN of every number of the account in this Region."""
        return [summary["PhoneNumberArn"] for summary in self._listed()]

    def _listed(self, prefix: str = "") -> Iterator[ListPhoneNumbersSummaryTypeDef]:
        listed, token = self._page("", prefix)
        yield from listed
        while token:
            listed, token = self._page(token, prefix)
            yield from listed

    def _page(self, token: str, prefix: str = "") -> tuple[list[ListPhoneNumbersSummaryTypeDef], str]:
        # It names no target: a number may have been moved, and a target that does not exist would be an error.
        request: ListPhoneNumbersV2RequestTypeDef = {"MaxResults": LIST_SIZE}
        if prefix:
            request["PhoneNumberPrefix"] = prefix
        if token:
            request["NextToken"] = token
        with self._call("ListPhoneNumbersV2", prefix or "all numbers"):
            page = self._client.list_phone_numbers_v2(**request)
        return page.get("ListPhoneNumbersSummaryList", []), page.get("NextToken") or ""

    def traffic_distribution_group(self, traffic_distribution_group_arn: str) -> TrafficDistributionGroupTypeDef:
        """A group, with its Status and InstanceArn.

        Raises:
            ResourceNotFoundError: there is no such group.
        """
        with self._call("DescribeTrafficDistributionGroup", traffic_distribution_group_arn, advice=_TARGET_ADVICE):
            return self._client.describe_traffic_distribution_group(
                TrafficDistributionGroupId=traffic_distribution_group_arn
            )["TrafficDistributionGroup"]

    def instance_status(self, instance_arn: str) -> str:
        """An instance's InstanceStatus: `CREATION_IN_PROGRESS`, `ACTIVE` or `CREATION_FAILED`.

        Raises:
            ResourceNotFoundError: there is no such instance.
        """
        with self._call("DescribeInstance", instance_arn, advice=_TARGET_ADVICE):
            answer = self._client.describe_instance(InstanceId=instance_arn.rpartition("/")[2])
        return answer["Instance"]["InstanceStatus"]

    def flow_of(self, phone_number_arn: str, region: str, instance_id: str) -> str:
        """The ARN of the flow that calls to a number enter at an instance; "" for none."""
        with self._call("BatchGetFlowAssociation", f"{phone_number_arn} at {instance_id}", region):
            answer = self._client_in(region).batch_get_flow_association(
                InstanceId=instance_id, ResourceIds=[phone_number_arn], ResourceType="VOICE_PHONE_NUMBER"
            )
        found = answer.get("FlowAssociationSummaryList", [])
        return found[0].get("FlowId", "") if found else ""

    def release(self, phone_number_arn: str, token: str) -> None:
        """Release a number. A number that is gone already is no error."""
        with (
            self._call("ReleasePhoneNumber", phone_number_arn),
            ignoring("ResourceInUseException", "ResourceNotFoundException"),
        ):
            self._client.release_phone_number(PhoneNumberId=phone_number_arn, ClientToken=token)

    def move(self, phone_number_arn: str, target_arn: str, token: str) -> None:
        """Move a number to another instance or traffic distribution group. Its status says when that is done."""
        with (
            self._call("UpdatePhoneNumber", f"{phone_number_arn} to {target_arn}"),
            ignoring("ResourceInUseException"),
        ):
            self._client.update_phone_number(PhoneNumberId=phone_number_arn, TargetArn=target_arn, ClientToken=token)

    def update_description(self, phone_number_arn: str, description: str, token: str) -> None:
        """Change the description of a number. Its status says when that is done."""
        with self._call("UpdatePhoneNumberMetadata", phone_number_arn), ignoring("ResourceInUseException"):
            self._client.update_phone_number_metadata(
                PhoneNumberId=phone_number_arn, PhoneNumberDescription=description, ClientToken=token
            )

    def tag(self, phone_number_arn: str, tags: Mapping[str, str]) -> None:
        """Put tags on a number."""
        with self._call("TagResource", phone_number_arn):
            self._client.tag_resource(resourceArn=phone_number_arn, tags=dict(tags))

    def untag(self, phone_number_arn: str, keys: Iterable[str]) -> None:
        """Take tags off a number."""
        with self._call("UntagResource", phone_number_arn):
            self._client.untag_resource(resourceArn=phone_number_arn, tagKeys=list(keys))

    def associate(self, phone_number_arn: str, flow: ContactFlowArn) -> None:
        """Let calls to a number enter a flow, in the Region and instance that the flow's ARN names.

        Raises:
            ResourceNotFoundError: the flow does not exist.
        """
        subject = f"{phone_number_arn} with {flow.value}"
        with self._call("AssociatePhoneNumberContactFlow", subject, flow.region, _FLOW_ADVICE):
            self._client_in(flow.region).associate_phone_number_contact_flow(
                PhoneNumberId=phone_number_arn, InstanceId=flow.instance_id, ContactFlowId=flow.contact_flow_id
            )

    def disassociate(self, phone_number_arn: str, region: str, instance_id: str) -> None:
        """End the association of a number with a flow of an instance. Where there is none, that is no error."""
        subject = f"{phone_number_arn} in {region} from {instance_id}"
        with (
            self._call("DisassociatePhoneNumberContactFlow", subject, region),
            ignoring("ResourceNotFoundException"),
        ):
            self._client_in(region).disassociate_phone_number_contact_flow(
                PhoneNumberId=phone_number_arn, InstanceId=instance_id
            )
