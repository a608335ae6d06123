"""Local calls: no other invocation can notice when such a call is made, so no switch is explored before it.

This is a sound partial order reduction. A local call commutes with everything that others can do before it: made at
once, it leads to the same states. The faults of a local call are explored like those of any other call.

- The quota of an instance is constant here.
- A resource's record is written by invocations for this resource alone: while no event of it is on its way, and
  CloudFormation sends none before it has the answer that it awaits, the one invocation in flight is alone with it.
- With one resource and no operator, only a step touches the rest of the ledger, under the record's lock: a second step
  comes no further than the lock. And nobody else changes the service's answers, unless the service acts by itself.
- The pages of the account's list, and how far it is read, are read and written only by whoever has marked the list as
  being read; others look at `ReadAt`, `ListedAt` and `MissingSince` of the mark's item, which these calls leave alone.
  The mark is over after 20 s: not within an invocation, unless time goes by (`is_stalling`).
- Only reconcile uses reconcile's own items: no configuration has two at a time. CloudTrail shows nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from connect_phone_numbers.ledger.layout import LISTED_PAGE, LISTING, RECONCILE_KEY, RESOURCE, TAGS, trail_key
from tests.explore.calls import CONNECT, LEDGER, QUOTAS, Call
from tests.explore.configuration import Configuration, Fault
from tests.explore.stack import Phase
from tests.explore.world import Delivery, Execution, World

_OF_RECONCILE = frozenset({TAGS, RECONCILE_KEY["PK"], trail_key("")["PK"]})
_NOT_BY_ITSELF = frozenset({Phase.DELETING, Phase.ROLLING_BACK, Phase.CLEANING_UP})
_NOT_UNLESS_CANCELLED = frozenset({Phase.CREATING, Phase.UPDATING})


class LocalCalls:
    """Knows the local calls of one configuration."""

    def __init__(self, configuration: Configuration) -> None:
        behaviour = configuration.behaviour
        self._configuration = configuration
        self._is_alone = len(configuration.creates) == 1 and not configuration.commands
        does_something = (
            behaviour.claims_take_time
            or behaviour.releases_take_time
            or behaviour.list_lags
            or behaviour.describe_lags
            or behaviour.tags_lag
        )
        faults = configuration.faults & {Fault.NUMBER_TAKEN, Fault.CLAIM_FAILS}
        self._is_still = self._is_alone and not does_something and not faults

    def has(self, call: Call, world: World) -> bool:
        """Whether a call is local. `world` is the world without the call's own invocation."""
        if call.service == QUOTAS or call.operation == "lookup_events":
            return True
        if self._configuration.is_stalling:
            return False
        if call.service == CONNECT:
            return self._is_still and not call.has_effect and not _steps(world)
        if call.service != LEDGER or call.operation == "scan":
            return False
        return all(self._is_ours(partition, call, world) for partition in _partitions(call))

    def _is_ours(self, partition: str, call: Call, world: World) -> bool:
        if partition.startswith(RESOURCE):
            return self._is_alone_with(partition.rsplit("#", 1)[1], world)
        if partition in _OF_RECONCILE or (self._is_alone and not _steps(world)):
            return True
        return partition == LISTING and _is_of_pages(call)

    def _is_alone_with(self, name: str, world: World) -> bool:
        resource = next(each for each in world.resources if each.name == name)
        waits = resource.phase in _NOT_BY_ITSELF and not self._configuration.gives_clean_ups_up
        if not waits and (resource.phase not in _NOT_UNLESS_CANCELLED or self._configuration.cancels):
            return False
        return not any(each.operation.resource == name for each in world.deliveries) and not any(
            _is_for(each.source, name) for each in world.invocations
        )


def _steps(world: World) -> bool:
    return any(not isinstance(each.source, Delivery) for each in world.invocations)


def _is_for(source: Delivery | Execution | str | None, name: str) -> bool:
    match source:
        case Delivery():
            return source.operation.resource == name
        case Execution():
            return source.resource.rsplit("#", 1)[1] == name
    return True


def _partitions(call: Call) -> Iterator[str]:
    match call.operation:
        case "get":
            yield call.arguments["PK"]
        case "get_all":
            yield from (key["PK"] for key in call.arguments)
        case "query" | "next":
            yield call.arguments[0]
        case "transact":
            yield from (write.key["PK"] for write in call.arguments)
        case _:
            yield call.arguments.key["PK"]


def _is_of_pages(call: Call) -> bool:
    match call.operation:
        case "query":
            return bool(call.arguments[1] == LISTED_PAGE)
        case "transact":
            return all(write.key["SK"].startswith(LISTED_PAGE) for write in call.arguments)
        case "update":
            return bool(call.arguments.expression.startswith("SET BeganAt"))
    return False
