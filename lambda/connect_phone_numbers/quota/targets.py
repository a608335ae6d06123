"""The targets of numbers: instances and traffic distribution groups. A group's numbers count to its instance."""

from __future__ import annotations

from ..aws.connect import Connect
from ..errors import ResourceNotFoundError
from ..ledger.layout import group_key
from ..ledger.table import Item, Table, Write
from ..model.targets import is_at, is_group_arn


class Targets:
    """The targets. The ledger keeps what never changes of a group."""

    def __init__(self, table: Table, connect: Connect) -> None:
        """Use the ledger's table and Amazon Connect."""
        self._table = table
        self._connect = connect
        self._groups: dict[str, Item] = {}

    def instance_of(self, target_arn: str) -> str:
        """The ARN of the instance whose quotas the numbers of a target count to.

        Raises:
            ResourceNotFoundError: the target is a traffic distribution group that does not exist.
            AccessDeniedError: the function is not allowed to look at the group.
        """
        return str(self._of_group(target_arn, "InstanceArn")) if is_group_arn(target_arn) else target_arn

    def instance_or_itself(self, target_arn: str) -> str:
        """As `instance_of`; of a group that does not exist, the group's own ARN: no claim is for such an instance."""
        try:
            return self.instance_of(target_arn)
        except ResourceNotFoundError:
            return target_arn

    def is_at(self, target_arn: str, asked_arn: str) -> bool:
        """Whether a number of one target is where it is asked for: see `model.targets`.

        Raises:
            AccessDeniedError: the function is not allowed to look at the group.
        """
        try:
            return is_at(target_arn, asked_arn, lambda arn: bool(self._of_group(arn, "IsDefault")), self.instance_of)
        except ResourceNotFoundError:
            return False

    def _of_group(self, group_arn: str, member: str) -> object:
        """A member of a group that never changes: InstanceArn or IsDefault."""
        if member not in self._groups.get(group_arn, {}):
            known = self._table.get(group_key(group_arn))
            if member not in known:
                group = self._connect.traffic_distribution_group(group_arn)
                known = {"InstanceArn": group["InstanceArn"], "IsDefault": group.get("IsDefault", False)}
                self._table.transact(Write("Put", group_key(group_arn), item=known))
            self._groups[group_arn] = known
        return self._groups[group_arn][member]
