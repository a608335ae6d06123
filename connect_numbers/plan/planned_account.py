"""The account in a plan: its numbers, claims and quotas after the steps that are planned so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from connect_phone_numbers.aws.services import Settings
from connect_phone_numbers.decisions.dooming import Creates
from connect_phone_numbers.decisions.order import moment_of, operation_key
from connect_phone_numbers.ledger.parked_numbers import ParkedNumber
from connect_phone_numbers.model.claim import Claim
from connect_phone_numbers.model.identity import PARKED_TAG, Resource
from connect_phone_numbers.model.phone_number import PhoneNumber
from connect_phone_numbers.quota.arithmetic import (
    DEFAULT_QUOTA,
    WINDOW_SECONDS,
    CountedOperation,
    QuotaSource,
    QuotaUse,
)

from .. import clock
from ..account.numbers import describe_numbers, list_numbers
from ..account.targets import Targets
from ..aws.aws import Aws
from ..ledger.snapshot import Ledger
from ..quota.instance_quota import applied_quota, instance_quota
from ..templates.declared import UNKNOWN_INSTANCE, DeclaredNumber
from .stack_change import StackChange

Claims = dict[str, Claim]
"""A resource's claims, by claim id."""
SettingsOf = Callable[[DeclaredNumber], Settings]
"""The settings of the provider of a number."""

_NAMED = ("PhoneNumber", "SourcePhoneNumberArn")
"""The properties that name one number."""


@dataclass
class PlannedAccount:
    """Numbers, quotas, claims and parked numbers after the steps that are planned so far.

    Attributes:
        now: the time, in seconds since the epoch.
        key: the key of each operation of the plan, later than the key of any operation before.
        numbers: the numbers that are held, by number in E.164. Those that the plan may touch have their tags.
        is_there: whether the account and Region have an instance or group.
        instance_of: the instance to whose quotas a target's numbers count.
        is_at: whether a number of one target is where another target is asked for.
        recorded_claims: the ledger's claims of a resource.
        creates_of: what the ledger knows of a resource's Creates.
        first_use: what is used of an instance's quotas before the plan.
        settings_of: the settings of the provider of a number.
        parked: the parked numbers.
        released: when numbers were released in the last 180 days, in seconds since the epoch, by number.
        uses: what is used of the quotas, by instance.
        claims: the claims, by resource.
        claimed_by: the resource that claims an exact number that was not held before the plan, by number.
    """

    now: int
    key: str
    numbers: dict[str, PhoneNumber]
    is_there: Callable[[str], bool]
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
        """A resource's claims."""
        if resource not in self.claims:
            self.claims[resource] = dict(self.recorded_claims(resource))
        return self.claims[resource]

    def number_by_arn(self, phone_number_arn: str) -> PhoneNumber | None:
        """The number held with this ARN."""
        return next((each for each in self.numbers.values() if each.phone_number_arn == phone_number_arn), None)

    def use(self, instance_arn: str) -> QuotaUse:
        """What is used of an instance's quotas."""
        if instance_arn not in self.uses:
            self.uses[instance_arn] = self.first_use(instance_arn)
        return self.uses[instance_arn]

    def reserve(self, target_arn: str, operation: CountedOperation, leaving: int = 0) -> str | None:
        """Count an operation at a target's instance. Answers why the quotas refuse the operation, else None."""
        instance_arn = self.instance_of(target_arn)
        refusal = self.use(instance_arn).refusal(operation, leaving)
        if refusal is None:
            self.uses[instance_arn] = self.use(instance_arn).after(operation)
        return refusal

    def leave(self, target_arn: str) -> None:
        """Take one number off those held at a target's instance."""
        use = self.use(self.instance_of(target_arn))
        self.uses[self.instance_of(target_arn)] = use.without_held(1)

    def move(self, number: PhoneNumber, target_arn: str) -> str | None:
        """Move a number to another target. Answers why the quotas of its instance refuse the move, else None."""
        if self.instance_of(number.target_arn) != self.instance_of(target_arn):
            refusal = self.reserve(target_arn, CountedOperation.ARRIVAL)
            if refusal is not None:
                return refusal
            self.leave(number.target_arn)
        self.hold(replace(number, target_arn=target_arn))
        return None

    def hold(self, number: PhoneNumber) -> None:
        """Hold a number, or change a number that is held."""
        self.numbers[number.phone_number] = number

    def disown(self, number: PhoneNumber, tags: dict[str, str] | None = None) -> None:
        """Keep a number, with these tags alone. Default: with none."""
        self.hold(replace(number, tags=tags or {}))

    def park(self, number: PhoneNumber) -> None:
        """Keep a number for a later resource."""
        self.disown(number, {PARKED_TAG: str(self.now)})
        self.parked.append(ParkedNumber(number, self.instance_of(number.target_arn), self.now))


def shown(resource: Resource | None) -> str:
    """A resource as notes and reasons name it: by its stack's name, as the stack's id would fill a line."""
    if resource is None:
        return "nobody"
    return f"{resource.logical_resource_id} of the stack {resource.stack_name}"


def is_unknown_instance(instance_arn: str) -> bool:
    """Whether an ARN stands for an instance that only the deployment will know."""
    return UNKNOWN_INSTANCE in instance_arn


def planned_account(
    aws: Aws, ledger: Ledger, changes: Sequence[StackChange], settings_of: SettingsOf
) -> PlannedAccount:
    """The account before the first step.

    Args:
        aws: the account and Region.
        ledger: the ledger of the stacks.
        changes: the changes of the stacks that the plan is for.
        settings_of: the settings of the provider of a number.
    """
    targets, now = Targets(aws), clock.now()
    declared = [number for change in changes for number in change.numbers]
    numbers = _numbers(aws, ledger, declared)
    instances = {each.known_as: targets.instance_of(each.target_arn) for each in numbers.values()}
    sources = {
        each.phone_number: each.source_phone_number_arn for each in numbers.values() if each.source_phone_number_arn
    }
    assumed = next((settings_of(number).phone_numbers_per_instance for number in declared), None)

    def first_use(instance_arn: str) -> QuotaUse:
        if is_unknown_instance(instance_arn):
            return QuotaUse.of(assumed or DEFAULT_QUOTA, 0, (), now, source=QuotaSource.ASSUMED, known_since=now)
        quota = applied_quota(aws, ledger, instance_arn, assumed)
        looked_at = ledger.after_look(instances, sources, [instance_arn], now)
        return instance_quota(targets.instance(instance_arn), quota, ledger, looked_at, now).use

    return PlannedAccount(
        now,
        operation_key(moment_of(now), "Update", "plan"),
        numbers,
        targets.is_there,
        targets.instance_of,
        targets.is_at,
        ledger.claims_of,
        ledger.creates_of,
        first_use,
        settings_of,
        list(ledger.parked),
        ledger.released_since(now - WINDOW_SECONDS),
    )


def _numbers(aws: Aws, ledger: Ledger, declared: Iterable[DeclaredNumber]) -> dict[str, PhoneNumber]:
    """The numbers that are held, by number. Those that the plan may touch have their tags, which take a call each."""
    wanted = {parked.number.phone_number_arn for parked in ledger.parked}
    for number in declared:
        wanted |= {number.physical_id, *(str(number.given.get(name, "")) for name in _NAMED)}
        wanted |= {claim.phone_number_arn for claim in ledger.claims_of(number.resource).values()}
    summaries = list_numbers(aws)
    names = ("PhoneNumber", "PhoneNumberArn", "SourcePhoneNumberArn")
    touched = [each for each in summaries if wanted.intersection(each.get(name, "") for name in names)]
    described = {number.phone_number: number for number in describe_numbers(aws, touched)}
    return {each["PhoneNumber"]: PhoneNumber.from_summary(each) for each in summaries} | described
