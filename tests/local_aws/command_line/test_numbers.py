import json

from tests.support.local_aws import LocalAws


def test_a_number_is_shown_with_its_owner(local_aws: LocalAws) -> None:
    instance_arn, _ = local_aws.new_instance()
    connect = local_aws.client("connect")
    found = connect.search_available_phone_numbers(
        TargetArn=instance_arn, PhoneNumberCountryCode="US", PhoneNumberType="TOLL_FREE"
    )["AvailableNumbersList"][-1]["PhoneNumber"]
    connect.claim_phone_number(
        TargetArn=instance_arn,
        PhoneNumber=found,
        PhoneNumberDescription="Main line",
        Tags={
            "connect-phone-number:stack-id": "arn:aws:cloudformation:us-east-1:123456789012:stack/Center/1",
            "connect-phone-number:logical-resource-id": "Main",
        },
    )
    line = next(line for line in local_aws.command("numbers").stdout.splitlines() if line.startswith(found))
    for cell in (f"instance/{instance_arn.rsplit('/')[-1]}", "Center", "Main", "Main line"):
        assert cell in line
    listed = json.loads(local_aws.command("numbers", "--json").stdout)
    assert {number["target_arn"] for number in listed if number["phone_number"] == found} == {instance_arn}
