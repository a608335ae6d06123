"""An account as a plan goes through it: what each step leaves for the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from connect_phone_numbers.aws.services import Settings
from connect_phone_numbers.decisions.dooming import Creates
from connect_phone_numbers.ledger.parked_numbers import ParkedNumber
from connect_phone_numbers.model.claim import Claim
from connect_phone_numbers.model.identity import PARKED_TAG, Resource
from connect_phone_numbers.model.phone_number import PhoneNumber
from connect_phone_numbers.quota.arithmetic import CountedOperation, QuotaUse

from ..templates.declared import DeclaredNumber

Claims = dict[str, Claim]
"""A resource's claims, by claim id."""


@dataclass
class PlannedAccount:
    """Numbers, quotas, claims and parked numbers, as they will be by then.

    Attributes:
        now: in seconds since the epoch.
        key: names each operation of the plan; it is later than any that was.
        numbers: held, by number in E.164; with their tags where the plan may touch them.
        instance_of: the instance to whose quotas a target's numbers count.
        is_at: whether a number of one target is where another is asked for.
        recorded_claims: the ledger's claims of a resource.
        creates_of: what the ledger knows of a resource's Creates.
        first_use: what is used of an instance's quotas before the plan.
        settings_of: what the provider of a number's stack says.
        parked: by then.
        released: when numbers were released by way of the ledger in the last 180 days, in seconds since the epoch.
        uses: what is used by then.
        claims: by then.
        claimed_by: who claims an exact number that is not held yet, by number.
    """

    now: int
    key: str
    numbers: dict[str, PhoneNumber]
    instance_of: Callable[[str], str]
    is_at: Callable[[str, str], bool]
    recorded_claims: Callable[[Resource], Claims]
    creates_of: Callable[[Resource], Creates]
    first_use: Callable[[str], QuotaUse]
    settings_of: Callable[[DeclaredNumber], Settings]
    parked: list[ParkedNumber]
    released: Mapping[str, int] = field(default_factory=dict)
    uses: dict[str, QuotaUse] = field(default_factory=dict)
    claims: dict[Resource, Claims] = field(default_factory=dict)
    claimed_by: dict[str, Resource] = field(default_factory=dict)

    def claims_of(self, resource: Resource) -> Claims:
        """A resource's claims by then."""
        if resource not in self.claims:
            self.claims[resource] = dict(self.recorded_claims(resource))
        return self.claims[resource]

    def number_by_arn(self, phone_number_arn: str) -> PhoneNumber | None:
        """The number held with this ARN."""
        return next((each for each in self.numbers.values() if each.phone_number_arn == phone_number_arn), None)

    def use(self, instance_arn: str) -> QuotaUse:
        """What is used of an instance's quotas by then."""
        if instance_arn not in self.uses:
            self.uses[instance_arn] = self.first_use(instance_arn)
        return self.uses[instance_arn]

    def reserve(self, target_arn: str, operation: CountedOperation, leaving: int = 0) -> str | None:
        """Count an operation; or why the quotas of its instance refuse it."""
        instance_arn = self.instance_of(target_arn)
        refusal = self.use(instance_arn).refusal(operation, leaving)
        if refusal is None:
            self.uses[instance_arn] = self.use(instance_arn).after(operation)
        return refusal

    def leave(self, target_arn: str) -> None:
        """A number has left a target's instance, or one that was to come does not."""
        use = self.use(self.instance_of(target_arn))
        self.uses[self.instance_of(target_arn)] = use.without_held(1)

    def move(self, number: PhoneNumber, target_arn: str) -> str | None:
        """Move a number to another target; or why the quotas of its instance refuse it."""
        if self.instance_of(number.target_arn) != self.instance_of(target_arn):
            refusal = self.reserve(target_arn, CountedOperation.ARRIVAL)
            if refusal is not None:
                return refusal
            self.leave(number.target_arn)
        self.hold(replace(number, target_arn=target_arn))
        return None

    def hold(self, number: PhoneNumber) -> None:
        """A number is held from now on, or is as described."""
        self.numbers[number.phone_number] = number

    def disown(self, number: PhoneNumber, tags: dict[str, str] | None = None) -> None:
        """A number stays, with these tags alone."""
        self.hold(replace(number, tags=tags or {}))

    def park(self, number: PhoneNumber) -> None:
        """A number is kept for a later resource."""
        self.disown(number, {PARKED_TAG: str(self.now)})
        self.parked.append(ParkedNumber(number, self.instance_of(number.target_arn), self.now))


def shown(resource: Resource | None) -> str:
    """A resource, by its stack's name: its id would fill a line."""
    if resource is None:
        return "nobody"
    return f"{resource.logical_resource_id} of the stack {resource.stack_name}"
