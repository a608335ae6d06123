"""The replica of one resource: what the resource's record and the replica's tags tell of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from connect_phone_numbers.ledger.record import Record
from connect_phone_numbers.model.arn import ConnectArn
from connect_phone_numbers.model.identity import client_token

from .instances import Instances

STACK_ID_TAG = "connect-replicated-instance:stack-id"
LOGICAL_RESOURCE_ID_TAG = "connect-replicated-instance:logical-resource-id"


@dataclass(frozen=True)
class Replica:
    """What a step works with.

    The record's notes: `ReplicaArn`; `RequestedIn`, the Create that asked for it last, and `BegunIn`, the one that
    asked for it first since there was none; `Accepted` once the service took the request, and `DeletedIn`, the Delete
    whose DeleteInstance the service took.
    """

    record: Record
    instances: Instances

    @property
    def key(self) -> str:
        """The operation's."""
        return self.record.operation.key

    @property
    def held(self) -> ConnectArn | None:
        """The replica that CloudFormation was given; None where it was given none."""
        try:
            named = ConnectArn.parse(self.record.operation.event.physical_resource_id)
        except ValueError:
            return None
        return named if named.is_instance else None

    @property
    def owner_tags(self) -> dict[str, str]:
        """The tags that say on the replica itself whose it is."""
        resource = self.record.resource
        return {STACK_ID_TAG: resource.stack_id, LOGICAL_RESOURCE_ID_TAG: resource.logical_resource_id}

    def owns(self, tags: Mapping[str, str]) -> bool:
        """Whether a replica's tags name this resource as its owner."""
        return all(tags.get(key) == value for key, value in self.owner_tags.items())

    @property
    def token(self) -> str:
        """The ClientToken of the request: that for a replica which is deleted since would bring it back."""
        return client_token(str(self.record.resource), self.record.notes["BegunIn"])

    def want(self, replica_arn: str, *, is_gone: bool) -> None:
        """Note that the present operation asks for a replica, before anything is asked of the service.

        Args:
            replica_arn: which.
            is_gone: whether there is none, nor a replication; so one that an earlier operation had was deleted by hand.
        """
        notes = self.record.notes
        was_had = bool(notes.get("Accepted")) and notes["RequestedIn"] != self.key
        if notes.get("ReplicaArn") != replica_arn or (is_gone and was_had):
            self.record.note(ReplicaArn=replica_arn, RequestedIn=self.key, BegunIn=self.key, Accepted="")
        elif notes["RequestedIn"] != self.key:
            self.record.note(RequestedIn=self.key)

    def forget(self) -> None:
        """Note that there is no replica, nor a request for one."""
        self.record.note(ReplicaArn="", RequestedIn="", BegunIn="", Accepted="")

    @property
    def requested(self) -> str:
        """The ARN of the replica that the Create asked for which the present Delete is to undo, "" for none."""
        create, notes = self.record.operation.create, self.record.notes
        return notes.get("ReplicaArn", "") if create and notes.get("RequestedIn") == create else ""
