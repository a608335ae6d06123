"""The ledger as it was at one moment: all its items. Reading it changes nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from connect_phone_numbers.decisions.dooming import Creates
from connect_phone_numbers.errors import ResourceNotFoundError
from connect_phone_numbers.ledger.layout import (
    LISTED_INSTANCE,
    LISTING,
    OPERATION,
    PARKED,
    QUOTA,
    RESOURCE,
    claims_from,
    creates_from,
    quota_key,
    quota_state_from,
    resource_of,
)
from connect_phone_numbers.ledger.parked_numbers import ParkedNumber, parked_from
from connect_phone_numbers.ledger.table import Item, Table
from connect_phone_numbers.model.claim import Claim
from connect_phone_numbers.model.identity import Resource
from connect_phone_numbers.quota.applied_quotas import remembered
from connect_phone_numbers.quota.arithmetic import AppliedQuota, CountedOperation
from connect_phone_numbers.quota.claims_by_others import Changes, changes_between
from connect_phone_numbers.rebuild_ledger.ledger_contents import operations_in

from ..aws.aws import Aws
from ..problem import Problem


@dataclass(frozen=True)
class Ledger:
    """A ledger's items.

    Attributes:
        table_name: its DynamoDB table.
        is_there: whether there is such a table; where there is none, the first deployment makes it.
    """

    table_name: str
    items: Sequence[Item] = field(default=(), repr=False)
    is_there: bool = True

    @cached_property
    def parked(self) -> list[ParkedNumber]:
        """The parked numbers that it lists, those that are being released included."""
        return [parked_from(item) for item in self._partition(PARKED)]

    @cached_property
    def resources(self) -> dict[Resource, Item]:
        """The records of resources."""
        return {resource_of(item["PK"]): item for item in self.items if item["PK"].startswith(RESOURCE)}

    def claims_of(self, resource: Resource) -> dict[str, Claim]:
        """A resource's claims, by claim id."""
        return claims_from(self.resources.get(resource, {}), resource)

    def creates_of(self, resource: Resource) -> Creates:
        """What is known of a resource's Creates."""
        return creates_from(self.resources.get(resource, {}))

    @cached_property
    def owners(self) -> dict[str, Resource]:
        """The resource that claims each number, by the number's ARN."""
        claims = [(resource, claim) for resource in self.resources for claim in self.claims_of(resource).values()]
        return {claim.phone_number_arn: resource for resource, claim in claims if claim.phone_number_arn}

    def operations_at(self, instance_arn: str) -> list[Item]:
        """An instance's claims, releases and arrivals, by time."""
        found = [item for item in self._partition(f"{QUOTA}{instance_arn}") if item["SK"].startswith(OPERATION)]
        return sorted(found, key=lambda item: str(item["SK"]))

    def released_since(self, since: int) -> dict[str, int]:
        """The numbers whose last operation is a release, by way of the ledger or as others were seen to do it.

        Args:
            since: in seconds since the epoch; what was released before is left out.
        """
        items = [item for item in self.items if item["PK"].startswith(QUOTA) and item["SK"].startswith(OPERATION)]
        events = sorted((event for item in items for event in operations_in(item)), key=lambda event: event.at)
        last = {event.phone_number: event for event in events}
        released = [event for event in last.values() if event.kind == CountedOperation.RELEASE and event.at > since]
        return {event.phone_number: event.at for event in released}

    def quota_of(self, instance_arn: str) -> AppliedQuota | None:
        """An instance's quota as the provider was told it last; None where it was not."""
        item = self._item(quota_key(instance_arn))
        return remembered(item) if "Quota" in item else None

    def after_look(
        self, numbers: Mapping[str, str], sources: Mapping[str, str], instances: Collection[str], now: int
    ) -> Changes:
        """What the provider's next looks at the account's numbers make of the ledger.

        A number that is gone counts as released at once: the provider looks twice, two minutes apart, and waits for
        that.

        Args:
            numbers: the instance of each number that there is now.
            sources: the ARN of each imported one, by the number in E.164.
            instances: those that are asked about.
            now: in seconds since the epoch.
        """
        listed = [item for item in self._partition(LISTING) if item["SK"].startswith(LISTED_INSTANCE)]
        before = {
            sources.get(number, number): str(item["InstanceArn"])
            for item in listed
            for number in item["Numbers"].split()
        }
        missing = dict.fromkeys(before.keys() - numbers.keys(), 0)
        arns = {*before.values(), *numbers.values(), *instances}
        states = {arn: quota_state_from(self._item(quota_key(arn)), arn) for arn in arns}
        return changes_between(before, numbers, states, missing, now)

    def _partition(self, name: str) -> list[Item]:
        return [item for item in self.items if item["PK"] == name]

    def _item(self, key: Mapping[str, str]) -> Item:
        return next((item for item in self._partition(key["PK"]) if item["SK"] == key["SK"]), {})


def read_ledger(aws: Aws, table_name: str) -> Ledger:
    """The whole ledger; one that is not there is empty."""
    try:
        return Ledger(table_name, Table(aws.dynamodb(), table_name).scan())
    except ResourceNotFoundError:
        return Ledger(table_name, is_there=False)


def require_ledger(aws: Aws, table_name: str) -> Ledger:
    """The whole ledger.

    Raises:
        Problem: it is not there.
    """
    ledger = read_ledger(aws, table_name)
    if not ledger.is_there:
        raise Problem(
            f"There is no ledger yet: no DynamoDB table {table_name} in {aws.region}. The first deployment of a phone "
            "number makes it. Check --region and --profile, or name another table with --ledger."
        )
    return ledger
