"""A ledger as it was at one moment: all its items. Reading it changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from boto3.dynamodb.types import TypeDeserializer
from botocore.exceptions import ClientError

from connect_phone_numbers.core.claim import Claim
from connect_phone_numbers.core.identity import Resource
from connect_phone_numbers.ledger import RESOURCE_PARTITION, claims_from
from connect_phone_numbers.operations import partition
from connect_phone_numbers.parking import PARKED_PARTITION, ParkedNumber, parked_from
from connect_phone_numbers.service_call import error_code
from connect_phone_numbers.table import Item

from ..aws.aws import Aws
from ..problem import Problem


@dataclass(frozen=True)
class Ledger:
    """A ledger's items.

    Attributes:
        table_name: its DynamoDB table.
        items: all of them.
        assumed_quota: what its provider assumes where Service Quotas does not tell; None for the default.
    """

    table_name: str
    items: Sequence[Item] = field(repr=False)
    assumed_quota: int | None = None

    def query(self, partition: str) -> list[Item]:
        """A partition's items, as `Table.query` gives them."""
        return sorted((item for item in self.items if item["PK"] == partition), key=lambda item: str(item["SK"]))

    def operations_at(self, instance_arn: str) -> list[Item]:
        """An instance's claims, releases and arrivals."""
        return [item for item in self.query(partition(instance_arn)) if "Kind" in item]

    def version_of(self, instance_arn: str) -> int:
        """The version of an instance's history."""
        return next((int(each.get("Version", 0)) for each in self.query(partition(instance_arn)) if _is_use(each)), 0)

    @property
    def parked(self) -> list[ParkedNumber]:
        """The parked numbers that it lists."""
        return [parked_from(item) for item in self.query(PARKED_PARTITION)]

    @property
    def listing(self) -> tuple[dict[str, str], int | None]:
        """The instance of each number as the provider listed them last, and when; None for never."""
        item = next(iter(self.query("LISTING")), {})
        numbers = {number: instance for instance, each in item.get("Numbers", {}).items() for number in each}
        return numbers, int(item["ReadAt"]) if "ReadAt" in item else None

    @property
    def resources(self) -> dict[Resource, Item]:
        """The items of resources."""
        return {_resource(item): item for item in self.items if item["PK"].startswith(RESOURCE_PARTITION)}

    def claims_of(self, resource: Resource) -> list[Claim]:
        """A resource's claims."""
        return list(claims_from(self.resources.get(resource, {}), resource).values())

    @property
    def owners(self) -> dict[str, Resource]:
        """The resource that claims each number, by the number's ARN."""
        return {
            claim.phone_number_arn: resource
            for resource in self.resources
            for claim in self.claims_of(resource)
            if claim.phone_number_arn
        }


def read_ledger(aws: Aws, table_name: str, assumed_quota: int | None = None) -> Ledger:
    """Read a whole ledger.

    Raises:
        Problem: there is no such table.
    """
    deserializer = TypeDeserializer()
    pages = aws.dynamodb().get_paginator("scan").paginate(TableName=table_name, ConsistentRead=True)
    try:
        items = [
            {name: deserializer.deserialize(value) for name, value in item.items()}
            for page in pages
            for item in page["Items"]
        ]
    except ClientError as error:
        if error_code(error) != "ResourceNotFoundException":
            raise
        raise Problem(
            f"There is no DynamoDB table {table_name} in {aws.region}. connect-numbers doctor shows the ledgers that "
            "there are."
        ) from error
    return Ledger(table_name, items, assumed_quota)


def empty_ledger() -> Ledger:
    """What a provider starts with."""
    return Ledger("", [])


def _is_use(item: Item) -> bool:
    return bool(item["SK"] == "USE")


def _resource(item: Item) -> Resource:
    stack_id, _, logical_resource_id = item["PK"].removeprefix(RESOURCE_PARTITION).rpartition("#")
    return Resource(stack_id, logical_resource_id)
