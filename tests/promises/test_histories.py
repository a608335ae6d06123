"""Over random histories, no operation that the function sends exceeds either quota, by the service's own count.

`HISTORIES=10000` runs the whole sweep; without it, a sample.
"""

import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from connect_phone_numbers.lifecycle.look import Tools
from connect_phone_numbers.quota.arithmetic import WINDOW_SECONDS
from local_aws.connect.models.quota import BLOCKED_MESSAGE, QUOTA_MESSAGE
from tests.lifecycle.scenes import DAY
from tests.simulation.fault import Fault, FaultKind
from tests.simulation.lifecycle import Lifecycle
from tests.simulation.remote_call import RemoteCall
from tests.simulation.world import World

HISTORIES = int(os.environ.get("HISTORIES", "80"))
PARTS = 8
STEPS = 14


@dataclass
class Live:
    """A resource that CloudFormation believes to hold a number."""

    resource: Lifecycle
    properties: dict[str, Any]
    physical_resource_id: str


@dataclass
class History:
    """One history: everything in it comes from its seed."""

    world: World
    seed: int
    violations: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self._live: list[Live] = []
        self._by_hand: list[str] = []
        self._seen = 0
        self.world.control.set_quota(self.world.instance_arn, self._random.randint(1, 5))
        self._refused_count = self._random.random() < 0.5
        self.world.control.configure({"refused_claims_count": self._refused_count})
        self.world.remote_calls.after.append(self._check)

    def run(self, steps: int) -> None:
        choices: list[Callable[[], None]] = [
            *[self._create] * 5,
            *[self._delete] * 4,
            self._create_in_vain,
            self._disturb,
            self._claim_by_hand,
            self._release_by_hand,
            self._fail_claims,
            self._lose_races,
            self._wait,
        ]
        for _ in range(steps):
            step = self._random.choice(choices)
            self.steps.append(step.__name__)
            step()
        self.world.remote_calls.after.remove(self._check)

    def _properties(self) -> dict[str, Any]:
        policy = self._random.choice(["RELEASE_WITHIN_BUDGET", "RELEASE_WITHIN_BUDGET", "PARK", "RELEASE"])
        takes = self._random.choice(["true", "true", "false"])
        return {**self.world.search, "ReleasePolicy": policy, "TakeParked": takes}

    def _create(self) -> None:
        resource, properties = self.world.resource(), self._properties()
        created = resource.create(properties)
        live = Live(resource, properties, created.physical_resource_id)
        if created.succeeded:
            self._live.append(live)
        else:
            self._end(live)

    def _create_in_vain(self) -> None:
        """Created, and given up because of another resource."""
        resource, properties = self.world.resource(), self._properties()
        after = self._random.choice([0.1, 1, 3, 10])
        given_up = resource.cancel(resource.create_event(properties), after)
        self._end(Live(resource, properties, given_up.physical_resource_id))

    def _delete(self) -> None:
        if self._live:
            self._end(self._live.pop(self._random.randrange(len(self._live))))

    def _end(self, live: Live) -> None:
        if not live.resource.delete(live.properties, live.physical_resource_id).succeeded:
            self._live.append(live)

    def _disturb(self) -> None:
        kinds = [FaultKind.KILLED_BEFORE, FaultKind.KILLED_AFTER, FaultKind.ANSWER_LOST, FaultKind.THROTTLED]
        self.world.disturb(Fault(self._random.choice(kinds), at=self._random.randint(1, 40)))

    def _claim_by_hand(self) -> None:
        use = self.world.control.quota(self.world.instance_arn)
        if not use["blocked"] and use["held"] < use["quota"]:
            self._by_hand.append(self.world.control.console_claim(self.world.instance_arn)["phone_number"])
        self._look()

    def _release_by_hand(self) -> None:
        if self._by_hand:
            self.world.control.console_release(self._by_hand.pop())
        self._look()
        self.world.advance(130)
        self._look()

    def _look(self) -> None:
        """What came and went between two looks shows in no API but CloudTrail's: the ledger looks once after each."""
        self._seen = len(self.world.control.quota(self.world.instance_arn)["operations"])
        self.world.advance(30)
        services = self.world.provider.services()
        Tools(services, services.connect(services.pace())).account_numbers.read(services.now)

    def _fail_claims(self) -> None:
        self.world.control.fail_next_claims("The carrier did not answer", count=self._random.randint(1, 2))
        self._create()
        self.world.control.clear_faults()

    def _lose_races(self) -> None:
        self.world.control.lose_race(count=self._random.randint(1, 4))
        self._create()
        self.world.control.clear_faults()

    def _wait(self) -> None:
        self.world.advance(self._random.choice([60, 3600, 30 * DAY, 179 * DAY, 181 * DAY]))

    def _check(self, call: RemoteCall) -> None:
        """By the service's own count: did an operation that we sent exceed a quota?"""
        if call.operation not in ("ClaimPhoneNumber", "ReleasePhoneNumber"):
            return
        use = self.world.control.quota(self.world.instance_arn)
        times = [each["time"] for each in use["operations"]]
        for last in times[self._seen :]:
            count = sum(1 for at in times if last - WINDOW_SECONDS < at <= last)
            if count > 2 * use["quota"]:
                self.violations.append(f"{count} operations with a quota of {use['quota']}, after {self.steps}")
        for number in self.world.control.numbers():
            if number["tags"] and number["status_message"] in (QUOTA_MESSAGE, BLOCKED_MESSAGE):
                self.violations.append(f"{number['status_message']} with a quota of {use['quota']}, after {self.steps}")
        self._seen = len(times)


@pytest.fixture
def seeds(world: World) -> Iterator[Callable[[int], Iterator[int]]]:
    start = world.snapshot()

    def each(part: int) -> Iterator[int]:
        for seed in range(part, HISTORIES, PARTS):
            world.restore(start)
            world.remote_calls.calm()
            yield seed

    yield each


@pytest.mark.parametrize("part", range(PARTS))
def test_neither_quota_is_ever_exceeded(world: World, part: int, seeds: Callable[[int], Iterator[int]]) -> None:
    spent = 0
    for seed in seeds(part):
        history = History(world, seed)
        history.run(STEPS)
        assert history.violations == [], f"seed {seed}"
        spent += len(world.control.quota(world.instance_arn)["operations"])
    print(f"{len(range(part, HISTORIES, PARTS))} histories, {spent} claims and releases")  # noqa: T201
    assert spent > HISTORIES // PARTS, "the histories do something"
