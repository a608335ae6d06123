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
    asked for it first since there was none; `Sent` from before a request that may take effect, until the replica is
    tagged and ready; `Accepted` once the service took the request; `DeletedIn`, the operation whose DeleteInstance the
    service took, and the ARN of what it deletes; `Doomed`, the ARNs of replicas that no operation to come will name,
    and that each is to delete; `LateDeletes`, the keys of Deletes that came late, or did not succeed, whose replicas
    were doomed for that.
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
        named = self.record.operation.event.physical_resource_id
        return ConnectArn.parse(named) if _is_instance(named) else None

    @property
    def owner_tags(self) -> dict[str, str]:
        """The tags that say on the replica itself whose it is."""
        resource = self.record.resource
        return {STACK_ID_TAG: resource.stack_id, LOGICAL_RESOURCE_ID_TAG: resource.logical_resource_id}

    def owns(self, tags: Mapping[str, str]) -> bool:
        """Whether a replica's tags name this resource as its owner."""
        return all(tags.get(key) == value for key, value in self.owner_tags.items())

    def made(self, replica_arn: str, tags: Mapping[str, str]) -> bool:
        """Whether a replica with these tags is this resource's: they say so, or it was asked for and has none yet."""
        notes = self.record.notes
        is_unmarked = notes.get("ReplicaArn") == replica_arn and bool(notes.get("Sent"))
        return self.owns(tags) or (is_unmarked and STACK_ID_TAG not in tags)

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
            self.record.note(ReplicaArn=replica_arn, RequestedIn=self.key, BegunIn=self.key, Sent="", Accepted="")
        elif notes["RequestedIn"] != self.key:
            self.record.note(RequestedIn=self.key)

    @property
    def deleted(self) -> str:
        """The ARN of the replica that the present Delete is to delete, "" for none."""
        return self.held.value if self.held else self.requested

    @property
    def doomed(self) -> list[str]:
        """The ARNs of replicas to delete that no operation to come will name."""
        return self.record.notes.get("Doomed", "").split()

    def doom(self, replica_arn: str) -> None:
        """Note that a replica is to be deleted, by this operation or by a later one."""
        if replica_arn and replica_arn not in self.doomed:
            self.record.note(Doomed=" ".join([*self.doomed, replica_arn]))

    def spare(self, replica_arn: str) -> None:
        """Note that a replica is not to be deleted: it is gone, or asked for again."""
        if replica_arn in self.doomed:
            self.record.note(Doomed=" ".join(arn for arn in self.doomed if arn != replica_arn))

    def doom_unheard(self, wanted_arn: str) -> None:
        """Doom the replica that an Update before this one asked for, where CloudFormation names the one before that."""
        held, asked_for = self.held, self.record.notes.get("ReplicaArn", "")
        if held is not None and asked_for not in ("", held.value, wanted_arn):
            self.doom(asked_for)
        self.spare(wanted_arn)

    def doom_late(self, wanted_arn: str = "") -> None:
        """Doom the replicas that late Deletes name, and Deletes that did not succeed; each Delete counts once."""
        kept = (wanted_arn, self.held.value if self.held else "")
        named = self.record.unheeded_deletes
        for replica_arn in named.values():
            if replica_arn not in kept and _is_instance(replica_arn):
                self.doom(replica_arn)
        self.record.heed(named)

    def doom_after_failure(self) -> None:
        """Doom what a Delete did not delete, or what an Update asked for: CloudFormation may not name it again."""
        event, notes = self.record.operation.event, self.record.notes
        if event.kind == "Delete":
            self.doom(self.deleted)
        elif event.kind == "Update" and notes.get("RequestedIn") == self.key:
            self.doom(notes["ReplicaArn"])

    def forget(self) -> None:
        """Note that there is no replica, nor a request for one."""
        self.record.note(ReplicaArn="", RequestedIn="", BegunIn="", Sent="", Accepted="")

    @property
    def requested(self) -> str:
        """The ARN of the replica that the Create asked for which the present Delete is to undo, "" for none."""
        create, notes = self.record.operation.create, self.record.notes
        return notes.get("ReplicaArn", "") if create and notes.get("RequestedIn") == create else ""


def _is_instance(physical_resource_id: str) -> bool:
    try:
        return ConnectArn.parse(physical_resource_id).is_instance
    except ValueError:
        return False
