"""DynamoDB's operations on tables as such, for the one table of the ledger: made, and usable some seconds later."""

from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError

from tests.simulation.remote_call import DYNAMODB, RemoteCall
from tests.simulation.remote_calls import RemoteCalls


class TableControl:
    """Has the methods of boto3's client that whoever makes the ledger calls."""

    def __init__(self, calls: RemoteCalls, now: Callable[[], float], region: str) -> None:
        self.creation_seconds = 8.0
        """From CreateTable until the table is ACTIVE."""
        self.has_backups = True
        self.has_time_to_live = True
        self._active_at: float | None = 0.0
        self._calls = calls
        self._now = now
        self._region = region

    @property
    def is_active(self) -> bool:
        """Whether the table can be used."""
        return self._active_at is not None and self._now() >= self._active_at

    def delete(self) -> None:
        """There is no table any more, or not yet."""
        self._active_at, self.has_backups, self.has_time_to_live = None, False, False

    def snapshot(self) -> tuple[float | None, bool, bool]:
        return self._active_at, self.has_backups, self.has_time_to_live

    def restore(self, snapshot: tuple[float | None, bool, bool]) -> None:
        self._active_at, self.has_backups, self.has_time_to_live = snapshot

    def describe_table(self, **request: Any) -> Any:
        return self._send("DescribeTable", request, self._describe)

    def create_table(self, **request: Any) -> Any:
        return self._send("CreateTable", request, self._create)

    def describe_continuous_backups(self, **request: Any) -> Any:
        status = {"PointInTimeRecoveryStatus": "ENABLED" if self.has_backups else "DISABLED"}
        described = {"ContinuousBackupsDescription": {"PointInTimeRecoveryDescription": status}}
        return self._send("DescribeContinuousBackups", request, lambda: described)

    def update_continuous_backups(self, **request: Any) -> Any:
        return self._send("UpdateContinuousBackups", request, lambda: self._set("has_backups"))

    def describe_time_to_live(self, **request: Any) -> Any:
        status = {"TimeToLiveStatus": "ENABLED" if self.has_time_to_live else "DISABLED"}
        return self._send("DescribeTimeToLive", request, lambda: {"TimeToLiveDescription": status})

    def update_time_to_live(self, **request: Any) -> Any:
        return self._send("UpdateTimeToLive", request, lambda: self._set("has_time_to_live"))

    def _describe(self) -> Any:
        if self._active_at is None:
            raise _error("ResourceNotFoundException", "DescribeTable")
        return {"Table": {"TableStatus": "ACTIVE" if self.is_active else "CREATING"}}

    def _create(self) -> Any:
        if self._active_at is not None:
            raise _error("ResourceInUseException", "CreateTable")
        self._active_at = self._now() + self.creation_seconds
        return {}

    def _set(self, name: str) -> Any:
        if not self.is_active:
            raise _error("ResourceNotFoundException", name)
        setattr(self, name, True)
        return {}

    def _send(self, operation: str, request: Any, effect: Callable[[], Any]) -> Any:
        return self._calls.send(RemoteCall(DYNAMODB, operation, self._region, request), effect)


def _error(code: str, operation: str) -> ClientError:
    told: Any = {"Error": {"Code": code, "Message": code}, "ResponseMetadata": {"HTTPStatusCode": 400}}
    return ClientError(told, operation)
