"""The promises: for every state, for every answer, and for states at rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from connect_phone_numbers.ledger.layout import PARKED, RESOURCE, quota_key, unpacked
from connect_phone_numbers.model.arn import is_phone_number_arn
from connect_phone_numbers.model.identity import LOGICAL_RESOURCE_ID_TAG, PARKED_TAG
from tests.explore.configuration import Configuration
from tests.explore.numbers import HELD, Number, Status
from tests.explore.stack import AT_REST, Made, Phase, Resource
from tests.explore.world import World
from tests.simulation.memory_table import Contents

Item = Mapping[str, Any]

_SENT = frozenset({"CANDIDATE", "REQUESTED", "HELD", "RELEASING"})
"""The states of a claim from which a Delete can find the number."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A claim in a record."""

    resource: str
    state: str
    fate: str
    phone_number: str
    phone_number_arn: str


def wrong_answer(
    world: World, resource: Resource, status: str, physical_resource_id: str, reason: str, configuration: Configuration
) -> str:
    """The promise that an awaited answer breaks; "" for none."""
    pending = resource.pending
    assert pending is not None
    ends = pending.kind == "Delete" or resource.phase is Phase.ROLLING_BACK
    if status == "FAILED":
        allowed = configuration.may_fail_to_end if ends else configuration.may_fail
        if any(part in reason for part in allowed):
            return ""
        return f"{resource.name}: the {_purpose(resource)} is answered FAILED: {reason}"
    if pending.kind == "Delete":
        return ""
    number = world.numbers.by_arn(physical_resource_id)
    if number is None or number.status not in (Status.CLAIMED, Status.IN_PROGRESS):
        state = "no number" if number is None else f"a number that is {number.status}"
        return f"{resource.name}: the {_purpose(resource)} is answered SUCCESS with {physical_resource_id}, {state}"
    if resource.phase is Phase.ROLLING_BACK:
        before = resource.fallback
        assert before is not None
        if physical_resource_id != before.physical_resource_id:
            return f"{resource.name}: the rollback does not bring back {before.physical_resource_id}"
    return ""


def _purpose(resource: Resource) -> str:
    pending = resource.pending
    assert pending is not None
    return {
        Phase.ROLLING_BACK: "rollback",
        Phase.CLEANING_UP: "clean-up Delete",
    }.get(resource.phase, pending.kind)


class Promises:
    """Checks states."""

    def __init__(self, number_of: Callable[[Item], int]) -> None:
        self._number_of = number_of
        self._claims: dict[int, tuple[Recorded, ...]] = {}
        self._counted: dict[int, int] = {}

    def broken(self, world: World) -> Iterator[str]:
        """The promises that a state breaks, in words."""
        claims = self._claims_of(world.ledger)
        parked = world.ledger.get(PARKED, {})
        yield from self._live(world)
        yield from self._recorded(world, claims, parked)
        yield from self._counts(world)
        if is_at_rest(world):
            yield from self._rest(world, claims, parked)

    def _live(self, world: World) -> Iterator[str]:
        for resource in world.resources:
            for made in _believed(resource):
                number = world.numbers.by_arn(made.physical_resource_id)
                if number is None or number.status not in (Status.CLAIMED, Status.IN_PROGRESS):
                    state = "not there" if number is None else number.status
                    yield f"{resource.name} is {resource.phase} with {made.physical_resource_id}, which is {state}"

    def _recorded(self, world: World, claims: tuple[Recorded, ...], parked: Mapping[str, Item]) -> Iterator[str]:
        known = {claim.phone_number for claim in claims if claim.state in _SENT}
        for number in world.numbers.numbers:
            if number.status not in HELD or number.belongs_to or number.phone_number in world.by_hand:
                continue
            if number.phone_number not in known and number.phone_number_arn not in parked:
                yield f"{number.phone_number} is {number.status}, and no record has it"

    def _counts(self, world: World) -> Iterator[str]:
        for instance_arn in {target for target, _ in world.numbers.operations}:
            made = world.numbers.counted_at(instance_arn, world.now)
            counted = self._counted_at(world.ledger, instance_arn)
            if counted < made:
                yield f"the service has counted {made} operations, and the ledger {counted}"

    def _rest(self, world: World, claims: tuple[Recorded, ...], parked: Mapping[str, Item]) -> Iterator[str]:
        live: set[str] = set()
        for resource in world.resources:
            if resource.pending is not None:
                yield f"{resource.name}: the {_purpose(resource)} is never answered"
                return
            own = [claim for claim in claims if claim.resource == resource.name]
            live |= {made.physical_resource_id for made in _believed(resource)}
            if resource.phase is Phase.ROLLBACK_FAILED and resource.live is not None:
                # The number that replaced the old one. The next operation names it.
                live.add(resource.live.physical_resource_id)
            if resource.phase is Phase.STABLE and resource.live is not None:
                yield from _rest_of_live(world, resource, resource.live, own)
            yield from _leftovers(world, resource, own)
        ending = {claim.phone_number for claim in claims if claim.fate == "DOOMED"}
        for number in world.numbers.numbers:
            is_expected = number.phone_number_arn in live or number.phone_number in ending
            yield from _rest_of_number(world, number, is_expected, parked)

    def _claims_of(self, contents: Contents) -> tuple[Recorded, ...]:
        found: tuple[Recorded, ...] = ()
        for partition, items in contents.items():
            if partition.startswith(RESOURCE):
                for item in items.values():
                    found += self._claims_in(partition, item)
        return found

    def _claims_in(self, partition: str, item: Item) -> tuple[Recorded, ...]:
        number = self._number_of(item)
        known = self._claims.get(number)
        if known is None:
            name = partition.rsplit("#", 1)[1]
            known = self._claims[number] = tuple(
                Recorded(name, claim["state"], claim["fate"], claim["phone_number"], claim["phone_number_arn"])
                for claim in item.get("Claims", {}).values()
            )
        return known

    def _counted_at(self, contents: Contents, instance_arn: str) -> int:
        key = quota_key(instance_arn)
        item = contents.get(key["PK"], {}).get(key["SK"])
        if item is None:
            return 0
        number = self._number_of(item)
        if number not in self._counted:
            self._counted[number] = len(unpacked(item.get("Operations", "")))
        return self._counted[number]


def is_at_rest(world: World) -> bool:
    """Whether nothing is in flight or awaited, and all changes show."""
    return (
        not world.deliveries
        and not world.executions
        and not world.invocations
        and all(number.is_settled for number in world.numbers.numbers)
        and all(resource.phase in AT_REST or resource.pending is not None for resource in world.resources)
    )


def _believed(resource: Resource) -> Iterator[Made]:
    """The physical resources that exist by CloudFormation's records, and whose Delete was not sent."""
    match resource.phase:
        case Phase.STABLE | Phase.UPDATING | Phase.UPDATE_FAILED | Phase.UPDATED | Phase.CLEANING_UP:
            made = (resource.live,)
        case Phase.REPLACED:
            made = (resource.live, resource.fallback)
        case Phase.ROLLING_BACK | Phase.ROLLBACK_FAILED:
            made = (resource.fallback,)
        case _:
            made = ()
    return (each for each in made if each is not None)


def _rest_of_live(world: World, resource: Resource, live: Made, own: list[Recorded]) -> Iterator[str]:
    if not is_phone_number_arn(live.physical_resource_id):
        yield f"{resource.name} is live with {live.physical_resource_id}"
    if [claim.fate for claim in own if claim.phone_number_arn == live.physical_resource_id] != ["GIVEN"]:
        yield f"{resource.name}: its record does not say that {live.physical_resource_id} was given to CloudFormation"
    number = world.numbers.by_arn(live.physical_resource_id)
    if number is not None and dict(number.tags).get(LOGICAL_RESOURCE_ID_TAG) != resource.name:
        yield f"{resource.name}: the tags of {number.phone_number} do not name it"


def _leftovers(world: World, resource: Resource, own: list[Recorded]) -> Iterator[str]:
    """Check the claims beside the live one: a later operation must be able to end each."""
    is_allowed = bool(resource.abandoned) or resource.phase in (Phase.KEPT_FAILED, Phase.DELETE_FAILED)
    for claim in own:
        is_live = resource.live is not None and claim.phone_number_arn == resource.live.physical_resource_id
        if is_live and resource.phase in (Phase.STABLE, Phase.ROLLBACK_FAILED):
            continue
        if resource.phase is Phase.ROLLBACK_FAILED and claim.fate != "NEW":
            continue
        number = world.numbers.by_arn(claim.phone_number_arn)
        was_denied = number is not None and number.was_denied
        if claim.fate != "DOOMED" or not (is_allowed or was_denied):
            what = claim.phone_number or "no number"
            yield f"{resource.name} is {resource.phase}, and its record has a claim of {what} that is {claim.fate}"


def _rest_of_number(world: World, number: Number, is_expected: bool, parked: Mapping[str, Item]) -> Iterator[str]:
    arn, tags = number.phone_number_arn, dict(number.tags)
    if number.phone_number in world.by_hand:
        if is_expected:
            yield f"{number.phone_number} was taken out of parking by hand, and is a resource's"
    elif arn in parked:
        if "Releasing" in parked[arn]:
            # Nobody takes this number. The next request for its release finds out what happened to it.
            if is_expected:
                yield f"{number.phone_number} is being released for an operator, and a resource's"
        elif number.status not in HELD:
            yield f"{number.phone_number} is listed as parked, and is {number.status}"
        elif PARKED_TAG not in tags or LOGICAL_RESOURCE_ID_TAG in tags:
            yield f"{number.phone_number} is listed as parked, and its tags say otherwise"
        elif is_expected:
            yield f"{number.phone_number} is parked, and a resource's"
    elif number.status in HELD and not is_expected:
        if number.belongs_to != "":
            if LOGICAL_RESOURCE_ID_TAG in tags:
                yield f"{number.phone_number} was given back, and its tags name an owner"
        else:
            yield f"{number.phone_number} is {number.status}, and neither a resource's nor parked"
