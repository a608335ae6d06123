"""The account of one history: two instances, numbers that are nobody's business, the handler, its ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import pytest

from connect_phone_numbers import handler, metrics
from connect_phone_numbers.core.quota import WINDOW_SECONDS
from connect_phone_numbers.ledger import Ledger
from connect_phone_numbers.quotas import Quotas
from connect_phone_numbers.service_quotas import ServiceQuotas
from local_aws.connect.control import ConnectControl
from local_aws.connect.models import clock, phone_number_claims
from local_aws.connect.models.contact_flow import ContactFlow
from local_aws.connect.models.quota import BLOCKED_MESSAGE, QUOTA_MESSAGE
from local_aws.connect.models.state import connect_state, reset_connect_state
from tests.handler.memory_handler import MemoryHandler
from tests.handler.world import REGION, World
from tests.stateful.deterministic import FixedTime, Uuids
from tests.stateful.edges import Client, LedgerTable
from tests.stateful.remote_calls import RemoteCalls
from tests.stateful.scheduler import Scheduler

STACK_TAG = "connect-phone-number:stack-id"


@dataclass(frozen=True)
class Instances:
    """The instances of all histories.

    Attributes:
        arns: of each, and of its two flows.
        flows: the flows themselves.
    """

    arns: list[tuple[str, tuple[str, str]]]
    flows: dict[str, ContactFlow]

    @classmethod
    def make(cls, world: World) -> Self:
        """Two."""
        arns = [world.new_instance() for _ in range(2)]
        return cls(arns, dict(connect_state().flows))


class Account:
    """The local Connect and the handler, in a time of their own."""

    def __init__(self, instances: Instances) -> None:
        self.problems: list[str] = []
        """What must not be and was seen while it happened."""
        self.patch = pytest.MonkeyPatch()
        self.control = ConnectControl()
        reset_connect_state()
        connect_state().flows.update(instances.flows)
        self.patch.setattr(clock, "time", FixedTime())
        self.patch.setattr(phone_number_claims, "uuid", Uuids())
        self.patch.setattr(metrics, "emit", lambda *_: None)
        self.instances = instances.arns
        self.scheduler = Scheduler(self.control.now, self.control.advance)
        self.calls = RemoteCalls(self.scheduler, self.control.now)
        memory = MemoryHandler(self.control)
        self.quotas: Quotas = memory.quotas
        self._memory: Any = memory.parts["_table"]()
        self._install(memory.parts)
        self._seen = {arn: 0 for arn, _ in self.instances}

    def _install(self, parts: dict[str, Any]) -> None:
        client: Any = Client(REGION, self.calls, self._before, self._after)
        table: Any = LedgerTable(self._memory, self.calls)
        service_quotas = ServiceQuotas(client)
        replaced = {
            **parts,
            "_table": lambda: table,
            "_ledger": lambda: Ledger(table, self.control.now),
            "_connect_client": lambda region: client,
            "_service_quotas": lambda: service_quotas,
            "time": FixedTime(self.control.now, self.scheduler.sleep),
        }
        for name, part in replaced.items():
            self.patch.setattr(handler, name, part)

    def close(self) -> None:
        """End everything."""
        self.scheduler.end_all()
        self.patch.undo()

    def items(self) -> list[dict[str, Any]]:
        """Every item of the ledger."""
        return [self._memory.get({"PK": key[0], "SK": key[1]}) for key in sorted(self._memory._items)]

    def claims_of(self, stack_id: str) -> list[dict[str, Any]]:
        """The claims in the record of a stack's only resource."""
        return [
            claim
            for item in self.items()
            if item["PK"].startswith(f"RESOURCE#{stack_id}#")
            for claim in item.get("Claims", {}).values()
        ]

    def parked(self) -> set[str]:
        """ARNs of the numbers that the ledger lists as parked."""
        return {item["SK"] for item in self.items() if item["PK"] == "PARKED"}

    def numbers(self) -> dict[str, dict[str, Any]]:
        """The numbers that the service holds for the account, by ARN."""
        held = {arn for arn, number in connect_state().numbers().items() if number.is_held}
        return {
            number["phone_number_arn"]: number
            for number in self.control.numbers()
            if number["phone_number_arn"] in held
        }

    def tag(self, arn: str, tags: dict[str, str]) -> None:
        """Put tags on a number by hand."""
        connect_state().numbers()[arn].tags.update(tags)

    def look(self) -> None:
        """Let the ledger see what was done by hand: what comes and goes between two looks shows in no API."""
        self.control.advance(30)
        for instance_arn, _ in self.instances:
            self.quotas.use(instance_arn, int(self.control.now()))
            self._seen[instance_arn] = len(self.control.quota(instance_arn)["operations"])

    def _before(self, operation: str, request: dict[str, Any]) -> None:
        if operation == "claim_phone_number":
            self._require_recorded(request)
        elif arn := request.get("PhoneNumberId") or request.get("resourceArn"):
            self._require_own(operation, str(arn))

    def _after(self, operation: str, request: dict[str, Any]) -> None:
        if operation in ("claim_phone_number", "release_phone_number"):
            self._require_within_quotas()

    def _require_recorded(self, request: dict[str, Any]) -> None:
        """No number is claimed whose owner is not recorded, with the token, and with its reservation."""
        number = request["PhoneNumber"]
        claims = self.claims_of(request["Tags"][STACK_TAG])
        recorded = [
            claim
            for claim in claims
            if claim["phone_number"] == number and claim["client_token"] == request["ClientToken"]
        ]
        reserved = [item for item in self.items() if item.get("PhoneNumber") == number and item.get("Kind") == "CLAIM"]
        if not (recorded and reserved):
            self.problems.append(f"{number} is claimed though the ledger does not know: {claims}, {reserved}")

    def _require_own(self, operation: str, arn: str) -> None:
        """Nothing happens to a number that the resource does not own."""
        number = self.numbers().get(arn)
        task = self.scheduler.current
        if number is None or task is None or task.process is None:
            return
        stack_id = task.name.partition(" ")[0]
        is_recorded = any(claim["phone_number_arn"] == arn for claim in self.claims_of(stack_id))
        if number["tags"].get(STACK_TAG) not in (None, stack_id) or not is_recorded:
            self.problems.append(f"{operation} of {number['phone_number']} of {number['tags']} by {stack_id}")

    def _require_within_quotas(self) -> None:
        """By the service's own count, no operation that we sent exceeds a quota."""
        for instance_arn, _ in self.instances:
            use = self.control.quota(instance_arn)
            times = [each["time"] for each in use["operations"]]
            for last in times[self._seen[instance_arn] :]:
                count = sum(1 for at in times if last - WINDOW_SECONDS < at <= last)
                if count > 2 * use["quota"]:
                    self.problems.append(f"{count} operations at {instance_arn} with a quota of {use['quota']}")
            self._seen[instance_arn] = len(times)
        for number in self.control.numbers():
            if number["tags"] and number["status_message"] in (QUOTA_MESSAGE, BLOCKED_MESSAGE):
                self.problems.append(f"{number['phone_number']}: {number['status_message']}")
