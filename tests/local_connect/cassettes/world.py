"""The local Connect, taken through the moments of a recorded run as the stack's functions take the real one."""

import json
from collections.abc import Callable
from typing import Any

from acceptance.probes import UNKNOWN_ID
from acceptance.recording.cassette import Moment, RunRecord
from local_aws.connect import ConnectControl
from local_aws.seed import contact_flow_content
from tests.local_connect.conftest import SESSION

SETTLE_SECONDS = 10.0
OWNER_TAGS = {
    "connect-phone-number:stack-id": "arn:aws:cloudformation:us-east-1:123456789012:stack/Numbers/1",
    "connect-phone-number:logical-resource-id": "Number",
    "connect-phone-number:claim-id": "claim-1",
}
PARKED_TAGS = {"connect-phone-number:parked-at": "1700000000"}

Step = Callable[[], object]


class World:
    """An instance with two flows, and in time a number. Use it within `mock_aws`, the local Connect installed."""

    def __init__(self, run: RunRecord) -> None:
        self.connect = SESSION.client("connect", region_name=run.region)
        self.service_quotas = SESSION.client("service-quotas", region_name=run.region)
        self._run = run
        self._control = ConnectControl()
        self._control.configure({"settle_seconds": SETTLE_SECONDS})
        instance = self.connect.create_instance(
            IdentityManagementType="SAML", InboundCallsEnabled=True, OutboundCallsEnabled=True
        )
        self.instance_arn, self.instance_id = instance["Arn"], instance["Id"]
        self.flow_ids = [self._flow(f"Flow {number}") for number in (1, 2)]
        self.phone_number: str | None = None
        self.phone_number_arn: str | None = None
        if not run.is_new:
            self._claim()
            self._settle()

    @property
    def names(self) -> dict[str, str]:
        """What the placeholders with names stand for here."""
        names = {
            "account-id": self.instance_arn.split(":")[4],
            "instance-id": self.instance_id,
            "unknown-id": UNKNOWN_ID,
            "contact-flow-id-1": self.flow_ids[0],
            "contact-flow-id-2": self.flow_ids[1],
        }
        if self.phone_number is None or self.phone_number_arn is None:
            return names
        return names | {"phone-number": self.phone_number, "phone-number-id": self._number_id}

    def steps(self, moment: Moment) -> list[Step]:
        """What happens in a moment; what is recorded in it may have been asked before, between or after."""
        describe_anew, settle = self._describe_anew, self._settle
        # A parked number has its new owner's tags last; in between, it has none.
        taken = [describe_anew, settle, self._untag, self._tag_owner]
        return {
            Moment.BEFORE: [],
            Moment.CREATING: [self._claim, settle] if self._run.is_new else taken,
            Moment.CREATED: [lambda: self._lead_to(0)],
            Moment.UPDATING: [describe_anew, settle],
            Moment.UPDATED: [lambda: self._lead_to(1)],
            Moment.ROLLING_BACK: [describe_anew, settle, describe_anew, settle],
            Moment.ROLLED_BACK: [],
            Moment.DELETING: [self._lead_nowhere, self._untag, self._tag_parked]
            if self._run.is_parked
            else [self._release, settle],
            Moment.DELETED: [],
        }[moment]

    @property
    def _number_id(self) -> str:
        return str(self.phone_number_arn).rpartition("/")[2]

    def _flow(self, name: str) -> str:
        created = self.connect.create_contact_flow(
            InstanceId=self.instance_id, Name=name, Type="CONTACT_FLOW", Content=json.dumps(contact_flow_content())
        )
        return str(created["ContactFlowId"])

    def _claim(self) -> None:
        available: dict[str, Any] = self.connect.search_available_phone_numbers(
            TargetArn=self.instance_arn,
            PhoneNumberCountryCode=self._run.country_code,
            PhoneNumberType=self._run.phone_number_type,
        )
        self.phone_number = available["AvailableNumbersList"][0]["PhoneNumber"]
        claimed = self.connect.claim_phone_number(
            TargetArn=self.instance_arn,
            PhoneNumber=self.phone_number,
            PhoneNumberDescription="Created",
            Tags=OWNER_TAGS,
        )
        self.phone_number_arn = claimed["PhoneNumberArn"]

    def _describe_anew(self) -> None:
        self.connect.update_phone_number_metadata(PhoneNumberId=self._number_id, PhoneNumberDescription="Anew")

    def _lead_to(self, flow: int) -> None:
        self.connect.associate_phone_number_contact_flow(
            PhoneNumberId=self._number_id, InstanceId=self.instance_id, ContactFlowId=self.flow_ids[flow]
        )

    def _lead_nowhere(self) -> None:
        self.connect.disassociate_phone_number_contact_flow(PhoneNumberId=self._number_id, InstanceId=self.instance_id)

    def _untag(self) -> None:
        self.connect.untag_resource(resourceArn=str(self.phone_number_arn), tagKeys=list(OWNER_TAGS))

    def _tag_owner(self) -> None:
        self.connect.tag_resource(resourceArn=str(self.phone_number_arn), tags=OWNER_TAGS)

    def _tag_parked(self) -> None:
        self.connect.tag_resource(resourceArn=str(self.phone_number_arn), tags=PARKED_TAGS)

    def _release(self) -> None:
        self.connect.release_phone_number(PhoneNumberId=self._number_id)

    def _settle(self) -> None:
        self._control.advance(SETTLE_SECONDS + 1)
