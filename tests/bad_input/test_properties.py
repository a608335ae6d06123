"""Whatever stands in a property is used as it is, or refused in a clear sentence; of the past, nothing is refused."""

from collections.abc import Callable
from typing import Any

import pytest

from connect_phone_numbers.errors import PhoneNumberError
from connect_phone_numbers.properties.ending_properties import Ending, ReleasePolicy
from connect_phone_numbers.properties.properties import PROPERTIES, Properties
from connect_phone_numbers.properties.selection_properties import selection_of
from connect_phone_numbers.quota import increase
from replicated_instance.properties import Properties as ReplicaProperties
from tests.bad_input.places import PLACES, Place
from tests.bad_input.sentence import assert_clear
from tests.bad_input.values import MISSING, TEXTS, VALUES, with_value
from tests.simulation.world import World
from traffic_distribution.distribution_step import Distributed
from traffic_distribution.user_step import GroupUser

STACK_ID = "arn:aws:cloudformation:us-east-1:123456789012:stack/app/1"
INSTANCE = "arn:aws:connect:us-east-1:123456789012:instance/0b1c"
FLOW = f"{INSTANCE}/contact-flow/77aa"
SEARCH = {"TargetArn": INSTANCE, "PhoneNumberCountryCode": "US", "PhoneNumberType": "DID"}
EXACT = {"TargetArn": INSTANCE, "PhoneNumber": "+12065550100"}
IMPORT = {
    "TargetArn": INSTANCE,
    "SourcePhoneNumberArn": "arn:aws:sms-voice:us-east-1:123456789012:phone-number/phone-0b1c",
}
REPLICA = {"InstanceArn": INSTANCE, "ReplicaRegion": "us-west-2", "ReplicaAlias": "resilient"}
RIGHT_OF_A_REPLICA = {
    "InstanceArn": set[str](),
    "ReplicaRegion": set[str](),
    "ReplicaAlias": {"missing", "null", "empty", "a word", "digits"},
}
SOME = ["missing", "a word", "newlines", "too long", "half of a surrogate pair", "true", "a map", "deep"]
"""Values of every kind."""
RUBBISH: list[Any] = [None, [], [[]], "text", 7, True, {}, {"Unknown": "shape"}, {"TargetArn": []}]


def properties_with(place: Place, value: Any, base: dict[str, Any] | None = None) -> dict[str, Any]:
    base = base or {"search": SEARCH, "exact": EXACT, "import": IMPORT}[place.base]
    return with_value(base, place.name, MISSING if value is MISSING else place.build(value))


def cases(place: Place) -> dict[str, Any]:
    """The values, without one that is missing where a list or a tag around it would be there."""
    is_whole = place.build(MISSING) is MISSING
    return {name: value for name, value in VALUES.items() if is_whole or value is not MISSING}


def parsed_increase(properties: Any, stack_id: str) -> Any:
    """As a step reads them."""
    try:
        return increase._parsed(properties, stack_id, "Increase")
    except PhoneNumberError as error:
        raise ValueError(str(error)) from None


def refusal(parse: Callable[[Any, str], Any], properties: Any) -> str:
    """As CloudFormation is told it."""
    with pytest.raises(ValueError) as caught:
        parse(properties, STACK_ID)
    return str(PhoneNumberError(f"Invalid phone number {'N' * 200}: {caught.value}."))


def test_every_property_has_its_place() -> None:
    assert {place.name for place in PLACES.values()} == PROPERTIES


@pytest.mark.parametrize("where", PLACES)
def test_what_is_wrong_is_refused_by_name_and_what_is_right_is_taken(where: str) -> None:
    place = PLACES[where]
    for name, value in cases(place).items():
        properties = properties_with(place, value)
        if name in place.right:
            Properties.parse(properties, STACK_ID)
        else:
            reason = refusal(Properties.parse, properties)
            assert place.name in reason, name
            assert_clear(reason)


@pytest.mark.parametrize("property_name", RIGHT_OF_A_REPLICA)
def test_so_it_is_with_a_replicated_instance(property_name: str) -> None:
    for name, value in VALUES.items():
        properties = with_value(REPLICA, property_name, value)
        if name in RIGHT_OF_A_REPLICA[property_name]:
            ReplicaProperties.parse(properties, STACK_ID)
        else:
            reason = refusal(ReplicaProperties.parse, properties)
            assert property_name in reason, name
            assert_clear(reason)


SHARES = {"Distributions": [{"Region": "us-east-1", "Percentage": "70"}, {"Region": "us-west-2", "Percentage": "30"}]}
OF_GROUP = {"TrafficDistributionGroupArn": INSTANCE.replace("instance", "traffic-distribution-group")}
OF_OTHER_TYPES: dict[str, tuple[Callable[[Any, str], Any], dict[str, Any]]] = {
    "distribution": (Distributed.parse, {**OF_GROUP, "TelephonyConfig": SHARES}),
    "group's user": (GroupUser.parse, {**OF_GROUP, "UserArn": f"{INSTANCE}/agent/2a3b"}),
    "quota increase": (parsed_increase, {"InstanceArn": INSTANCE, "DesiredValue": "20"}),
}


@pytest.mark.parametrize("resource_type", OF_OTHER_TYPES)
def test_so_it_is_with_a_resource_of_another_type(resource_type: str) -> None:
    parse, right = OF_OTHER_TYPES[resource_type]
    parse(right, STACK_ID)
    for property_name in right:
        for name, value in VALUES.items():
            reason = refusal(parse, with_value(right, property_name, value))
            assert property_name in reason, name
            assert_clear(reason)
    assert "unknown property 'OfTomorrow'" in refusal(parse, {**right, "OfTomorrow": "x"})


@pytest.mark.parametrize("member", ["Region", "Percentage"])
def test_so_it_is_with_a_share_of_a_distribution(member: str) -> None:
    for name, value in VALUES.items():
        share = with_value({"Region": "us-west-2", "Percentage": "30"}, member, value)
        wrong = {"TelephonyConfig": {"Distributions": [SHARES["Distributions"][0], share]}}
        reason = refusal(Distributed.parse, {**OF_GROUP, **wrong})
        assert "TelephonyConfig" in reason, name
        assert_clear(reason)


def test_all_that_is_wrong_is_said_at_once_and_briefly() -> None:
    reason = refusal(Properties.parse, {name: VALUES["too long"] for name in PROPERTIES})
    assert_clear(reason)
    for name in ("TargetArn", "PhoneNumber", "Tags"):
        assert name in reason


@pytest.mark.parametrize("quote", ['"', "\\", "\x01", "\U0001f4de", "\ud800"])
def test_what_takes_many_bytes_in_json_still_fits(quote: str) -> None:
    wrong: dict[str, Any] = {**SEARCH, **{name: quote * 5_000 for name in ("ReleasePolicy", "Adopt", "TakeParked")}}
    wrong |= {"Tags": [{"Key": f"{quote * 400}{number}", "Value": "v"} for number in range(40)]}
    wrong |= {"PhoneNumberPrefixes": [quote * 400] * 40, quote * 400: "unknown"}
    assert_clear(refusal(Properties.parse, wrong))


@pytest.mark.parametrize(
    ("property_name", "meant"),
    [
        ("PhoneNumberPrefix", "PhoneNumberPrefixes"),
        ("Description", "PhoneNumberDescription"),
        ("targetArn", "TargetArn"),
        ("ContactFlowArn", "ContactFlowArns"),
        ("NumberOfTomorrow", ""),
    ],
)
def test_a_property_that_does_not_exist_is_refused_with_what_may_be_meant(property_name: str, meant: str) -> None:
    reason = refusal(Properties.parse, {**SEARCH, property_name: "x"})
    assert f"unknown property '{property_name}': " in reason
    assert "the provider may be older than the construct" in reason
    assert not meant or f"did you mean {meant}?" in reason


@pytest.mark.parametrize("own", ["ServiceToken", "ServiceTimeout"])
def test_cloudformations_own_properties_are_not_unknown(own: str) -> None:
    Properties.parse({**SEARCH, own: "x"}, STACK_ID)
    ReplicaProperties.parse({**REPLICA, own: "x"}, STACK_ID)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"PhoneNumber": "+12065550100"}, "give one of PhoneNumber, SourcePhoneNumberArn and PhoneNumberCountryCode"),
        ({"PhoneNumberCountryCode": "", "PhoneNumber": "+12065550100"}, "PhoneNumberType goes with"),
        ({"Adopt": "true"}, "Adopt goes with PhoneNumber"),
        ({"Tags": [{"Key": "k", "Value": "1"}, {"Key": "k", "Value": "2"}]}, "the key 'k' is given more than once"),
        ({"Tags": [{"Key": "k", "Value": "1", "PropagateAtLaunch": "true"}]}, "is not a list of {Key, Value}"),
        ({"Tags": [{"Key": "AWS:x", "Value": "1"}]}, "the key 'AWS:x' is not allowed"),
        ({"Tags": [{"Key": "a\tb", "Value": "1"}]}, r"the key 'a\tb' is not allowed"),
        ({"ContactFlowArns": [FLOW.replace("instance/", "instance/0")]}, "belongs to another instance than the target"),
        ({"ContactFlowArns": [FLOW.replace("us-east-1", "us-west-2")]}, "belongs to another instance than the target"),
    ],
)
def test_what_does_not_go_together_is_refused(change: dict[str, Any], says: str) -> None:
    reason = refusal(Properties.parse, {**SEARCH, **change})
    assert says in reason
    assert_clear(reason)


@pytest.mark.parametrize(
    ("flows", "says"),
    [
        ([FLOW.replace("123456789012", "210987654321")], "in another account than the target"),
        ([FLOW, FLOW + "0"], "two flows for us-east-1"),
    ],
)
def test_flows_that_a_number_of_a_group_could_not_have_are_refused(flows: list[str], says: str) -> None:
    group = INSTANCE.replace("instance", "traffic-distribution-group")
    assert says in refusal(Properties.parse, {**SEARCH, "TargetArn": group, "ContactFlowArns": flows})


class TestOfThePast:
    """A Delete's, and the old ones of an Update."""

    @pytest.mark.parametrize("where", PLACES)
    def test_nothing_is_refused(self, where: str) -> None:
        place = PLACES[where]
        for name, value in cases(place).items():
            properties = properties_with(place, value)
            selection_of(properties)
            ending = Ending.of(properties)
            # A policy that can't be read may be one that keeps the number; one that may be others' is not released.
            if where == "ReleasePolicy":
                assert ending.release_policy is (ReleasePolicy.PARK if name not in place.right else DEFAULT), name
            if where == "Adopt":
                assert ending.is_adopted is (name not in place.right), name
            if where == "ReleaseAdopted":
                assert not ending.release_adopted or name == "true", name

    @pytest.mark.parametrize("property_name", [*RIGHT_OF_A_REPLICA, "OfTomorrow"])
    def test_nor_of_a_replicated_instance(self, property_name: str) -> None:
        for value in VALUES.values():
            ReplicaProperties.of_the_past(with_value(REPLICA, property_name, value), STACK_ID)

    @pytest.mark.parametrize("where", PLACES)
    @pytest.mark.parametrize("name", SOME)
    def test_a_delete_ends_the_number(self, world: World, where: str, name: str) -> None:
        if name not in cases(PLACES[where]):
            return
        resource = world.resource()
        created = resource.create(world.search)
        properties = properties_with(PLACES[where], VALUES[name], {**world.search})
        deleted = resource.delete(properties, created.physical_resource_id)
        assert deleted.succeeded, deleted.reason
        is_kept = where in ("ReleasePolicy", "Adopt") and name not in PLACES[where].right
        assert world.held() == ([created.data["PhoneNumber"]] if is_kept else [])

    @pytest.mark.parametrize("rubbish", RUBBISH, ids=repr)
    def test_rubbish(self, world: World, rubbish: Any) -> None:
        resource = world.resource()
        arn = resource.create(world.search).physical_resource_id
        changed = {**world.search, "ReleasePolicy": "RELEASE"}
        updated = resource.run({**resource.update_event({}, changed, arn), "OldResourceProperties": rubbish})
        assert updated.physical_resource_id == arn, updated.reason
        deleted = resource.delete_event({}, arn)
        # CloudFormation's double reads a property of its own there.
        invoked = world.invoke({**deleted, "ResourceProperties": rubbish})
        world.settle()
        assert invoked == {"Arrival": "NEWEST"}
        assert world.held() == []

    @pytest.mark.parametrize(
        "named", ["claim-0", "rubbish", "arn:", "Stack-Support-1A2B3C", "\u0000", "create-", "é" * 400]
    )
    def test_a_delete_of_a_resource_that_never_came_to_be_succeeds(self, world: World, named: str) -> None:
        assert world.resource().delete({"TargetArn": ["rubbish"]}, named).succeeded


DEFAULT = ReleasePolicy.RELEASE_WITHIN_BUDGET


@pytest.mark.parametrize("name", TEXTS)
def test_text_reaches_the_number_as_it_is(world: World, name: str) -> None:
    text = VALUES[name]
    properties = {"PhoneNumberDescription": text, "Tags": [{"Key": "text", "Value": text}]}
    created = world.resource().create({**world.search, **properties})
    assert created.succeeded, created.reason
    [number] = world.control.numbers()
    assert (number["description"], number["tags"]["text"]) == (text, text)


@pytest.mark.parametrize("kind", ["Create", "Update"])
def test_invalid_ones_never_reach_the_service(world: World, kind: str) -> None:
    resource = world.resource()
    world.control.clear_journal()
    wrong = {**world.search, "PhoneNumberType": "MOBILE"}
    named = "arn:aws:connect:us-east-1:123456789012:phone-number/1"
    refused = resource.create(wrong) if kind == "Create" else resource.update(world.search, wrong, named)
    assert refused.reason.startswith("Invalid phone number Support: PhoneNumberType 'MOBILE' is none of ")
    assert (world.calls(), world.live_claims()) == ([], [])
    if kind == "Create":
        assert resource.delete(wrong, refused.physical_resource_id).succeeded
        assert world.calls() == []
