"""The behaviours of Amazon Connect and CloudFormation that AWS does not document: a setting for each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.simulation.stack_resource import Rollback

MAIN = (
    *("create by search", "create exact, somebody else's", "create, losing a race", "create, FAILED once"),
    *("create taking a parked number", "create adopting", "create for a group", "create exact, cancelled"),
    *("update target to an instance", "update exact, replacing", "delete", "delete that parks"),
    *("import", "look for drift"),
)
"""The operations that depend on most settings."""
_OF_GROUPS = (*MAIN, "update target to a group", "delete of a group's number")
_REPLICATED = (
    *("create replica", "create replica, cancelled", "update replica, another instance's", "delete replica"),
    *("create by search", "create for a group", "update target to a group", "delete of a group's number"),
)
_DISTRIBUTIONS = tuple(
    f"distribution: {name}" for name in ("create", "create, cancelled", "update", "update, and back", "delete")
)
_USERS = tuple(f"group's user: {name}" for name in ("create", "create, cancelled", "update, and back", "delete"))
_INCREASES = tuple(f"quota increase: {name}" for name in ("create", "create, rolled back", "update", "delete"))
_ROLLED_BACK = (
    "update search, replacing, and back",
    "update exact, new one deleted",
    "update exact, no rollback, again",
)
_WITH_SIBLINGS = (
    *("create by search, rolled back", "create taking a parked number, rolled back", "create exact, cancelled"),
    *("create adopting, rolled back", "create, no rollback, again", "create, no rollback, deleted"),
    *("update all in place, cancelled", "update exact, replacing, cancelled", "update exact, no rollback, back"),
)


@dataclass(frozen=True)
class Setting:
    """One behaviour.

    Attributes:
        connect: settings of the local Connect that differ from the account's of the sweep.
        has_own_quota: whether the instance has an applied quota of its own.
        rollback: how an update that replaced the resource is rolled back; None: the operation decides.
        cancels: whether a failing resource cancels the creation of the others; None: the operation decides.
        operations: the names of the operations that depend on this behaviour.
    """

    connect: Mapping[str, Any] = field(default_factory=dict)
    has_own_quota: bool = True
    rollback: Rollback | None = None
    cancels: bool | None = None
    operations: tuple[str, ...] = MAIN


DEFAULTS = Setting()
"""The local Connect's defaults; each operation decides the rest."""
VARIANTS: dict[str, Setting] = {
    "refused claims don't count": Setting({"refused_claims_count": False}),
    "refused claims count": Setting({"refused_claims_count": True}),
    "FAILED claims don't count": Setting({"failed_claims_count": False}),
    "FAILED claims count": Setting({"failed_claims_count": True}),
    "FAILED numbers not listed": Setting({"failed_numbers_listed": False}),
    "FAILED numbers listed": Setting({"failed_numbers_listed": True}),
    "described seconds later": Setting({"describe_delay_seconds": 5.0}),
    "described two minutes later": Setting({"describe_delay_seconds": 120.0}),
    "listed seconds later": Setting({"list_delay_seconds": 5.0}),
    "listed two minutes later": Setting({"list_delay_seconds": 120.0}),
    "tags shown seconds later": Setting({"tag_delay_seconds": 5.0}),
    "tags shown a minute later": Setting({"tag_delay_seconds": 60.0}),
    "all of that seconds later": Setting(
        {"describe_delay_seconds": 5.0, "list_delay_seconds": 8.0, "tag_delay_seconds": 10.0}
    ),
    "lists that lack a number": Setting({"list_lacks_every": 2}),
    "slow statuses": Setting({"settle_seconds": 40.0}),
    "slow releases": Setting({"release_seconds": 12.0}),
    "a quota of its own": Setting(has_own_quota=True),
    "the account's quota": Setting({"account_quota": 40}, has_own_quota=False),
    "the account's quota, not told": Setting(
        {"account_quota": 40, "account_quota_is_told": False}, has_own_quota=False
    ),
    "AWS's default quota": Setting({"default_quota": 40}, has_own_quota=False),
    "a lower quota of the account": Setting({"default_quota": 50, "account_quota": 8}, has_own_quota=False),
    "groups' numbers count": Setting({"group_numbers_count": True}, operations=_OF_GROUPS),
    "groups' numbers don't count": Setting({"group_numbers_count": False}, operations=_OF_GROUPS),
    "replication with mirroring": Setting({"mirroring": True}, operations=(*_REPLICATED, *_USERS)),
    "replication with mirroring half an hour later": Setting(
        {"mirroring_seconds": 1800.0}, operations=(*_REPLICATED, *_USERS)
    ),
    "a group's distribution shown at once": Setting({"distribution_delay_seconds": 0.0}, operations=_DISTRIBUTIONS),
    "a group's distribution shown late": Setting({"distribution_delay_seconds": 20.0}, operations=_DISTRIBUTIONS),
    "higher quotas decided by a person": Setting({"quota_increases_approved": False}, operations=_INCREASES),
    "higher quotas approved at once": Setting({"quota_increases_approved": True}, operations=_INCREASES),
    "replication without mirroring": Setting({"mirroring": False}, operations=_REPLICATED),
    "replication with SAML and an alias": Setting(
        {"replication_needs_saml": True, "replication_needs_alias": True}, operations=_REPLICATED
    ),
    "replication without SAML and an alias": Setting(
        {"replication_needs_saml": False, "replication_needs_alias": False}, operations=_REPLICATED
    ),
    "replication moves numbers": Setting({"replication_moves_numbers": True}, operations=_REPLICATED),
    "replication leaves numbers": Setting({"replication_moves_numbers": False}, operations=_REPLICATED),
    "replicas refused by the model's errors": Setting(
        {"replication_refusals_are_invalid_requests": False}, operations=_REPLICATED
    ),
    "a default group with numbers keeps its replica": Setting(
        {"default_group_keeps_replica": True}, operations=_REPLICATED
    ),
    "a lost number is not found": Setting({"unavailable_is_not_found": True}),
    "requests throttled": Setting({"throttle": True}),
    "siblings awaited": Setting(cancels=False, operations=_WITH_SIBLINGS),
    "siblings cancelled": Setting(cancels=True, operations=_WITH_SIBLINGS),
    "replaced, rolled back by Delete": Setting(rollback=Rollback.BY_DELETE, operations=_ROLLED_BACK),
    "replaced, rolled back by Update": Setting(rollback=Rollback.BY_UPDATE, operations=_ROLLED_BACK),
}
"""The settings by name. Each behaviour is there both ways, unless the other way is the default."""
