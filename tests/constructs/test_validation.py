"""What is refused at synthesis, and that nothing of it is left in the tree."""

from __future__ import annotations

from typing import Any

import pytest
from aws_cdk import App, Aws, CfnParameter, Fn, NestedStack, RemovalPolicy, Stack, Token
from constructs import Construct

from constructs_lib import (
    ClaimedPhoneNumber,
    PhoneNumberProvider,
    PhoneNumberSearch,
    PhoneNumberType,
    PhoneNumberValidationError,
)

from .support import (
    ACCOUNT,
    CONTACT_FLOW_ARN,
    CONTEXT,
    GROUP_ARN,
    INSTANCE_ARN,
    OTHER_INSTANCE_ARN,
    PHONE_NUMBER_ARN,
    SOURCE_PHONE_NUMBER_ARN,
    new_group,
    new_instance,
    new_stack,
)

GOOD: dict[str, Any] = {"target": INSTANCE_ARN, "phone_number": "+12065550100"}


@pytest.fixture(scope="module")
def stack() -> Stack:
    return new_stack()


def search(**changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {"country_code": "US", "type": PhoneNumberType.DID, **changes}
    return {"phone_number": None, "search": PhoneNumberSearch(**values)}


def imported(source_phone_number_arn: str = SOURCE_PHONE_NUMBER_ARN) -> dict[str, Any]:
    return {"phone_number": None, "source_phone_number_arn": source_phone_number_arn}


def refusal(stack: Stack, **properties: Any) -> PhoneNumberValidationError:
    with pytest.raises(PhoneNumberValidationError) as caught:
        ClaimedPhoneNumber(stack, "Refused", **{**GOOD, **properties})
    assert stack.node.try_find_child("Refused") is None
    return caught.value


WRONG: list[tuple[str, dict[str, Any], list[str]]] = [
    ("PhoneNumberOrSearch", {"phone_number": None}, ["neither", "phone_number", "search"]),
    ("PhoneNumberOrSearch", {"search": search()["search"]}, ["both"]),
    ("PhoneNumberOrSearch", {"source_phone_number_arn": SOURCE_PHONE_NUMBER_ARN}, ["both phone_number and source_"]),
    ("InvalidSourcePhoneNumberArn", imported("phone-1"), ["'phone-1'", "AWS End User Messaging"]),
    ("InvalidSourcePhoneNumberArn", imported(PHONE_NUMBER_ARN), ["arn:aws:sms-voice:us-east-1"]),
    ("ImportToTrafficDistributionGroup", {**imported(), "target": GROUP_ARN}, ["give the instance"]),
    ("InvalidPhoneNumber", {"phone_number": "206 555 0100"}, ["'206 555 0100'", "E.164", "+12065550100"]),
    ("InvalidPhoneNumber", {"phone_number": "+02065550100"}, ["'+02065550100'"]),
    ("InvalidPhoneNumber", {"phone_number": "+1206555010012345"}, ["2 to 15 digits"]),
    ("InvalidPhoneNumber", {"phone_number": "+1206\u0665550100"}, ["E.164"]),
    ("InvalidPhoneNumber", {"phone_number": 12065550100}, ["12065550100"]),
    ("InvalidPhoneNumber", {"phone_number": ""}, ["''"]),
    ("ImpossiblePhoneNumber", {"phone_number": "+1206555"}, ["'+1206555'", "number of digits"]),
    ("ImpossiblePhoneNumber", {"phone_number": "+999123456789"}, ["calling code"]),
    ("InvalidCountryCode", search(country_code="UK"), ["'UK'", "'GB'"]),
    ("InvalidCountryCode", search(country_code="us"), ["'us'", "'US'"]),
    ("InvalidCountryCode", search(country_code="XX"), ["PHONE_NUMBER_COUNTRY_CODES"]),
    ("InvalidPhoneNumberType", search(type="did"), ["'did'", "TOLL_FREE, DID, UIFN"]),
    ("InvalidPrefixes", search(prefixes="+1206"), ["'+1206'", "list"]),
    ("InvalidPrefix", search(prefixes=["1206"]), ["'1206'", "'+1206'"]),
    ("InvalidPrefix", search(prefixes=["+1 206"]), ["'+1 206'"]),
    ("InvalidPrefix", search(prefixes=["+120655501000"]), ["1 to 11 digits"]),
    ("InvalidPrefix", search(prefixes=[1206]), ["1206"]),
    ("PrefixOfAnotherCountry", search(prefixes=["+4420"]), ["'+4420'", "'US'", "'+1'"]),
    ("PrefixOfAnotherCountry", search(country_code="GB", prefixes=["+4"]), ["'+44'"]),
    ("DuplicatePrefix", search(prefixes=["+1206", "+1425", "+1206"]), ["'+1206'", "2 times"]),
    ("InvalidDescription", {"description": 7}, ["7", "500"]),
    ("InvalidDescriptionLength", {"description": "x" * 501}, ["501", "500"]),
    ("InvalidTagKeyLength", {"tags": {"": "value"}}, ["0 characters", "1 to 128"]),
    ("InvalidTagKeyLength", {"tags": {"k" * 129: "value"}}, ["129"]),
    ("InvalidTagKey", {"tags": {"cost;center": "value"}}, ["'cost;center'"]),
    ("ReservedTagKey", {"tags": {"aws:owner": "value"}}, ["'aws:owner'"]),
    ("ReservedTagKey", {"tags": {"connect-phone-number:stack-id": "value"}}, ["owner"]),
    ("InvalidTagValueLength", {"tags": {"key": "v" * 257}}, ["'key'", "257", "256"]),
    ("InvalidTagValue", {"tags": {"key": 1}}, ["'key'", "1"]),
    ("TooManyTags", {"tags": {f"key{i}": "" for i in range(48)}}, ["48", "47"]),
    ("InvalidTarget", {"target": "my-instance"}, ["'my-instance'", "arn:aws:connect:"]),
    ("InvalidTarget", {"target": INSTANCE_ARN.replace(":connect:", ":lex:")}, ["instance"]),
    ("InvalidTarget", {"target": CONTACT_FLOW_ARN}, ["traffic distribution group"]),
    ("InvalidTarget", {"target": f"arn:aws:connect:us-east-1:{ACCOUNT}:instance/"}, ["instance/"]),
    ("TargetInAnotherRegion", {"target": INSTANCE_ARN.replace("us-east-1", "us-west-2")}, ["us-west-2", "us-east-1"]),
    ("TargetInAnotherAccount", {"target": GROUP_ARN.replace(ACCOUNT, "210987654321")}, ["210987654321", ACCOUNT]),
    ("TargetInAnotherPartition", {"target": INSTANCE_ARN.replace("arn:aws:", "arn:aws-cn:")}, ["'aws-cn'", "'aws'"]),
    ("InvalidContactFlow", {"contact_flow": INSTANCE_ARN}, ["contact-flow"]),
    ("InvalidContactFlow", {"contact_flow": "Welcome"}, ["'Welcome'"]),
    (
        "ContactFlowOfAnotherInstance",
        {"contact_flow": f"{OTHER_INSTANCE_ARN}/contact-flow/x"},
        [OTHER_INSTANCE_ARN, INSTANCE_ARN],
    ),
    (
        "ContactFlowInAnotherAccount",
        {"target": GROUP_ARN, "contact_flow": CONTACT_FLOW_ARN.replace(ACCOUNT, "210987654321")},
        ["210987654321", GROUP_ARN],
    ),
    ("InvalidReleasePolicy", {"release_policy": "KEEP"}, ["'KEEP'", "RELEASE_WITHIN_BUDGET, PARK, RELEASE"]),
    ("InvalidRemovalPolicy", {"removal_policy": RemovalPolicy.SNAPSHOT}, ["SNAPSHOT", "RETAIN"]),
]


@pytest.mark.parametrize(("code", "properties", "words"), WRONG, ids=[f"{i}-{row[0]}" for i, row in enumerate(WRONG)])
def test_each_rule(stack: Stack, code: str, properties: dict[str, Any], words: list[str]) -> None:
    error = refusal(stack, **properties)
    assert error.codes == (code,)
    for word in ("ContactCenter/Refused", code, *words):
        assert word in str(error)


def test_everything_wrong_is_said_at_once(stack: Stack) -> None:
    error = refusal(
        stack,
        target="nothing",
        phone_number="1",
        search=PhoneNumberSearch(country_code="UK", type="MOBILE", prefixes=["1"]),
        description="x" * 501,
        tags={"aws:x": "y"},
        contact_flow="flow",
        removal_policy=RemovalPolicy.SNAPSHOT,
    )
    assert set(error.codes) == {
        "InvalidTarget",
        "PhoneNumberOrSearch",
        "InvalidPhoneNumber",
        "InvalidCountryCode",
        "InvalidPhoneNumberType",
        "InvalidPrefix",
        "InvalidDescriptionLength",
        "ReservedTagKey",
        "InvalidContactFlow",
        "InvalidRemovalPolicy",
    }
    assert [finding.code for finding in error.findings] == list(error.codes)
    assert len(str(error).splitlines()) == 1 + len(error.findings)


@pytest.mark.parametrize(
    ("code", "properties"),
    [
        ("InvalidTarget", {"target": None}),
        ("InvalidTarget", {"target": 7}),
        ("InvalidTarget", {"target": [INSTANCE_ARN]}),
        ("InvalidContactFlow", {"contact_flow": 7}),
    ],
)
def test_neither_a_construct_nor_an_arn(stack: Stack, code: str, properties: dict[str, Any]) -> None:
    error = refusal(stack, **properties)
    [(argument, value)] = properties.items()
    assert error.codes == (code,)
    assert f"ContactCenter/Refused:\n- {argument} is {value!r}: give " in str(error)


def test_another_attribute_of_an_instance_or_a_group_than_its_arn() -> None:
    stack = new_stack()
    instance = new_instance(stack)
    group = new_group(stack, instance.attr_arn)
    for attribute, value in (("Id", instance.attr_id), ("Status", group.attr_status)):
        error = refusal(stack, target=value)
        assert error.codes == ("InvalidTarget",)
        assert f"target is {attribute} of ContactCenter/" in str(error)
    for n, value in enumerate((instance.attr_arn, instance.ref, group.ref, group.attr_traffic_distribution_group_arn)):
        ClaimedPhoneNumber(stack, f"Number{n}", target=value, phone_number=f"+1206555011{n}")
    arn = f"arn:aws:connect:us-east-1:{ACCOUNT}:instance/{instance.attr_id}"
    ClaimedPhoneNumber(stack, "ById", target=arn, phone_number="+12065550120")


def declared(scope: Construct, **changes: Any) -> ClaimedPhoneNumber:
    return ClaimedPhoneNumber(scope, "Support", **{**GOOD, **changes})


def test_the_same_number_twice_in_an_account_and_region() -> None:
    app = App(context=CONTEXT)
    stack = new_stack(app)
    declared(Construct(stack, "Department"))
    for other in (stack, NestedStack(stack, "Nested"), new_stack(app, "Other"), Stack(app, "Anywhere")):
        error = refusal(other, target=OTHER_INSTANCE_ARN)
        assert error.codes == ("DuplicatePhoneNumber",)
        assert "'+12065550100', which ContactCenter/Department/Support declares already" in str(error)
    with pytest.raises(PhoneNumberValidationError, match="DuplicatePhoneNumber"):
        ClaimedPhoneNumber.adopt(stack, "Adopted", **GOOD)
    # Only one of them can hold it, and only one of them may be deployed.
    declared(new_stack(app, "Elsewhere", region="us-west-2"), target=INSTANCE_ARN.replace("us-east-1", "us-west-2"))
    assert stack.node.try_remove_child("Department")
    declared(stack)


def test_a_refused_number_leaves_no_provider() -> None:
    stack = new_stack()
    refusal(stack, phone_number="1")
    assert stack.node.children == []


def test_tokens_pass(stack: Stack) -> None:
    token = CfnParameter(stack, "Anything").value_as_string
    ClaimedPhoneNumber(
        stack,
        "SearchOfTokens",
        target=token,
        search=PhoneNumberSearch(country_code=token, type=token, prefixes=[token, token]),
        description=token * 100,
        tags={token: token * 100},
        contact_flow=token,
    )
    ClaimedPhoneNumber(
        stack,
        "PrefixesOfOneToken",
        target=f"arn:{Aws.PARTITION}:connect:{Aws.REGION}:{Aws.ACCOUNT_ID}:instance/{token}",
        search=PhoneNumberSearch(
            country_code="US", type=PhoneNumberType.DID, prefixes=Token.as_list(Fn.split(",", token))
        ),
    )
    ClaimedPhoneNumber(stack, "NumberOfAToken", target=INSTANCE_ARN, phone_number=token)


def test_a_token_beside_something_wrong_does_not_hide_it(stack: Stack) -> None:
    error = refusal(stack, target=Fn.import_value("Instance"), phone_number="1", contact_flow=Fn.import_value("Flow"))
    assert error.codes == ("InvalidPhoneNumber",)


def test_an_environment_that_is_not_known_is_not_compared() -> None:
    stack = Stack(None, "Anywhere")
    ClaimedPhoneNumber(
        stack, "Number", target=INSTANCE_ARN.replace("us-east-1", "eu-west-2"), phone_number="+442079460000"
    )


def test_limits_themselves_are_allowed() -> None:
    stack = new_stack()
    tags = {f"{i:0128}": "v" * 256 for i in range(46)} | {"Größe 1_.:/=+-@": ""}
    ClaimedPhoneNumber(stack, "Limits", **GOOD, description="x" * 500, tags=tags)
    ClaimedPhoneNumber(stack, "EmptyDescription", target=INSTANCE_ARN, phone_number="+12065550101", description="")


def test_a_provider_of_another_region(stack: Stack) -> None:
    provider = PhoneNumberProvider(new_stack(id="Elsewhere", region="eu-west-2"), "Provider")
    error = refusal(stack, provider=provider)
    assert error.codes == ("ProviderInAnotherEnvironment",)
    assert "eu-west-2" in str(error)
