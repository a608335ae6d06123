"""The making of the ledger."""

from collections.abc import Iterator
from typing import Any
from unittest import mock

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from connect_phone_numbers.errors import AccessDeniedError, PhoneNumberError
from connect_phone_numbers.ledger.table_creation import LedgerMaker

NAME = "ConnectPhoneNumberLedger"
KEY = "arn:aws:kms:us-east-1:123456789012:key/k"


@pytest.fixture
def dynamodb() -> Iterator[Any]:
    with mock_aws():
        yield boto3.client("dynamodb", region_name="us-east-1")


def test_it_is_protected_backed_up_and_its_items_expire(dynamodb: Any) -> None:
    assert LedgerMaker(dynamodb, NAME).make()
    table = dynamodb.describe_table(TableName=NAME)["Table"]
    assert table["DeletionProtectionEnabled"]
    assert table["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
    assert [key["AttributeName"] for key in table["KeySchema"]] == ["PK", "SK"]
    backups = dynamodb.describe_continuous_backups(TableName=NAME)["ContinuousBackupsDescription"]
    assert backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"
    expiry = dynamodb.describe_time_to_live(TableName=NAME)["TimeToLiveDescription"]
    assert (expiry["TimeToLiveStatus"], expiry["AttributeName"]) == ("ENABLED", "ExpiresAt")


def test_it_is_made_once_however_often_that_is_asked(dynamodb: Any) -> None:
    assert LedgerMaker(dynamodb, NAME).make()
    dynamodb.put_item(TableName=NAME, Item={"PK": {"S": "a"}, "SK": {"S": "b"}})
    assert LedgerMaker(dynamodb, NAME).make()
    assert dynamodb.scan(TableName=NAME)["Count"] == 1


def test_the_key_that_was_asked_for_encrypts_it(dynamodb: Any) -> None:
    LedgerMaker(dynamodb, NAME, KEY).make()
    encryption = dynamodb.describe_table(TableName=NAME)["Table"]["SSEDescription"]
    assert (encryption["SSEType"], encryption["KMSMasterKeyArn"]) == ("KMS", KEY)


def test_two_that_make_it_at_the_same_moment_both_succeed(dynamodb: Any) -> None:
    maker = LedgerMaker(dynamodb, NAME)
    # The other one makes it between the look and the making.
    with mock.patch.object(maker, "_status", side_effect=[None, "CREATING"]):
        LedgerMaker(dynamodb, NAME).make()
        assert not maker.make(), "it is being created"
    assert maker.make()


def test_what_was_cut_off_is_completed(dynamodb: Any) -> None:
    maker = LedgerMaker(dynamodb, NAME)
    with mock.patch.object(maker, "_keep_backups", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        maker.make()
    assert LedgerMaker(dynamodb, NAME).make()
    backups = dynamodb.describe_continuous_backups(TableName=NAME)["ContinuousBackupsDescription"]
    assert backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"


def test_a_role_that_may_not_make_it_is_told_so(dynamodb: Any) -> None:
    denied = ClientError({"Error": {"Code": "AccessDeniedException", "Message": "not authorized"}}, "CreateTable")
    with (
        mock.patch.object(dynamodb, "create_table", side_effect=denied),
        pytest.raises(AccessDeniedError, match=f"the DynamoDB table {NAME}.*could not be made.*ledger_table"),
    ):
        LedgerMaker(dynamodb, NAME).make()


def test_a_table_that_somebody_else_looks_after_is_not_made(dynamodb: Any) -> None:
    with pytest.raises(PhoneNumberError, match="that the provider was given, is not there"):
        LedgerMaker(dynamodb, NAME).require()
    LedgerMaker(dynamodb, NAME).make()
    assert LedgerMaker(dynamodb, NAME).require()
