"""One call of an AWS service, as far as a fault cares about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

CONNECT = "connect"
DYNAMODB = "dynamodb"
SERVICE_QUOTAS = "service-quotas"
CLOUDTRAIL = "cloudtrail"
STEP_FUNCTIONS = "stepfunctions"
EVENTS = "events"
CLOUDFORMATION = "cloudformation"
"""Where CloudFormation is answered: S3, by a pre-signed URL."""
ANSWER = "PutResponse"
"""The name here of the request that answers CloudFormation."""

_READS = ("Get", "BatchGet", "Query", "Scan", "Describe", "List", "Search", "Lookup")
_SINGLE_WRITES = ("UpdateItem", "DeleteItem")


@dataclass(frozen=True)
class RemoteCall:
    """Which service, which operation, in which Region, and with which parameters."""

    service: str
    operation: str
    region: str
    parameters: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def is_single_write(self) -> bool:
        """Whether it writes one item of the ledger; boto3 gives such a call no token of its own."""
        return self.service == DYNAMODB and self.operation in _SINGLE_WRITES

    @property
    def is_transaction(self) -> bool:
        """Whether it writes several items of the ledger or none."""
        return self.operation == "TransactWriteItems"

    @property
    def has_effect(self) -> bool:
        """Whether it changes anything."""
        return not self.operation.startswith(_READS)

    def __str__(self) -> str:
        return f"{self.operation} ({self.service}, {self.region})"
