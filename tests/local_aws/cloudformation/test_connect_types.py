import json

from local_aws.seed import contact_flow_content
from tests.local_aws.cloudformation.conftest import RecordingStack
from tests.support.local_aws import LocalAws


def native_stack(*, description: str, prefix: str) -> dict:
    return {
        "Instance": {
            "Type": "AWS::Connect::Instance",
            "Properties": {
                "IdentityManagementType": "SAML",
                "InstanceAlias": "native",
                "Attributes": {"InboundCalls": True, "OutboundCalls": False},
            },
        },
        "Flow": {
            "Type": "AWS::Connect::ContactFlow",
            "Properties": {
                "InstanceArn": {"Fn::GetAtt": ["Instance", "Arn"]},
                "Name": "Main",
                "Type": "CONTACT_FLOW",
                "Content": json.dumps(contact_flow_content()),
            },
        },
        "Number": {
            "Type": "AWS::Connect::PhoneNumber",
            "Properties": {
                "TargetArn": {"Ref": "Instance"},
                "CountryCode": "US",
                "Type": "DID",
                "Prefix": prefix,
                "Description": description,
                "Tags": [{"Key": "team", "Value": description}],
            },
        },
    }


def test_instance_flow_and_native_number_are_created_updated_replaced_and_deleted(
    local_aws: LocalAws, stack: RecordingStack
) -> None:
    created = stack.create(native_stack(description="first", prefix="+1206"))
    assert created == "CREATE_COMPLETE", stack.reasons("CREATE_FAILED")
    resources = stack.resources()
    instance_arn = resources["Instance"][0]
    assert resources["Flow"][0].startswith(f"{instance_arn}/contact-flow/")
    connect = local_aws.client("connect")
    first = connect.describe_phone_number(PhoneNumberId=resources["Number"][0])["ClaimedPhoneNumberSummary"]
    assert first["TargetArn"] == instance_arn
    assert first["PhoneNumber"].startswith("+1206")

    assert stack.update(native_stack(description="second", prefix="+1206")) == "UPDATE_COMPLETE"
    second = connect.describe_phone_number(PhoneNumberId=resources["Number"][0])["ClaimedPhoneNumberSummary"]
    assert (second["PhoneNumberDescription"], second["Tags"]) == ("second", {"team": "second"})

    assert stack.update(native_stack(description="second", prefix="+1425")) == "UPDATE_COMPLETE"
    held = [number for number in local_aws.connect.numbers() if number["instance_arn"] == instance_arn]
    assert [number["phone_number"][:5] for number in held] == ["+1425"]

    assert stack.delete() == "DELETE_COMPLETE"
    assert not [number for number in local_aws.connect.numbers() if number["instance_arn"] == instance_arn]
