"""Whatever stands in a property is used as it is, or refused in a clear sentence before anything was done."""

from typing import Any

import pytest

from connect_phone_numbers import handler
from connect_phone_numbers.core.properties import PROPERTIES
from tests.bad_input.bench import Bench
from tests.bad_input.places import PLACES, Place
from tests.bad_input.sentence import assert_clear
from tests.bad_input.values import MISSING, TEXTS, VALUES, with_value
from tests.handler.lifecycle import Context


def properties_with(bench: Bench, place: Place, value: Any) -> dict[str, Any]:
    base = bench.search if place.base == "search" else bench.exact
    return with_value(base, place.name, MISSING if value is MISSING else place.build(value))


def cases(place: Place) -> dict[str, Any]:
    """The values, without one that is missing where a list or a tag around it would be there."""
    is_whole = place.build(MISSING) is MISSING
    return {name: value for name, value in VALUES.items() if is_whole or value is not MISSING}


def test_every_property_has_its_place() -> None:
    assert {place.name for place in PLACES.values()} == PROPERTIES


@pytest.mark.parametrize("kind", ["Create", "Update"])
@pytest.mark.parametrize("where", PLACES)
def test_what_is_wrong_is_refused_by_name_and_leaves_no_trace(bench: Bench, where: str, kind: str) -> None:
    place = PLACES[where]
    named = {"Update": {"PhysicalResourceId": "claim-0"}}.get(kind, {})
    for name, value in cases(place).items():
        if name in place.right:
            continue
        reason = bench.refusal(bench.resource().event(kind, properties_with(bench, place, value), **named))
        assert reason.startswith("Invalid phone number Support: "), name
        assert place.name in reason, name
        assert_clear(reason)


@pytest.mark.parametrize("where", PLACES)
def test_what_is_right_is_taken(bench: Bench, where: str) -> None:
    place = PLACES[where]
    for name in sorted(place.right):
        event = bench.resource().event("Create", properties_with(bench, place, VALUES[name]))
        assert handler.on_event(event, Context("i"))["PhysicalResourceId"].startswith("claim-"), name


@pytest.mark.parametrize("name", TEXTS)
def test_text_reaches_the_number_as_it_is(bench: Bench, name: str) -> None:
    text = VALUES[name]
    created = bench.resource().create(
        {**bench.search, "PhoneNumberDescription": text, "Tags": [{"Key": "text", "Value": text}]}
    )
    assert created.succeeded, created.reason
    [number] = [each for each in bench.control.numbers() if each["phone_number_arn"] == created.physical_resource_id]
    assert number["description"] == text
    assert number["tags"]["text"] == text


def test_all_that_is_wrong_is_said_at_once_and_briefly(bench: Bench) -> None:
    wrong = {name: VALUES["too long"] for name in PROPERTIES}
    reason = bench.refusal(bench.resource().event("Create", wrong))
    assert_clear(reason)
    for name in ("TargetArn", "PhoneNumber", "Tags"):
        assert name in reason


@pytest.mark.parametrize("quote", ['"', "\\", "\x01", "\U0001f4de", "\ud800"])
def test_what_takes_many_bytes_in_json_still_fits(bench: Bench, quote: str) -> None:
    wrong = {**bench.search, **{name: quote * 5_000 for name in ("ReleasePolicy", "Adopt", "AdoptParked")}}
    wrong |= {"Tags": [{"Key": f"{quote * 400}{number}", "Value": "v"} for number in range(40)]}
    wrong |= {"PhoneNumberPrefixes": [quote * 400] * 40, quote * 400: "unknown"}
    assert_clear(bench.refusal(bench.resource().event("Create", wrong)))


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
def test_a_property_that_does_not_exist_is_refused_with_what_may_be_meant(
    bench: Bench, property_name: str, meant: str
) -> None:
    reason = bench.refusal(bench.resource().event("Create", {**bench.search, property_name: "x"}))
    assert f"unknown property '{property_name}': " in reason
    assert "the provider may be older than the construct" in reason
    assert not meant or f"{meant} may be meant" in reason
    assert_clear(reason)


def test_cloudformations_own_properties_are_not_unknown(bench: Bench) -> None:
    event = bench.resource().event("Create", {**bench.search, "ServiceTimeout": "3600"})
    assert event["ResourceProperties"]["ServiceToken"]
    assert handler.on_event(event, Context("i"))["PhysicalResourceId"].startswith("claim-")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"PhoneNumber": "+12065550100"}, "give either PhoneNumber or PhoneNumberCountryCode"),
        ({"PhoneNumberCountryCode": "", "PhoneNumber": "+12065550100"}, "PhoneNumberType goes with"),
        ({"Adopt": "true"}, "Adopt goes with PhoneNumber"),
        ({"Tags": [{"Key": "k", "Value": "1"}, {"Key": "k", "Value": "2"}]}, "the key 'k' is given more than once"),
        ({"Tags": [{"Key": "k", "Value": "1", "PropagateAtLaunch": "true"}]}, "is not a list of {Key, Value}"),
        ({"Tags": [{"Key": "AWS:x", "Value": "1"}]}, "the key 'AWS:x' is not allowed"),
        ({"Tags": [{"Key": "a\tb", "Value": "1"}]}, r"the key 'a\tb' is not allowed"),
    ],
)
def test_what_does_not_go_together_is_refused(bench: Bench, change: dict[str, Any], says: str) -> None:
    reason = bench.refusal(bench.resource().event("Create", {**bench.search, **change}))
    assert says in reason
    assert_clear(reason)


def test_flows_that_the_number_could_not_have_are_refused_before_it_is_claimed(bench: Bench) -> None:
    flow = bench.flow_arns[0]
    group = "arn:aws:connect:us-east-1:123456789012:traffic-distribution-group/0b1c"
    for target, flows, says in [
        (bench.instance_arn, [flow.replace("instance/", "instance/0")], "of another instance than the target"),
        (bench.instance_arn, [flow.replace("us-east-1", "us-west-2")], "of another instance than the target"),
        (group, [flow.replace("123456789012", "210987654321")], "in another account than the target"),
        (group, [flow, flow + "0"], "is given two flows"),
    ]:
        wrong = {**bench.search, "TargetArn": target, "ContactFlowArns": flows}
        assert says in bench.refusal(bench.resource().event("Create", wrong))
