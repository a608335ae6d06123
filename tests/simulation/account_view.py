"""A test's view of an account: the numbers that Amazon Connect really has, and the ledger."""

from abc import ABC, abstractmethod
from typing import Any

from local_aws.connect.control import ConnectControl
from local_aws.connect.models.quota import BLOCKED_MESSAGE, QUOTA_MESSAGE, WINDOW_SECONDS


class AccountView(ABC):
    """An account, seen from one instance with two flows.

    Attributes:
        control: the control of the local Connect.
        connect: a client of Amazon Connect, without faults.
        instance_arn: the instance's ARN.
        flow_arns: the ARNs of the instance's flows.
    """

    control: ConnectControl
    connect: Any
    instance_arn: str
    flow_arns: tuple[str, str]

    @abstractmethod
    def ledger(self) -> list[dict[str, Any]]:
        """Every item of the ledger."""

    @abstractmethod
    def advance(self, seconds: float) -> None:
        """Let time go by."""

    def now(self) -> float:
        """Seconds since the epoch."""
        return self.control.now()

    @property
    def search(self) -> dict[str, Any]:
        return {"TargetArn": self.instance_arn, "PhoneNumberCountryCode": "US", "PhoneNumberType": "DID"}

    def exact(self, phone_number: str) -> dict[str, Any]:
        return {"TargetArn": self.instance_arn, "PhoneNumber": phone_number}

    def claimed(self) -> dict[str, str]:
        """The local Connect's own list: the numbers held, with their status."""
        return {number["phone_number"]: number["status"] for number in self.control.numbers()}

    def held(self) -> list[str]:
        """The numbers that are CLAIMED or IN_PROGRESS."""
        return sorted(number for number, status in self.claimed().items() if status != "FAILED")

    def describe(self, phone_number_arn: str) -> dict[str, Any]:
        answer = self.connect.describe_phone_number(PhoneNumberId=phone_number_arn)
        return dict(answer["ClaimedPhoneNumberSummary"])

    def flows_of(self, phone_number_arn: str) -> list[str]:
        """The flows that calls to a number enter."""
        (number,) = [each for each in self.control.numbers() if each["phone_number_arn"] == phone_number_arn]
        return list(number["flow_arns"].values())

    def calls(self) -> list[str]:
        """The operations that the local services received, in order."""
        return [call["operation"] for call in self.control.journal()]

    def sent(self, operation: str) -> list[dict[str, Any]]:
        """The parameters of each call of one operation, in order."""
        return [call["parameters"] for call in self.control.journal() if call["operation"] == operation]

    def is_exceeded(self) -> bool:
        """Whether an operation has ever exceeded a quota, by the local Connect's own count."""
        use = self.control.quota(self.instance_arn)
        times = [operation["time"] for operation in use["operations"]]
        most = max((sum(1 for at in times if last - WINDOW_SECONDS < at <= last) for last in times), default=0)
        # A claim over the quota becomes FAILED, and is not held.
        failed = [number["status_message"] for number in self.control.numbers() if number["status"] == "FAILED"]
        return bool(most > 2 * use["quota"] or {QUOTA_MESSAGE, BLOCKED_MESSAGE} & set(failed))

    def operations(self) -> list[str]:
        """The claims and releases that the ledger counts, in order."""
        items = [item for item in self.ledger() if item["SK"].startswith("OPERATION#")]
        return [item["Kind"] for item in sorted(items, key=lambda item: item["SK"]) if item["Kind"] != "ARRIVAL"]

    def parked(self) -> list[str]:
        """The numbers that the ledger lists as parked."""
        return sorted(item["PhoneNumber"] for item in self.ledger() if item["PK"] == "PARKED")

    def live_claims(self) -> list[dict[str, Any]]:
        """Every claim that the ledger knows."""
        return [claim for item in self.ledger() for claim in item.get("Claims", {}).values()]

    def leases(self) -> list[str]:
        """Numbers that are reserved at this moment."""
        return [item["PK"] for item in self.ledger() if item["SK"] == "LEASE" and item["LeasedUntil"] > self.now()]

    def new_instance(self) -> tuple[str, tuple[str, str]]:
        """Create another instance with flows. Returns their ARNs."""
        return make_instance(self.connect)

    def add_group(self, replica_region: str) -> str:
        """Replicate the instance, and create a group. Returns the ARN of the group, which is not ACTIVE yet."""
        instance_id = self.instance_arn.rpartition("/")[2]
        self.connect.replicate_instance(
            InstanceId=instance_id, ReplicaRegion=replica_region, ReplicaAlias="contact-center-replica"
        )
        self.advance(5)
        group = self.connect.create_traffic_distribution_group(Name="resilient", InstanceId=instance_id)
        return str(group["Arn"])


def make_instance(connect: Any) -> tuple[str, tuple[str, str]]:
    """Create an instance with two flows. Returns their ARNs."""
    instance = connect.create_instance(
        IdentityManagementType="SAML",
        InstanceAlias="contact-center",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )
    greeting, closed = (
        connect.create_contact_flow(InstanceId=instance["Id"], Name=name, Type="CONTACT_FLOW", Content="{}")
        for name in ("greeting", "closed")
    )
    return instance["Arn"], (greeting["ContactFlowArn"], closed["ContactFlowArn"])
