"""One call of an AWS service, with the members that faults depend on."""

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
"""The service of the answers to CloudFormation: S3, by a pre-signed URL."""
STACKS = "cloudformation-stacks"
"""CloudFormation's own API, which the look for drift asks about stacks."""
ANSWER = "PutResponse"
"""The operation that answers CloudFormation, as these tests name it."""

_READS = ("Get", "BatchGet", "Query", "Scan", "Describe", "List", "Search", "Lookup")
_SINGLE_WRITES = ("UpdateItem", "DeleteItem")


@dataclass(frozen=True)
class RemoteCall:
    """A call: its service, operation, Region and parameters."""

    service: str
    operation: str
    region: str
    parameters: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def is_single_write(self) -> bool:
        """Whether the call writes one item of the ledger. boto3 gives such a call no token of its own."""
        return self.service == DYNAMODB and self.operation in _SINGLE_WRITES

    @property
    def is_transaction(self) -> bool:
        """Whether the call is a transaction on the ledger: it writes several items, or none."""
        return self.operation == "TransactWriteItems"

    @property
    def has_effect(self) -> bool:
        """Whether the call changes anything."""
        return not self.operation.startswith(_READS)

    def __str__(self) -> str:
        return f"{self.operation} ({self.service}, {self.region})"
