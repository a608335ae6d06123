"""An account as a plan goes through it: what each step leaves for the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from connect_phone_numbers.core.claim import Claim
from connect_phone_numbers.core.identity import Resource
from connect_phone_numbers.core.quota import CountedOperation, QuotaUse
from connect_phone_numbers.parking import ParkedNumber
from connect_phone_numbers.phone_number import PhoneNumber


@dataclass
class PlannedAccount:
    """Numbers, quotas and parked numbers, as they will be by then.

    Attributes:
        numbers: held, by number in E.164.
        owners: the resource that owns each number, by number, where one does.
        instance_of: the instance to whose quotas a target's numbers count.
        claims_of: the ledger's claims of a resource.
        first_use: what is used of an instance's quotas before the plan.
        uses: what is used by then.
        parked: by then.
        claimers: who claims a number that is not held yet, by number.
    """

    numbers: dict[str, PhoneNumber]
    owners: dict[str, Resource]
    instance_of: Callable[[str], str]
    claims_of: Callable[[Resource], list[Claim]]
    first_use: Callable[[str], QuotaUse]
    parked: list[ParkedNumber]
    uses: dict[str, QuotaUse] = field(default_factory=dict)
    claimers: dict[str, Resource] = field(default_factory=dict)

    def use(self, instance_arn: str) -> QuotaUse:
        """What is used of an instance's quotas by then."""
        if instance_arn not in self.uses:
            self.uses[instance_arn] = self.first_use(instance_arn)
        return self.uses[instance_arn]

    def send(self, instance_arn: str, operation: CountedOperation) -> None:
        """Count an operation."""
        self.uses[instance_arn] = self.use(instance_arn).after(operation)

    def lose(self, instance_arn: str) -> None:
        """A number has left an instance."""
        use = self.use(instance_arn)
        self.uses[instance_arn] = replace(use, held=max(0, use.held - 1))

    def number_by_arn(self, phone_number_arn: str) -> PhoneNumber | None:
        """The number held with this ARN."""
        return next((each for each in self.numbers.values() if each.phone_number_arn == phone_number_arn), None)

    def hold(self, number: PhoneNumber) -> None:
        """A number is held from now on, or is as described."""
        self.numbers[number.phone_number] = number


def shown(resource: Resource) -> str:
    """A resource, by its stack's name: its id would fill a line."""
    stack_name = resource.stack_id.split("/")[1] if "/" in resource.stack_id else resource.stack_id
    return f"{resource.logical_resource_id} of the stack {stack_name}"
