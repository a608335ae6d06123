"""What a template may ask for in a history."""

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

SEARCHES: dict[str, dict[str, Any]] = {
    "any": {"PhoneNumberCountryCode": "US", "PhoneNumberType": "DID"},
    "+1206": {"PhoneNumberCountryCode": "US", "PhoneNumberType": "DID", "PhoneNumberPrefixes": ["+1206"]},
    "+1425 or +1512": {
        "PhoneNumberCountryCode": "US",
        "PhoneNumberType": "DID",
        "PhoneNumberPrefixes": ["+1425", "+1512"],
    },
    "free": {"PhoneNumber": "+12065550142"},
    "another free": {"PhoneNumber": "+14255550111"},
    "somebody else's": {"PhoneNumber": "+12065550101"},
}
BY_HAND = "by hand"


@dataclass(frozen=True)
class Wish:
    """A resource's properties.

    Attributes:
        selection: a key of SEARCHES, or BY_HAND: take over the number that was claimed by hand first.
        instance: which of the two.
        flow: which of the instance's two, or None.
        description: "" for none.
        team: the value of a tag, "" for none.
        release_policy: a ReleasePolicy.
        adopt_parked: whether a parked number will do.
    """

    selection: str = "any"
    instance: int = 0
    flow: int | None = None
    description: str = ""
    team: str = ""
    release_policy: str = "RELEASE_WITHIN_BUDGET"
    adopt_parked: bool = True

    def properties(self, instances: list[tuple[str, tuple[str, str]]], by_hand: list[str]) -> dict[str, Any]:
        """As CloudFormation sends them.

        Args:
            instances: the ARN and the flows of each.
            by_hand: numbers that were claimed by hand.
        """
        instance_arn, flow_arns = instances[self.instance]
        selection = SEARCHES.get(self.selection, SEARCHES["any"])
        if self.selection == BY_HAND and by_hand:
            selection = {"PhoneNumber": by_hand[0], "Adopt": "true"}
        return {
            "TargetArn": instance_arn,
            "PhoneNumberDescription": self.description,
            "Tags": [{"Key": "team", "Value": self.team}] if self.team else [],
            "ContactFlowArns": [] if self.flow is None else [flow_arns[self.flow]],
            "ReleasePolicy": self.release_policy,
            "AdoptParked": "true" if self.adopt_parked else "false",
            **selection,
        }


WISHES = st.builds(
    Wish,
    selection=st.sampled_from([*SEARCHES, BY_HAND]),
    instance=st.sampled_from([0, 0, 0, 1]),
    flow=st.sampled_from([None, 0, 1]),
    description=st.sampled_from(["", "Support"]),
    team=st.sampled_from(["", "support"]),
    release_policy=st.sampled_from(["RELEASE_WITHIN_BUDGET", "PARK", "RELEASE"]),
    adopt_parked=st.booleans(),
)
