"""The replica of a resource: what the resource's record and the replica's tags say about it."""

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

    The record's notes:

    - `ReplicaArn`: the replica that was requested.
    - `RequestedIn`: the operation that requested it last.
    - `BegunIn`: the operation that requested it first, since there was no replica.
    - `Sent`: set before a request that may take effect, until the replica is tagged and ready.
    - `Accepted`: set once the service accepted the request.
    - `DeletedIn`: the operation whose DeleteInstance the service accepted, and the ARN of the replica.
    - `Given`: set once an operation succeeded with the replica. It may be retained, and asked for again.
    - `Doomed`: the ARNs of replicas that no later operation will name. Every later operation deletes them.
    - `LateDeletes`: the keys of Deletes that were late or did not succeed, and whose replicas were doomed for that.
    """

    record: Record
    instances: Instances

    @property
    def key(self) -> str:
        """The key of the operation."""
        return self.record.operation.key

    @property
    def held(self) -> ConnectArn | None:
        """The replica that CloudFormation was given; None for none."""
        named = self.record.operation.event.physical_resource_id
        return ConnectArn.parse(named) if _is_instance(named) else None

    @property
    def owner_tags(self) -> dict[str, str]:
        """The tags on the replica that name its owner."""
        resource = self.record.resource
        return {STACK_ID_TAG: resource.stack_id, LOGICAL_RESOURCE_ID_TAG: resource.logical_resource_id}

    def owns(self, tags: Mapping[str, str]) -> bool:
        """Whether a replica's tags name this resource as its owner."""
        return all(tags.get(key) == value for key, value in self.owner_tags.items())

    def made(self, replica_arn: str, tags: Mapping[str, str]) -> bool:
        """Whether a replica with these tags is this resource's: they say so, or it was requested and has none yet."""
        notes = self.record.notes
        is_unmarked = notes.get("ReplicaArn") == replica_arn and bool(notes.get("Sent"))
        return self.owns(tags) or (is_unmarked and STACK_ID_TAG not in tags)

    @property
    def token(self) -> str:
        """The ClientToken of the request. It is another one once the replica was deleted."""
        return client_token(str(self.record.resource), self.record.notes["BegunIn"])

    def want(self, replica_arn: str, *, is_gone: bool) -> None:
        """Note that the present operation requests a replica, before it calls the service.

        Args:
            replica_arn: the replica's ARN.
            is_gone: whether there is neither a replica nor a replication, so that somebody deleted an earlier one.
        """
        notes = self.record.notes
        was_had = bool(notes.get("Accepted")) and notes["RequestedIn"] != self.key
        if notes.get("ReplicaArn") != replica_arn or (is_gone and was_had):
            begun = {"RequestedIn": self.key, "BegunIn": self.key}
            self.record.note(ReplicaArn=replica_arn, **begun, Sent="", Accepted="", Given="")
        elif notes["RequestedIn"] != self.key and not notes.get("Given"):
            self.record.note(RequestedIn=self.key)

    @property
    def deleted(self) -> str:
        """The ARN of the replica that the present Delete has to delete; "" for none."""
        if self.held:
            return self.held.value
        # Else the one that the Create requested which this Delete undoes.
        create, notes = self.record.operation.create, self.record.notes
        return notes.get("ReplicaArn", "") if create and notes.get("RequestedIn") == create else ""

    @property
    def doomed(self) -> list[str]:
        """The ARNs of replicas that have to be deleted, and that no later operation will name."""
        return self.record.notes.get("Doomed", "").split()

    def doom(self, replica_arn: str) -> None:
        """Note that this operation, or a later one, has to delete a replica."""
        if replica_arn and replica_arn not in self.doomed:
            self.record.note(Doomed=" ".join([*self.doomed, replica_arn]))

    def spare(self, replica_arn: str) -> None:
        """Note that a replica is not doomed any more: it is gone, or requested again."""
        if replica_arn in self.doomed:
            self.record.note(Doomed=" ".join(arn for arn in self.doomed if arn != replica_arn))

    def doom_unheard(self, wanted_arn: str) -> None:
        """Doom the replica that an earlier Update requested, if CloudFormation still names the replica before it."""
        held, asked_for = self.held, self.record.notes.get("ReplicaArn", "")
        if held is not None and asked_for not in ("", held.value, wanted_arn):
            self.doom(asked_for)
        self.spare(wanted_arn)

    def doom_late(self, wanted_arn: str = "") -> None:
        """Doom the replicas of late Deletes, and of Deletes that did not succeed. Each Delete counts once."""
        kept = (wanted_arn, self.held.value if self.held else "")
        named = self.record.unheeded_deletes
        for replica_arn in named.values():
            if replica_arn not in kept and _is_instance(replica_arn):
                self.doom(replica_arn)
        self.record.heed(named)

    def doom_after_failure(self) -> None:
        """Doom what a Delete did not delete, or what an Update requested: CloudFormation may not name it again."""
        event, notes = self.record.operation.event, self.record.notes
        if event.kind == "Delete":
            self.doom(self.deleted)
        elif event.kind == "Update" and notes.get("RequestedIn") == self.key:
            self.doom(notes["ReplicaArn"])

    def forget(self) -> None:
        """Note that there is neither a replica nor a request for one."""
        self.record.note(ReplicaArn="", RequestedIn="", BegunIn="", Sent="", Accepted="", Given="")

    def give(self) -> None:
        """Note that CloudFormation is given the replica. From now on, only its tags tell it from others' replicas."""
        self.record.note(RequestedIn=self.key, Sent="", Given="true")


def _is_instance(physical_resource_id: str) -> bool:
    try:
        return ConnectArn.parse(physical_resource_id).is_instance
    except ValueError:
        return False
