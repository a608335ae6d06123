"""The claim that a construct declares, as properties of its custom resource."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from aws_cdk.interfaces.aws_connect import IInstanceRef, ITrafficDistributionGroupRef

from ..phone_number_search import PhoneNumberSearch
from ..release_policy import ReleasePolicy
from .tokens import is_token


@dataclass(frozen=True)
class PhoneNumberTarget:
    """The target of a number: an instance or a traffic distribution group.

    Attributes:
        arn: its ARN, which may be a token. A value that is no ARN is kept as it is, and the rules refuse it.
        may_be_instance: False if it is known to be a traffic distribution group.
        may_be_traffic_distribution_group: False if it is known to be an instance.
    """

    arn: str
    may_be_instance: bool
    may_be_traffic_distribution_group: bool

    @classmethod
    def of(cls, target: IInstanceRef | ITrafficDistributionGroupRef | str) -> Self:
        """The target of a construct or an ARN."""
        if hasattr(target, "traffic_distribution_group_ref"):
            arn = target.traffic_distribution_group_ref.traffic_distribution_group_arn
            return cls(arn, may_be_instance=False, may_be_traffic_distribution_group=True)
        if hasattr(target, "instance_ref"):
            return cls(target.instance_ref.instance_arn, may_be_instance=True, may_be_traffic_distribution_group=False)
        # Around a token, as in f"arn:aws:connect:{stack.region}:…:instance/…", the kind can still be read.
        text = str(target)
        return cls(
            target,
            may_be_instance=":traffic-distribution-group/" not in text,
            may_be_traffic_distribution_group=":instance/" not in text,
        )

    @property
    def is_instance(self) -> bool:
        """Whether the target is known to be an instance."""
        return self.may_be_instance and not self.may_be_traffic_distribution_group

    @property
    def is_known(self) -> bool:
        """Whether the ARN is known at synthesis."""
        return not is_token(self.arn)


@dataclass(frozen=True, kw_only=True)
class PhoneNumberClaim:
    """A number to claim, exact or by a search, with its description, tags and flows.

    Attributes:
        contact_flow_arns: the flows that calls enter, one per instance: a number of a traffic distribution group has
            one in each Region.
        contact_flows_mirrored: whether the service gives a group's number the same flow in both Regions.
        take_parked: whether the create takes a parked number that fits.
        adopt: whether the target already holds the exact number.
        release_adopted: whether an adopted number is released in the end, instead of given back.
        source_phone_number_arn: the ARN of the number of AWS End User Messaging that is imported.
    """

    target: PhoneNumberTarget
    phone_number: str | None
    search: PhoneNumberSearch | None
    description: str | None
    tags: Mapping[str, str]
    contact_flow_arns: tuple[str, ...]
    release_policy: ReleasePolicy = ReleasePolicy.RELEASE_WITHIN_BUDGET
    take_parked: bool = True
    adopt: bool = False
    release_adopted: bool = False
    contact_flows_mirrored: bool = True
    source_phone_number_arn: str | None = None

    def properties(self) -> dict[str, object]:
        """The custom resource's properties, except the tags. A value that is not given has no property."""
        properties: dict[str, object] = {"TargetArn": self.target.arn, **self._selection()}
        if self.description is not None:
            properties["PhoneNumberDescription"] = self.description
        if self.contact_flow_arns:
            properties["ContactFlowArns"] = list(self.contact_flow_arns)
        if self.release_policy != ReleasePolicy.RELEASE_WITHIN_BUDGET:
            properties["ReleasePolicy"] = str(self.release_policy)
        # CloudFormation would turn a boolean into text.
        flags = {
            "TakeParked": "" if self.take_parked else "false",
            "ContactFlowsMirrored": "" if self.contact_flows_mirrored else "false",
            "Adopt": "true" if self.adopt else "",
            "ReleaseAdopted": "true" if self.release_adopted else "",
        }
        return properties | {name: flag for name, flag in flags.items() if flag}

    def _selection(self) -> dict[str, object]:
        """The properties that select the number."""
        selection: dict[str, object] = {}
        if self.phone_number is not None:
            selection["PhoneNumber"] = self.phone_number
        if self.source_phone_number_arn is not None:
            selection["SourcePhoneNumberArn"] = self.source_phone_number_arn
        if self.search is not None:
            selection["PhoneNumberCountryCode"] = self.search.country_code
            selection["PhoneNumberType"] = str(self.search.type)
            if self.search.prefixes:
                selection["PhoneNumberPrefixes"] = list(self.search.prefixes)
        return selection
