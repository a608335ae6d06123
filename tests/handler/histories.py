"""Random histories of an instance's numbers, run through the real handler at the speed of function calls."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from connect_phone_numbers.core.quota import WINDOW_SECONDS
from local_aws.connect.control import ConnectControl
from local_aws.connect.models.quota import BLOCKED_MESSAGE, QUOTA_MESSAGE
from tests.handler.lifecycle import MARKER, FunctionKilled, Lifecycle
from tests.handler.memory_handler import MemoryHandler

DAY = 24 * 3600


@dataclass
class Live:
    """A resource that CloudFormation believes to hold a number."""

    resource: Lifecycle
    properties: dict[str, Any]
    physical_resource_id: str


@dataclass
class History:
    """One history: everything in it comes from its seed."""

    control: ConnectControl
    instance_arn: str
    seed: int
    violations: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self._live: list[Live] = []
        self._console: list[str] = []
        self._fatal: int | None = None
        self._calls = 0
        self._seen = 0
        self.handler = MemoryHandler(self.control, self._on_call)
        self.control.set_quota(self.instance_arn, self._random.randint(1, 5))

    def run(self, steps: int) -> None:
        choices: list[Callable[[], None]] = [
            *[self._create] * 5,
            *[self._delete] * 4,
            self._create_in_vain,
            self._create_killed,
            self._delete_killed,
            self._console_claim,
            self._console_release,
            self._create_failing,
            self._wait,
        ]
        for _ in range(steps):
            step = self._random.choice(choices)
            self.steps.append(step.__name__)
            step()

    def _properties(self) -> dict[str, Any]:
        policy = self._random.choice(["RELEASE_WITHIN_BUDGET", "RELEASE_WITHIN_BUDGET", "PARK", "RELEASE"])
        return {
            "TargetArn": self.instance_arn,
            "PhoneNumberCountryCode": "US",
            "PhoneNumberType": "DID",
            "ReleasePolicy": policy,
            "AdoptParked": self._random.choice(["true", "true", "false"]),
        }

    def _create(self) -> None:
        resource, properties = Lifecycle(self.control.advance), self._properties()
        created = resource.create(properties)
        live = Live(resource, properties, created.physical_resource_id)
        if created.succeeded:
            self._live.append(live)
        else:
            self._roll_back(live)

    def _create_in_vain(self) -> None:
        """Created, and rolled back because of another resource."""
        resource, properties = Lifecycle(self.control.advance), self._properties()
        created = resource.create(properties)
        self._roll_back(Live(resource, properties, created.physical_resource_id))

    def _create_killed(self) -> None:
        self._fatal = self._calls + self._random.randint(1, 12)
        self._create()
        self._fatal = None

    def _delete(self) -> None:
        if self._live:
            live = self._live.pop(self._random.randrange(len(self._live)))
            deleted = live.resource.delete(live.properties, live.physical_resource_id)
            if not deleted.succeeded:
                self._live.append(live)

    def _delete_killed(self) -> None:
        self._fatal = self._calls + self._random.randint(1, 8)
        self._delete()
        self._fatal = None

    def _roll_back(self, live: Live) -> None:
        self._fatal = None
        if live.physical_resource_id == MARKER:
            return
        if not live.resource.delete(live.properties, live.physical_resource_id).succeeded:
            self._live.append(live)

    def _console_claim(self) -> None:
        use = self.control.quota(self.instance_arn)
        if not use["blocked"] and use["held"] < use["quota"]:
            self._console.append(self.control.console_claim(self.instance_arn)["phone_number"])
        self._look()

    def _console_release(self) -> None:
        if self._console:
            self.control.console_release(self._console.pop())
        self._look()

    def _look(self) -> None:
        """What came and went between two looks shows in no API but CloudTrail's: the ledger looks once after each."""
        self._seen = len(self.control.quota(self.instance_arn)["operations"])
        self.control.advance(30)
        self.handler.quotas.use(self.instance_arn, int(self.control.now()))

    def _create_failing(self) -> None:
        self.control.fail_next_claims("The carrier did not answer", count=self._random.randint(1, 2))
        self._create()
        self.control.clear_faults()

    def _wait(self) -> None:
        self.control.advance(self._random.choice([60, 3600, 30 * DAY, 179 * DAY, 181 * DAY]))

    def _on_call(self, operation: str) -> None:
        self._calls += 1
        if self._fatal is not None and self._calls >= self._fatal:
            self._fatal = None
            raise FunctionKilled(operation)
        if operation in ("claim_phone_number", "release_phone_number"):
            self._check()

    def _check(self) -> None:
        """By the service's own count: did an operation that we sent exceed a quota?"""
        use = self.control.quota(self.instance_arn)
        times = [each["time"] for each in use["operations"]]
        for last in times[self._seen :]:
            count = sum(1 for at in times if last - WINDOW_SECONDS < at <= last)
            if count > 2 * use["quota"]:
                self.violations.append(f"{count} operations with a quota of {use['quota']}, after {self.steps}")
        for number in self.control.numbers():
            if number["tags"] and number["status_message"] in (QUOTA_MESSAGE, BLOCKED_MESSAGE):
                self.violations.append(f"{number['status_message']} with a quota of {use['quota']}, after {self.steps}")
        self._seen = len(times)
