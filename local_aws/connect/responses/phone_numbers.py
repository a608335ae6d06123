"""Answers about phone numbers and their flows."""

# ruff: noqa: D102 -- each method is the operation of that name, which the service's model documents

from moto.core.responses import ActionResult

from ..models.pages import Page
from ..models.phone_number import PhoneNumber
from ..models.phone_number_claims import ClaimRequest
from ..models.phone_number_imports import ImportRequest
from ..models.phone_numbers import ListRequest
from .checked_answer import CheckedAnswer
from .regional_response import RegionalResponse


class PhoneNumberResponses(RegionalResponse):
    """One method per operation."""

    def search_available_phone_numbers(self) -> ActionResult:
        page = self.backend.search_available_phone_numbers(
            country_code=self.params["PhoneNumberCountryCode"],
            phone_number_type=self.params["PhoneNumberType"],
            prefix=self.params.get("PhoneNumberPrefix"),
            target=(self.params.get("TargetArn"), self.params.get("InstanceId")),
            page=(self.params.get("MaxResults"), self.params.get("NextToken")),
        )
        numbers = [
            {
                "PhoneNumber": number.phone_number,
                "PhoneNumberCountryCode": number.country_code,
                "PhoneNumberType": number.phone_number_type,
            }
            for number in page.items
        ]
        return self.page_answer("AvailableNumbersList", numbers, page.next_token)

    def claim_phone_number(self) -> ActionResult:
        request = ClaimRequest(
            phone_number=self.params["PhoneNumber"],
            target_arn=self.params.get("TargetArn"),
            instance_id=self.params.get("InstanceId"),
            description=self.params.get("PhoneNumberDescription"),
            tags=self.params.get("Tags", {}),
        )
        return CheckedAnswer(self.backend.claim_phone_number(request, self.params.get("ClientToken")))

    def import_phone_number(self) -> ActionResult:
        request = ImportRequest(
            source_phone_number_arn=self.params["SourcePhoneNumberArn"],
            instance_id=self.params["InstanceId"],
            description=self.params.get("PhoneNumberDescription"),
            tags=self.params.get("Tags", {}),
        )
        return CheckedAnswer(self.backend.import_phone_number(request, self.params.get("ClientToken")))

    def describe_phone_number(self) -> ActionResult:
        detail = self.backend.describe_phone_number(self.params["PhoneNumberId"])
        return CheckedAnswer({"ClaimedPhoneNumberSummary": detail})

    def release_phone_number(self) -> ActionResult:
        self.backend.release_phone_number(self.params["PhoneNumberId"], self.params.get("ClientToken"))
        return CheckedAnswer({})

    def update_phone_number(self) -> ActionResult:
        answer = self.backend.update_phone_number(
            self.params["PhoneNumberId"],
            self.params.get("TargetArn"),
            self.params.get("InstanceId"),
            self.params.get("ClientToken"),
        )
        return CheckedAnswer(answer)

    def update_phone_number_metadata(self) -> ActionResult:
        self.backend.update_phone_number_metadata(
            self.params["PhoneNumberId"], self.params.get("PhoneNumberDescription"), self.params.get("ClientToken")
        )
        return CheckedAnswer({})

    def list_phone_numbers_v2(self) -> ActionResult:
        page = self._list()
        numbers = [number.summary() for number in page.items]
        return self.page_answer("ListPhoneNumbersSummaryList", numbers, page.next_token)

    def list_phone_numbers(self) -> ActionResult:
        page = self._list()
        numbers = [
            {
                "Id": number.phone_number_id,
                "Arn": number.phone_number_arn,
                "PhoneNumber": number.number.phone_number,
                "PhoneNumberType": number.number.phone_number_type,
                "PhoneNumberCountryCode": number.number.country_code,
            }
            for number in page.items
        ]
        return self.page_answer("PhoneNumberSummaryList", numbers, page.next_token)

    def associate_phone_number_contact_flow(self) -> ActionResult:
        self.backend.associate_phone_number_contact_flow(
            self.params["PhoneNumberId"], self.params["InstanceId"], self.params["ContactFlowId"]
        )
        return CheckedAnswer({})

    def disassociate_phone_number_contact_flow(self) -> ActionResult:
        self.backend.disassociate_phone_number_contact_flow(self.params["PhoneNumberId"], self.params["InstanceId"])
        return CheckedAnswer({})

    def batch_get_flow_association(self) -> ActionResult:
        associations = self.backend.batch_get_flow_association(
            self.params["InstanceId"], self.params["ResourceIds"], self.params.get("ResourceType")
        )
        return CheckedAnswer({"FlowAssociationSummaryList": associations})

    def _list(self) -> Page[PhoneNumber]:
        request = ListRequest(
            target_arn=self.params.get("TargetArn"),
            instance_id=self.params.get("InstanceId"),
            country_codes=tuple(self.params.get("PhoneNumberCountryCodes", ())),
            phone_number_types=tuple(self.params.get("PhoneNumberTypes", ())),
            prefix=self.params.get("PhoneNumberPrefix", ""),
        )
        return self.backend.list_phone_numbers_v2(request, self.params.get("MaxResults"), self.params.get("NextToken"))
