import json
from uuid import UUID, uuid4

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.core import DEFAULT_ACCOUNT_ID as ACCOUNT_ID

NUMBER = "+12065550142"
OTHER = "+12065550143"
DID_IN_US = {"PhoneNumberCountryCode": "US", "PhoneNumberType": "DID"}
FLOW = json.dumps({"Version": "2019-10-30", "StartAction": "a", "Actions": [], "Metadata": {}})


def connect_in(region_name="us-east-1"):
    return boto3.client("connect", region_name=region_name)


def create_instance(client):
    return client.create_instance(
        IdentityManagementType="SAML",
        InstanceAlias=f"instance-{uuid4().hex[:8]}",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )


def create_flow(client, instance_id, name="main", flow_type="CONTACT_FLOW"):
    return client.create_contact_flow(InstanceId=instance_id, Name=name, Type=flow_type, Content=FLOW)


def create_group(client):
    """An ACTIVE traffic distribution group: its ARN, and its instance."""
    instance = create_instance(client)
    client.replicate_instance(
        InstanceId=instance["Id"], ReplicaRegion="us-west-2", ReplicaAlias=f"replica-{uuid4().hex[:8]}"
    )
    group = client.create_traffic_distribution_group(Name="group", InstanceId=instance["Id"])
    return group["Arn"], instance


def claim(client, target_arn, number=NUMBER, **kwargs):
    return client.claim_phone_number(TargetArn=target_arn, PhoneNumber=number, **kwargs)["PhoneNumberArn"]


def listed(client, **kwargs):
    pages = client.get_paginator("list_phone_numbers_v2").paginate(**kwargs)
    return [number["PhoneNumber"] for page in pages for number in page["ListPhoneNumbersSummaryList"]]


def error_of(exc):
    response = exc.value.response
    return response["Error"]["Code"], response["ResponseMetadata"]["HTTPStatusCode"]


@mock_aws
def test_search_available_phone_numbers():
    client = connect_in()
    instance = create_instance(client)
    numbers = client.search_available_phone_numbers(
        TargetArn=instance["Arn"],
        **DID_IN_US,
        PhoneNumberPrefix="+1206",
    )["AvailableNumbersList"]
    assert len(numbers) == 10
    for number in numbers:
        assert number["PhoneNumber"].startswith("+1206")
        assert number["PhoneNumberCountryCode"] == "US"
        assert number["PhoneNumberType"] == "DID"


@mock_aws
def test_search_is_the_same_for_everybody_until_a_number_is_claimed():
    client = connect_in()
    first, second = create_instance(client), create_instance(client)
    kind = {"PhoneNumberCountryCode": "US", "PhoneNumberType": "TOLL_FREE"}
    found = client.search_available_phone_numbers(TargetArn=first["Arn"], **kind)["AvailableNumbersList"]
    assert client.search_available_phone_numbers(InstanceId=second["Id"], **kind)["AvailableNumbersList"] == found
    claim(client, first["Arn"], found[0]["PhoneNumber"])
    left = client.search_available_phone_numbers(TargetArn=second["Arn"], **kind)["AvailableNumbersList"]
    assert left[:9] == found[1:]


@mock_aws
def test_search_pages():
    client = connect_in()
    instance = create_instance(client)
    pages = client.get_paginator("search_available_phone_numbers").paginate(
        TargetArn=instance["Arn"],
        PhoneNumberCountryCode="AU",
        PhoneNumberType="TOLL_FREE",
        PaginationConfig={"PageSize": 2},
    )
    sizes = [len(page["AvailableNumbersList"]) for page in pages]
    assert sizes == [2, 2, 1]


@mock_aws
def test_claim_phone_number():
    client = connect_in()
    instance = create_instance(client)
    claimed = client.claim_phone_number(
        TargetArn=instance["Arn"],
        PhoneNumber=NUMBER,
        PhoneNumberDescription="Main line",
        Tags={"team": "support"},
    )
    phone_number_id = claimed["PhoneNumberId"]
    assert UUID(phone_number_id)
    assert claimed["PhoneNumberArn"] == f"arn:aws:connect:us-east-1:{ACCOUNT_ID}:phone-number/{phone_number_id}"
    described = client.describe_phone_number(PhoneNumberId=phone_number_id)["ClaimedPhoneNumberSummary"]
    assert described == {
        "PhoneNumberId": phone_number_id,
        "PhoneNumberArn": claimed["PhoneNumberArn"],
        "PhoneNumber": NUMBER,
        "PhoneNumberCountryCode": "US",
        "PhoneNumberType": "DID",
        "PhoneNumberDescription": "Main line",
        "TargetArn": instance["Arn"],
        "InstanceId": instance["Id"],
        "Tags": {"team": "support"},
        "PhoneNumberStatus": {"Status": "CLAIMED"},
    }


@mock_aws
def test_claim_to_a_traffic_distribution_group():
    client = connect_in()
    group_arn, instance = create_group(client)
    arn = claim(client, group_arn)
    assert listed(client, TargetArn=group_arn) == [NUMBER]
    assert listed(client, TargetArn=instance["Arn"]) == []
    in_the_replica = connect_in("us-west-2").describe_phone_number(PhoneNumberId=arn)
    assert in_the_replica["ClaimedPhoneNumberSummary"]["TargetArn"] == group_arn
    assert "InstanceId" not in in_the_replica["ClaimedPhoneNumberSummary"]


@mock_aws
def test_claim_again_with_the_same_client_token():
    client = connect_in()
    instance = create_instance(client)
    token = str(uuid4())
    arn = claim(client, instance["Arn"], ClientToken=token)
    assert claim(client, instance["Arn"], ClientToken=token) == arn
    assert listed(client) == [NUMBER]
    with pytest.raises(ClientError) as exc:
        claim(client, instance["Arn"], OTHER, ClientToken=token)
    assert error_of(exc) == ("IdempotencyException", 409)


@mock_aws
def test_the_claim_past_the_quota_fails_later():
    client = connect_in()
    instance = create_instance(client)
    for digit in range(5):
        claim(client, instance["Arn"], f"+1206555014{digit}")
    arn = claim(client, instance["Arn"], "+12065550149")
    status = client.describe_phone_number(PhoneNumberId=arn)["ClaimedPhoneNumberSummary"]["PhoneNumberStatus"]
    assert status["Status"] == "FAILED"
    assert "limit" in status["Message"]
    assert "+12065550149" not in listed(client)


@mock_aws
def test_ten_claims_and_releases_block_an_instance():
    client = connect_in()
    instance = create_instance(client)
    for digit in range(5):
        arn = claim(client, instance["Arn"], f"+1206555014{digit}")
        client.release_phone_number(PhoneNumberId=arn)
    arn = claim(client, instance["Arn"], "+12065550149")
    status = client.describe_phone_number(PhoneNumberId=arn)["ClaimedPhoneNumberSummary"]["PhoneNumberStatus"]
    assert status["Status"] == "FAILED"


@mock_aws
def test_list_phone_numbers_v2():
    client = connect_in()
    first, second = create_instance(client), create_instance(client)
    claim(client, first["Arn"], NUMBER)
    claim(client, first["Arn"], "+18005550142")
    claim(client, second["Arn"], "+442079460042")
    assert listed(client) == [NUMBER, "+18005550142", "+442079460042"]
    assert listed(client, TargetArn=first["Arn"]) == [NUMBER, "+18005550142"]
    assert listed(client, InstanceId=second["Id"]) == ["+442079460042"]
    assert listed(client, PhoneNumberCountryCodes=["GB", "DE"]) == ["+442079460042"]
    assert listed(client, PhoneNumberTypes=["TOLL_FREE"]) == ["+18005550142"]
    assert listed(client, PhoneNumberPrefix="+1206") == [NUMBER]
    assert listed(connect_in("eu-west-2")) == []
    assert listed(client, PaginationConfig={"PageSize": 1}) == listed(client)


@mock_aws
def test_list_phone_numbers():
    client = connect_in()
    instance = create_instance(client)
    claim(client, instance["Arn"])
    claim(client, instance["Arn"], "+18005550142")
    [number] = client.list_phone_numbers(InstanceId=instance["Id"], PhoneNumberTypes=["DID"])["PhoneNumberSummaryList"]
    assert number["PhoneNumber"] == NUMBER
    assert number["PhoneNumberType"] == "DID"
    assert number["PhoneNumberCountryCode"] == "US"
    assert number["Arn"].endswith(number["Id"])
    pages = client.get_paginator("list_phone_numbers").paginate(
        InstanceId=instance["Id"], PaginationConfig={"PageSize": 1}
    )
    assert [len(page["PhoneNumberSummaryList"]) for page in pages] == [1, 1]


@mock_aws
def test_update_phone_number():
    client = connect_in()
    first, second = create_instance(client), create_instance(client)
    arn = claim(client, first["Arn"])
    moved = client.update_phone_number(PhoneNumberId=arn, TargetArn=second["Arn"])
    assert moved["PhoneNumberArn"] == arn
    assert listed(client, TargetArn=first["Arn"]) == []
    assert listed(client, TargetArn=second["Arn"]) == [NUMBER]


@mock_aws
def test_update_phone_number_metadata():
    client = connect_in()
    arn = claim(client, create_instance(client)["Arn"])
    client.update_phone_number_metadata(PhoneNumberId=arn, PhoneNumberDescription="Main line")
    described = client.describe_phone_number(PhoneNumberId=arn)["ClaimedPhoneNumberSummary"]
    assert described["PhoneNumberDescription"] == "Main line"


@mock_aws
def test_release_phone_number():
    client = connect_in()
    instance = create_instance(client)
    arn = claim(client, instance["Arn"])
    client.release_phone_number(PhoneNumberId=arn)
    assert listed(client) == []
    with pytest.raises(ClientError) as exc:
        client.describe_phone_number(PhoneNumberId=arn)
    assert error_of(exc) == ("ResourceNotFoundException", 404)


@mock_aws
def test_a_released_number_can_be_claimed_by_nobody():
    client = connect_in()
    instance = create_instance(client)
    client.release_phone_number(PhoneNumberId=claim(client, instance["Arn"]))
    found = client.search_available_phone_numbers(
        TargetArn=instance["Arn"],
        **DID_IN_US,
        PhoneNumberPrefix=NUMBER,
    )
    assert found["AvailableNumbersList"] == []
    with pytest.raises(ClientError) as exc:
        claim(client, instance["Arn"])
    assert error_of(exc) == ("InvalidParameterException", 400)


@mock_aws
def test_associate_and_disassociate_a_contact_flow():
    client = connect_in()
    instance = create_instance(client)
    arn = claim(client, instance["Arn"])
    request = {"InstanceId": instance["Id"], "ResourceIds": [arn], "ResourceType": "VOICE_PHONE_NUMBER"}
    for name in ("first", "second"):
        flow = create_flow(client, instance["Id"], name)
        client.associate_phone_number_contact_flow(
            PhoneNumberId=arn, InstanceId=instance["Id"], ContactFlowId=flow["ContactFlowId"]
        )
        assert client.batch_get_flow_association(**request)["FlowAssociationSummaryList"] == [
            {"ResourceId": arn, "FlowId": flow["ContactFlowArn"], "ResourceType": "VOICE_PHONE_NUMBER"}
        ]
    client.disassociate_phone_number_contact_flow(PhoneNumberId=arn, InstanceId=instance["Id"])
    assert client.batch_get_flow_association(**request)["FlowAssociationSummaryList"] == []
    with pytest.raises(ClientError) as exc:
        client.disassociate_phone_number_contact_flow(PhoneNumberId=arn, InstanceId=instance["Id"])
    assert error_of(exc) == ("ResourceNotFoundException", 404)


@mock_aws
def test_tags_of_a_phone_number():
    client = connect_in()
    arn = claim(client, create_instance(client)["Arn"], Tags={"team": "support"})
    client.tag_resource(resourceArn=arn, tags={"stage": "test"})
    assert client.list_tags_for_resource(resourceArn=arn)["tags"] == {"team": "support", "stage": "test"}
    client.untag_resource(resourceArn=arn, tagKeys=["team"])
    described = client.describe_phone_number(PhoneNumberId=arn)["ClaimedPhoneNumberSummary"]
    assert described["Tags"] == {"stage": "test"}


@mock_aws
def test_an_instance_with_phone_numbers_cannot_be_deleted():
    client = connect_in()
    instance = create_instance(client)
    arn = claim(client, instance["Arn"])
    with pytest.raises(ClientError) as exc:
        client.delete_instance(InstanceId=instance["Id"])
    assert error_of(exc)[0] == "InvalidRequestException"
    client.release_phone_number(PhoneNumberId=arn)
    client.delete_instance(InstanceId=instance["Id"])


@mock_aws
def test_members_that_the_model_does_not_have_are_ignored():
    client = connect_in()
    instance = create_instance(client)

    def with_another_member(request, **_):
        request.data = json.dumps({**json.loads(request.data), "FutureMember": "x"})

    client.meta.events.register("request-created.connect.ClaimPhoneNumber", with_another_member)
    claim(client, instance["Arn"])
    assert listed(client) == [NUMBER]


INVALID, NOT_FOUND = ("InvalidParameterException", 400), ("ResourceNotFoundException", 404)
MISSING = f"arn:aws:connect:us-east-1:{ACCOUNT_ID}:"
SEARCH = {"TargetArn": "{instance_arn}", **DID_IN_US}
CLAIM = {"TargetArn": "{instance_arn}", "PhoneNumber": NUMBER}
TAG = {"resourceArn": "{number_arn}", "tags": {"team": "support"}}
ASSOCIATE = {"PhoneNumberId": "{number_arn}", "InstanceId": "{instance_id}", "ContactFlowId": "{flow_id}"}


@mock_aws
@pytest.mark.parametrize(
    ("operation", "request_", "changes", "error"),
    [
        *(
            ("search_available_phone_numbers", SEARCH, change, INVALID)
            for change in (
                {"PhoneNumberPrefix": "206"},
                {"PhoneNumberPrefix": "+44"},
                {"PhoneNumberPrefix": "+120655501420"},
                {"PhoneNumberCountryCode": "XX"},
                {"PhoneNumberType": "MOBILE"},
                {"MaxResults": 11},
                {"NextToken": "forged"},
                {"TargetArn": MISSING + "instance/none"},
                {"InstanceId": "both"},
            )
        ),
        *(
            ("claim_phone_number", CLAIM, change, INVALID)
            for change in (
                {"PhoneNumber": OTHER},
                {"PhoneNumber": "+15555550100"},
                {"PhoneNumber": "12065550142"},
                {"PhoneNumber": "+0123"},
                {"PhoneNumber": "+1234567890123456"},
                {"PhoneNumberDescription": "x" * 501},
                {"Tags": {}},
                {"Tags": {f"key{i}": "" for i in range(51)}},
                {"Tags": {"aws:mine": ""}},
                {"Tags": {"key": "x" * 257}},
                {"Tags": {"k" * 129: "x"}},
                {"Tags": {"semi;colon": "x"}},
                {"ClientToken": "NOT-A-UUID"},
                {"ClientToken": "3F2504E0-4F89-41D3-9A0C-0305E82C3301"},
                {"InstanceId": "both"},
                {"TargetArn": "arn:aws:s3:::bucket"},
            )
        ),
        ("claim_phone_number", CLAIM, {"TargetArn": MISSING + "instance/none"}, NOT_FOUND),
        ("claim_phone_number", CLAIM, {"TargetArn": MISSING + "traffic-distribution-group/none"}, NOT_FOUND),
        ("claim_phone_number", CLAIM, {"TargetArn": "arn:aws:connect:us-east-1:210987654321:instance/i"}, NOT_FOUND),
        ("claim_phone_number", CLAIM, {"TargetArn": "arn:aws:connect:us-west-2:123456789012:instance/i"}, INVALID),
        (
            "import_phone_number",
            {"InstanceId": "{instance_id}"},
            {"SourcePhoneNumberArn": f"arn:aws:sms-voice:us-east-1:{ACCOUNT_ID}:phone-number/phone-1"},
            NOT_FOUND,
        ),
        ("describe_phone_number", {"PhoneNumberId": "none"}, {}, NOT_FOUND),
        ("describe_phone_number", {"PhoneNumberId": "{instance_arn}"}, {}, INVALID),
        ("release_phone_number", {"PhoneNumberId": "none"}, {}, NOT_FOUND),
        ("update_phone_number_metadata", {"PhoneNumberId": "none"}, {}, NOT_FOUND),
        ("list_phone_numbers_v2", {"InstanceId": "none"}, {}, NOT_FOUND),
        ("tag_resource", TAG, {"resourceArn": MISSING + "phone-number/none"}, NOT_FOUND),
        ("tag_resource", TAG, {"tags": {f"key{i}": "" for i in range(51)}}, INVALID),
        ("associate_phone_number_contact_flow", ASSOCIATE, {"ContactFlowId": "none"}, NOT_FOUND),
        ("associate_phone_number_contact_flow", ASSOCIATE, {"ContactFlowId": "{whisper_id}"}, INVALID),
        ("associate_phone_number_contact_flow", ASSOCIATE, {"InstanceId": "{another_id}"}, INVALID),
    ],
    ids=lambda value: value if isinstance(value, str) else next(iter(value), "") if isinstance(value, dict) else "",
)
def test_what_is_refused(operation, request_, changes, error):
    client = connect_in()
    instance, another = create_instance(client), create_instance(client)
    names = {
        "instance_id": instance["Id"],
        "instance_arn": instance["Arn"],
        "another_id": another["Id"],
        "number_arn": claim(client, instance["Arn"], OTHER),
        "flow_id": create_flow(client, instance["Id"])["ContactFlowId"],
        "whisper_id": create_flow(client, instance["Id"], "whisper", "CUSTOMER_WHISPER")["ContactFlowId"],
    }
    given = {
        name: value.format(**names) if isinstance(value, str) else value
        for name, value in {**request_, **changes}.items()
    }
    with pytest.raises(ClientError) as exc:
        getattr(client, operation)(**given)
    assert error_of(exc) == error
    assert listed(client) == [OTHER]
