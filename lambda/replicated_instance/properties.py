"""The resource's properties, as CloudFormation sends them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from connect_phone_numbers.model.arn import ConnectArn
from connect_phone_numbers.model.message import shown
from connect_phone_numbers.properties.checks import given_properties, own_instance, unknown_property_problems

PROPERTIES = frozenset({"InstanceArn", "ReplicaRegion", "ReplicaAlias"})

# Connect service model 2017-08-08: AwsRegion, DirectoryAlias.
_REGION = re.compile(r"[a-z]{2}(-[a-z]{1,12}){1,2}-[0-9]")
_ALIAS = re.compile(r"(?!d-)[0-9a-zA-Z](-*[0-9a-zA-Z])*")
_ALIAS_LENGTH = 45


@dataclass(frozen=True)
class Properties:
    """What the template asks for.

    Attributes:
        instance: the instance to replicate.
        replica_region: the Region of the replica.
        replica_alias: the replica's alias; "" where none is given.
    """

    instance: ConnectArn
    replica_region: str
    replica_alias: str

    @property
    def replica_arn(self) -> str:
        """The replica's ARN. It has the same id as the instance.

        https://docs.aws.amazon.com/connect/latest/adminguide/create-replica-connect-instance.html
        """
        return self.instance.value.replace(f":{self.instance.region}:", f":{self.replica_region}:", 1)

    @classmethod
    def parse(cls, properties: Mapping[str, Any], stack_id: str) -> Self:
        """Read and check ResourceProperties.

        Raises:
            ValueError: a property is missing, wrong or unknown. The message lists all of them.
        """
        return cls._read(properties, stack_id, unknown_property_problems(properties, PROPERTIES))

    @classmethod
    def of_the_past(cls, properties: Mapping[str, Any], stack_id: str) -> Self | None:
        """The properties of a Delete, which are never refused; None where they can't be read.

        Unknown properties, which a newer construct may have given, do not matter.
        """
        try:
            return cls._read(properties, stack_id, [])
        except ValueError:
            return None

    @classmethod
    def _read(cls, properties: Mapping[str, Any], stack_id: str, problems: list[str]) -> Self:
        given = given_properties(properties)
        why = "an instance is replicated from where it was created"
        instance = own_instance(given.get("InstanceArn"), stack_id, problems, why)
        region = given.get("ReplicaRegion")
        if not isinstance(region, str) or not _REGION.fullmatch(region):
            problems.append(f"ReplicaRegion {shown(region)} is not a Region, for example us-west-2")
        elif instance is not None and region == instance.region:
            problems.append(f"ReplicaRegion {region!r} is the Region of the instance itself: give another")
        alias = given.get("ReplicaAlias", "")
        if alias != "" and not _is_alias(alias):
            problems.append(
                f"ReplicaAlias {shown(alias)} is not allowed: give at most {_ALIAS_LENGTH} letters, digits and "
                "hyphens, without d- at the start"
            )
        if problems or instance is None:
            raise ValueError("; ".join(problems))
        return cls(instance, str(region), str(alias))


def _is_alias(alias: object) -> bool:
    # The length is checked first: the pattern is slow with a long text that does not match.
    return isinstance(alias, str) and len(alias) <= _ALIAS_LENGTH and _ALIAS.fullmatch(alias) is not None
