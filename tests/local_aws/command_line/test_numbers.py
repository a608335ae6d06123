import json
import subprocess
import sys

import pytest

from tests.support.local_aws import LocalAws


def test_a_number_is_shown_with_its_owner(local_aws: LocalAws, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
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
    screen = local_aws.command("numbers").stdout
    line = next(line for line in screen.splitlines() if line.startswith(found))
    for cell in ("CLAIMED", "Center", "Main", "US TOLL_FREE", "Main line"):
        assert cell in line
    listed_there = subprocess.run(
        [sys.executable, "-m", "connect_numbers", "list", "--local"], check=True, capture_output=True, text=True
    )
    assert screen == listed_there.stdout
    monkeypatch.setenv("COLUMNS", "60")
    narrow = local_aws.command("numbers").stdout
    assert [line for line in narrow.splitlines() if len(line) > 60] == []
    assert any(line.startswith(found) for line in narrow.splitlines())
    listed = json.loads(local_aws.command("numbers", "--json").stdout)
    assert {number["target_arn"] for number in listed if number["phone_number"] == found} == {instance_arn}
