"""The making of the ledger's table: the first function of an account and Region that needs the table makes it.

The table belongs to no stack. It would be deleted or orphaned with its stack, and with it the claims and releases of
the last 180 days, which no API tells. So the function makes it, protected from deletion, with point-in-time recovery
and a time to live. Where two functions make it at the same moment, the second one finds it.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from ..aws.service_call import ignoring, service_call
from ..errors import AccessDeniedError, PhoneNumberError, ResourceNotFoundError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import CreateTableInputTypeDef

TAGS = {"CreatedBy": "cdk-connect-phone-numbers"}

_log = logging.getLogger(__name__)


class LedgerMaker:
    """The ledger's table as a whole."""

    def __init__(self, client: DynamoDBClient, name: str, key_arn: str = "") -> None:
        """Use a client and the table's name. `key_arn`: the KMS key to encrypt a table with; "" for DynamoDB's own."""
        self._client = client
        self._name = name
        self._key_arn = key_arn

    def make(self) -> bool:
        """Make the table where there is none, and complete its settings.

        Returns:
            Whether the table can be used now: making it takes some seconds.

        Raises:
            AccessDeniedError: the function's role is not allowed to make it.
            TryAgainLater: DynamoDB can't be reached.
        """
        try:
            status = self._status()
            if status is None:
                self._create()
                status = self._status()
            if status != "ACTIVE":
                return False
            self._keep_backups()
            self._expire_items()
        except AccessDeniedError as denied:
            raise AccessDeniedError(
                f"The ledger, the DynamoDB table {self._name}, is not there or not complete, and could not be made: "
                f"{denied} Allow the function's role to make it, or give the provider a ledger_table."
            ) from denied
        return True

    def require(self) -> bool:
        """Whether the table, which the provider was given, can be used now.

        Raises:
            PhoneNumberError: the table does not exist.
        """
        status = self._status()
        if status is None:
            raise PhoneNumberError(
                f"The ledger, the DynamoDB table {self._name} that the provider was given, is not there. Create it, "
                "or give the provider another one."
            )
        return status == "ACTIVE"

    def _status(self) -> str | None:
        try:
            with service_call("DescribeTable", self._name):
                return self._client.describe_table(TableName=self._name)["Table"]["TableStatus"]
        except ResourceNotFoundError:
            return None

    def _create(self) -> None:
        table: CreateTableInputTypeDef = {
            "TableName": self._name,
            "AttributeDefinitions": [
                {"AttributeName": "PK", "AttributeType": "S"},
                {"AttributeName": "SK", "AttributeType": "S"},
            ],
            "KeySchema": [{"AttributeName": "PK", "KeyType": "HASH"}, {"AttributeName": "SK", "KeyType": "RANGE"}],
            "BillingMode": "PAY_PER_REQUEST",
            "DeletionProtectionEnabled": True,
            "Tags": [{"Key": name, "Value": value} for name, value in TAGS.items()],
        }
        if self._key_arn:
            table["SSESpecification"] = {"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": self._key_arn}
        # ResourceInUseException: somebody else is making it.
        with service_call("CreateTable", self._name), ignoring("ResourceInUseException"):
            self._client.create_table(**table)
            _log.warning("The ledger is made", extra={"table_name": self._name})

    def _keep_backups(self) -> None:
        with service_call("DescribeContinuousBackups", self._name):
            described = self._client.describe_continuous_backups(TableName=self._name)["ContinuousBackupsDescription"]
        recovery = described.get("PointInTimeRecoveryDescription", {}).get("PointInTimeRecoveryStatus")
        if recovery == "ENABLED":
            return
        # Backups of a table that was just made may not be possible yet.
        unavailable = "ContinuousBackupsUnavailableException"
        with service_call("UpdateContinuousBackups", self._name), ignoring(unavailable):
            self._client.update_continuous_backups(
                TableName=self._name, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
            )

    def _expire_items(self) -> None:
        # ValidationException: it is enabled already.
        with service_call("UpdateTimeToLive", self._name), ignoring("ValidationException"):
            self._client.update_time_to_live(
                TableName=self._name, TimeToLiveSpecification={"Enabled": True, "AttributeName": "ExpiresAt"}
            )
