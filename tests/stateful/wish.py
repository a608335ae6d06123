"""The properties that a template may ask for in a history."""

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
        selection: a key of SEARCHES; or BY_HAND, to adopt the first number that was claimed by hand.
        target: the index of the target.
        flow: the index of one of the target's two flows, or None.
        description: "" for none.
        team: the value of a tag, "" for none.
        release_policy: a ReleasePolicy.
        take_parked: whether the create may take a parked number.
        release_on_delete: whether an adopted number is released in the end.
        target_is_of_stack: whether the target is deleted with the stack, so that no number may be parked there.
    """

    selection: str = "any"
    target: int = 0
    flow: int | None = None
    description: str = ""
    team: str = ""
    release_policy: str = "RELEASE_WITHIN_BUDGET"
    take_parked: bool = True
    release_on_delete: bool = False
    target_is_of_stack: bool = False

    def properties(self, targets: list[tuple[str, tuple[str, str]]], by_hand: list[tuple[str, str]]) -> dict[str, Any]:
        """The properties as CloudFormation sends them.

        Args:
            targets: the ARN and the flows of each target.
            by_hand: the numbers that were claimed by hand, and their targets.
        """
        target_arn, flow_arns = targets[self.target]
        selection = SEARCHES.get(self.selection, SEARCHES["any"])
        if self.selection == BY_HAND and by_hand:
            number, target_arn = by_hand[0]
            flow_arns = next(flows for arn, flows in targets if arn == target_arn)
            selection = {
                "PhoneNumber": number,
                "Adopt": "true",
                "ReleaseAdopted": "true" if self.release_on_delete else "false",
            }
        return {
            "TargetArn": target_arn,
            "PhoneNumberDescription": self.description,
            "Tags": [{"Key": "team", "Value": self.team}] if self.team else [],
            "ContactFlowArns": [] if self.flow is None else [flow_arns[self.flow]],
            "ReleasePolicy": self.release_policy,
            "TakeParked": "true" if self.take_parked else "false",
            **({"TargetIsOfStack": "true"} if self.target_is_of_stack else {}),
            **selection,
        }


WISHES = st.builds(
    Wish,
    selection=st.sampled_from([*SEARCHES, BY_HAND]),
    target=st.sampled_from([0, 0, 0, 1, 2]),
    flow=st.sampled_from([None, 0, 1]),
    description=st.sampled_from(["", "Support"]),
    team=st.sampled_from(["", "support"]),
    release_policy=st.sampled_from(["RELEASE_WITHIN_BUDGET", "PARK", "RELEASE"]),
    take_parked=st.booleans(),
    release_on_delete=st.booleans(),
    target_is_of_stack=st.booleans(),
)
