"""What a construct asks its custom resource to claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .phone_number_search import PhoneNumberSearch
from .phone_number_target import PhoneNumberTarget
from .release_policy import ReleasePolicy


@dataclass(frozen=True, kw_only=True)
class PhoneNumberClaim:
    """A number to claim, by itself or by a search, and what to make of it.

    Attributes:
        contact_flow_arns: the flows that calls enter, one per instance: a number of a traffic distribution group has
            one in each Region.
        adopt_parked: whether a parked number will do.
        adopt: whether the exact number is one that the target holds already.
        release_adopted: whether such a number is released in the end, rather than given back.
    """

    target: PhoneNumberTarget
    phone_number: str | None
    search: PhoneNumberSearch | None
    description: str | None
    tags: Mapping[str, str]
    contact_flow_arns: tuple[str, ...]
    release_policy: ReleasePolicy = ReleasePolicy.RELEASE_WITHIN_BUDGET
    adopt_parked: bool = True
    adopt: bool = False
    release_adopted: bool = False

    def properties(self) -> dict[str, object]:
        """The custom resource's properties but for the tags, without those that are not given."""
        properties: dict[str, object] = {"TargetArn": self.target.arn}
        if self.phone_number is not None:
            properties["PhoneNumber"] = self.phone_number
        if self.search is not None:
            properties["PhoneNumberCountryCode"] = self.search.country_code
            properties["PhoneNumberType"] = str(self.search.type)
            if self.search.prefixes:
                properties["PhoneNumberPrefixes"] = list(self.search.prefixes)
        if self.description is not None:
            properties["PhoneNumberDescription"] = self.description
        if self.contact_flow_arns:
            properties["ContactFlowArns"] = list(self.contact_flow_arns)
        if self.release_policy != ReleasePolicy.RELEASE_WITHIN_BUDGET:
            properties["ReleasePolicy"] = str(self.release_policy)
        if not self.adopt_parked:
            # CloudFormation would make this text of a boolean.
            properties["AdoptParked"] = "false"
        if self.adopt:
            properties["Adopt"] = "true"
        if self.release_adopted:
            properties["ReleaseAdopted"] = "true"
        return properties
