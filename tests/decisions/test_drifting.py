"""How a number differs from what is recorded: each kind of difference, and what is none."""

from dataclasses import replace

import pytest

from connect_phone_numbers.decisions.drifting import (
    Drift,
    DriftKind,
    RecordedNumber,
    SeenNumber,
    drift_of,
    is_live,
    recorded_number,
)
from connect_phone_numbers.model.claim import Claim, Fate, Origin, State
from connect_phone_numbers.model.identity import PARKED_TAG, Resource
from connect_phone_numbers.model.phone_number import PhoneNumber
from connect_phone_numbers.properties.properties import Properties

INSTANCE = "arn:aws:connect:us-east-1:123456789012:instance/11111111-2222-3333-4444-555555555555"
OTHER = INSTANCE.replace("1111", "9999")
GROUP = "arn:aws:connect:us-east-1:123456789012:traffic-distribution-group/aaaa"
FLOW = f"{INSTANCE}/contact-flow/aaaaaaaa-2222-3333-4444-555555555555"
PLACE = "us-east-1/11111111-2222-3333-4444-555555555555"
RESOURCE = Resource("arn:aws:cloudformation:us-east-1:123456789012:stack/Sales/uuid", "Support")
OWNER = RESOURCE.owner_tags("claim-1")
ARN = "arn:aws:connect:us-east-1:123456789012:phone-number/1"

NUMBER = PhoneNumber(
    "+12065550100", "1", ARN, "US", "DID", INSTANCE, "Support", {**OWNER, "Team": "sales", "CostCenter": "of others"}
)
SEEN = SeenNumber(NUMBER, {PLACE: FLOW})
RECORDED = RecordedNumber(
    "+12065550100", ARN, RESOURCE, INSTANCE, {**OWNER, "Team": "sales"}, "Support", {PLACE: FLOW}, "operation"
)
PARKED = RecordedNumber("+12065550100", ARN, None, INSTANCE, {}, None, {}, "1")


def seen(flow: str = FLOW, **changes: object) -> SeenNumber:
    return SeenNumber(replace(NUMBER, **changes), {PLACE: flow} if flow else {})  # type: ignore[arg-type]


def test_nothing_has_changed() -> None:
    assert drift_of(RECORDED, SEEN, {}) == []


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (None, [Drift(DriftKind.GONE, ARN, "")]),
        (
            seen(status="FAILED", status_message="no room"),
            [Drift(DriftKind.FAILED, "CLAIMED", "FAILED: no room")],
        ),
        (seen(target_arn=OTHER), [Drift(DriftKind.TARGET, INSTANCE, OTHER)]),
        (seen(target_arn=GROUP), [Drift(DriftKind.TARGET, INSTANCE, GROUP)]),
        (seen(description=""), [Drift(DriftKind.DESCRIPTION, "Support", "")]),
        (seen(tags={**OWNER}), [Drift(DriftKind.TAG, "sales", "", "Team")]),
        (seen(tags={**OWNER, "Team": "ops"}), [Drift(DriftKind.TAG, "sales", "ops", "Team")]),
        (seen(flow=""), [Drift(DriftKind.CONTACT_FLOW, FLOW, "", PLACE)]),
        (seen(flow=FLOW[:-1] + "6"), [Drift(DriftKind.CONTACT_FLOW, FLOW, FLOW[:-1] + "6", PLACE)]),
    ],
)
def test_each_kind(shown: SeenNumber | None, expected: list[Drift]) -> None:
    assert drift_of(RECORDED, shown, {}) == expected


@pytest.mark.parametrize(
    ("tags", "actual"),
    [
        ({}, "nobody"),
        ({PARKED_TAG: "1"}, "parked"),
        (Resource("other", "Sales").owner_tags("claim-2"), "Sales of other"),
    ],
)
def test_another_owner_is_one_difference_whatever_the_other_tags(tags: dict[str, str], actual: str) -> None:
    assert drift_of(RECORDED, seen(tags=tags), {}) == [Drift(DriftKind.OWNER, str(RESOURCE), actual)]


def test_several_at_once() -> None:
    changed = seen(flow="", description="x", target_arn=OTHER, tags={**OWNER})
    assert [drift.kind for drift in drift_of(RECORDED, changed, {})] == [
        DriftKind.TARGET,
        DriftKind.TAG,
        DriftKind.DESCRIPTION,
        DriftKind.CONTACT_FLOW,
    ]


def test_the_default_group_stands_for_its_instance() -> None:
    """Replicating an instance moves its numbers there."""
    assert drift_of(RECORDED, seen(target_arn=GROUP), {GROUP: INSTANCE}) == []
    assert drift_of(replace(RECORDED, target_arn=GROUP), SEEN, {GROUP: INSTANCE}) == []
    assert drift_of(RECORDED, seen(target_arn=OTHER), {GROUP: INSTANCE}) != []


def test_a_flow_is_the_same_by_its_id_and_in_either_region() -> None:
    flow_id = FLOW.rpartition("/")[2]
    assert drift_of(RECORDED, seen(flow=flow_id), {}) == []
    assert drift_of(RECORDED, seen(flow=FLOW.replace("us-east-1", "us-west-2")), {}) == []


def test_tags_that_may_not_show_yet_are_not_compared() -> None:
    assert drift_of(replace(RECORDED, shows_tags=False), seen(tags={}), {}) == []


@pytest.mark.parametrize(
    ("tags", "actual"), [({}, "nobody"), ({**OWNER}, str(RESOURCE)), ({**OWNER, PARKED_TAG: "1"}, str(RESOURCE))]
)
def test_a_parked_number_is_tagged_as_parked_and_has_no_owner(tags: dict[str, str], actual: str) -> None:
    assert drift_of(PARKED, seen(tags=tags), {}) == [Drift(DriftKind.OWNER, "parked", actual)]
    assert drift_of(PARKED, seen(tags={PARKED_TAG: "7", "Team": "x"}, description="x"), {}) == []


CLAIM = Claim(
    "claim-1",
    INSTANCE,
    "operation",
    fate=Fate.GIVEN,
    state=State.HELD,
    phone_number="+12065550100",
    phone_number_arn=ARN,
    contact_flows={PLACE: FLOW, "us-west-2/x": ""},
)
PROPERTIES = Properties.parse(
    {
        "TargetArn": INSTANCE,
        "PhoneNumber": "+12065550100",
        "PhoneNumberDescription": "Support",
        "Tags": [{"Key": "Team", "Value": "sales"}],
    },
    RESOURCE.stack_id,
)


def test_what_is_to_be_comes_from_the_claim_and_the_properties() -> None:
    assert recorded_number(CLAIM, RESOURCE, PROPERTIES, "operation") == RECORDED


def test_without_properties_description_and_tags_of_the_user_are_not_known() -> None:
    recorded = recorded_number(CLAIM, RESOURCE, None, "operation")
    assert (recorded.tags, recorded.description) == (OWNER, None)
    assert drift_of(recorded, seen(description="x", tags={**OWNER}), {}) == []


def test_a_number_of_others_keeps_their_description_unless_it_is_given_one() -> None:
    others, nothing = replace(CLAIM, origin=Origin.OTHERS), replace(PROPERTIES, description="")
    assert recorded_number(others, RESOURCE, nothing, "").description is None
    assert recorded_number(others, RESOURCE, PROPERTIES, "").description == "Support"
    assert recorded_number(CLAIM, RESOURCE, nothing, "").description == ""


@pytest.mark.parametrize(
    ("state", "fate"),
    [
        (State.HELD, Fate.NEW),
        (State.HELD, Fate.DOOMED),
        *((state, Fate.GIVEN) for state in State if state is not State.HELD),
    ],
)
def test_only_what_cloudformation_was_given_is_compared(state: State, fate: Fate) -> None:
    assert is_live(CLAIM)
    assert not is_live(replace(CLAIM, state=state, fate=fate))
