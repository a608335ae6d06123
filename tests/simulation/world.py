"""The whole thing in memory: CloudFormation, Lambda, Step Functions, DynamoDB, Amazon Connect, and one virtual time."""

import copy
import pickle
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Self, TypeVar
from unittest import mock

from moto.connect.models import connect_backends

from connect_phone_numbers import handler
from connect_phone_numbers.aws import metrics
from connect_phone_numbers.aws.services import Settings
from connect_phone_numbers.entry import forget_ledgers
from local_aws import cloudtrail, connect, service_quotas
from local_aws.connect.control import ConnectControl
from local_aws.connect.models.state import connect_state, reset_connect_state
from tests.simulation.account_view import AccountView, make_instance
from tests.simulation.cloudformation import CloudFormation
from tests.simulation.definition import the_definition
from tests.simulation.deterministic import Uuids, deterministic
from tests.simulation.direct_client import ACCOUNT
from tests.simulation.fault import Fault
from tests.simulation.function_services import REGION, FunctionServices
from tests.simulation.lambda_function import LambdaFunction, Outcome
from tests.simulation.ledger_table import LedgerTable
from tests.simulation.lifecycle import Lifecycle
from tests.simulation.logical_resource import PHONE_NUMBER
from tests.simulation.memory_table import MemoryTable
from tests.simulation.processes import Process, run, together
from tests.simulation.remote_calls import RemoteCalls
from tests.simulation.stack import Stack
from tests.simulation.stack_resource import Rollback
from tests.simulation.state_machine import StateMachine
from tests.simulation.table_control import TableControl
from tests.simulation.timeline import Timeline

Result = TypeVar("Result")


class World(AccountView):
    """One account, one instance with two flows, an empty ledger, one provider.

    Attributes:
        timeline: what is to happen.
        memory: the ledger's table, without faults and hooks of calls.
        table: the ledger's table as such: whether it is there.
        remote_calls: every call of the function, where faults happen.
        function: the function's invocations.
        state_machine: its executions.
        cloudformation: its requests.
        provider: what the function works with: settings, clock skew.
        metrics: what the function told CloudWatch: the instance, values by name, when.
    """

    def __init__(self, uuids: Uuids, settings: Settings) -> None:
        self._state = connect_state()  # looked up once: it stays, only its content is restored
        self.control = ConnectControl()
        self.timeline = Timeline(self.now, self._move_clock)
        self.remote_calls = RemoteCalls(self.timeline)
        self.memory = MemoryTable()
        self.memory.between_items = self.timeline.pause
        self.table = TableControl(self.remote_calls, self.now, REGION)
        self.function = LambdaFunction(self.timeline, self._respond)
        self.cloudformation = CloudFormation(self.timeline, self.function)
        tables = LedgerTable(self.memory, self.remote_calls, REGION, lambda: self.table.is_active), self.table
        self.provider = FunctionServices(self.timeline, self.remote_calls, tables, self.cloudformation, settings)
        self.state_machine = StateMachine(self.timeline, the_definition(), self.function.call)
        self.provider.state_machine = self.state_machine
        self.connect = self.provider.connect_in("")
        self.metrics: list[tuple[str, dict[str, int], int]] = []
        self.instance_arn, self.flow_arns = make_instance(self.connect)
        self._uuids = uuids

    def now(self) -> float:
        return self._state.clock.now()

    def ledger(self) -> list[dict[str, Any]]:
        return self.memory.items()

    def lose_ledger(self) -> None:
        """Delete every item."""
        self.memory.clear()
        forget_ledgers()

    def lose_table(self) -> None:
        """Delete the table itself: nobody has needed it yet."""
        self.memory.clear()
        self.table.delete()
        forget_ledgers()

    def advance(self, seconds: float) -> None:
        """Let time go by, and happen what is to happen in it."""
        self.timeline.pass_time(seconds)

    def settle(self) -> None:
        """Let everything come to its end that is under way."""
        self.timeline.run()

    def invoke(self, event: dict[str, Any]) -> Outcome:
        """Invoke the function, as an operator does."""
        return self.function.call(event)

    def disturb(self, *faults: Fault) -> None:
        """Let these happen to remote calls of the function, each counted from now."""
        self.remote_calls.disturb(*faults)

    def resource(self, logical_resource_id: str = "Support", resource_type: str = PHONE_NUMBER) -> Lifecycle:
        """A resource of a stack of its own."""
        return Lifecycle(self.cloudformation, self.run, logical_resource_id, resource_type)

    def stack(self, name: str = "", rollback: Rollback = Rollback.BY_DELETE) -> Stack:
        """A stack that is not there yet."""
        return Stack(self.cloudformation, name, rollback)

    def run(self, process: Process[Result]) -> Result:
        """Carry a process out; its result."""
        return run(self.timeline, process)

    def run_together(self, *processes: Process[Any]) -> list[Any]:
        """Carry several out at once, whose functions overlap; their results."""
        before, self.timeline.overlaps = self.timeline.overlaps, True
        try:
            return run(self.timeline, together(*processes))
        finally:
            self.timeline.overlaps = before

    def add_instance(self) -> Self:
        """The same world, seen from another instance with flows of its own."""
        other = copy.copy(self)
        other.instance_arn, other.flow_arns = self.new_instance()
        return other

    def snapshot(self) -> tuple[Any, ...]:
        """The world as it is; of instances, whether they are there, and their tags."""
        instances = {
            region: (dict(backend.instances), copy.deepcopy(backend.tagger.tags))
            for region, backend in connect_backends[ACCOUNT].items()
        }
        local_connect = pickle.dumps(vars(self._state), pickle.HIGHEST_PROTOCOL)
        return instances, local_connect, self._uuids.made, [each.snapshot() for each in self._services()]

    def restore(self, snapshot: tuple[Any, ...]) -> None:
        """The world as it was."""
        instances, local_connect, self._uuids.made, copies = snapshot
        for region, backend in connect_backends[ACCOUNT].items():
            known, tags = instances.get(region, ({}, {}))
            backend.instances, backend.tagger.tags = dict(known), copy.deepcopy(tags)
        vars(self._state).update(pickle.loads(local_connect))
        for service, of_service in zip(self._services(), copies, strict=True):
            service.restore(of_service)
        forget_ledgers()

    def _services(self) -> tuple[Any, ...]:
        return self.memory, self.table, self.timeline, self.function, self.state_machine, self.cloudformation

    def note_metrics(self, instance_arn: str, values: Mapping[str, int], now: int) -> None:
        """Stands in for what writes metrics to the log."""
        self.metrics.append((instance_arn, dict(values), now))

    def _move_clock(self, seconds: float) -> None:
        self._state.clock.advance(seconds)

    def _respond(self, event: Any, holder: str, until: float) -> Any:
        return handler.respond(self.provider.services(), event, holder, until)


def install() -> None:
    """Begin with local services that know nothing."""
    for service in (connect, service_quotas, cloudtrail):
        service.install()
    connect_backends.clear()
    reset_connect_state()
    forget_ledgers()


@contextmanager
def simulated_world(settings: Settings | None = None) -> Iterator[World]:
    """One world, until the end of the `with`.

    Raises:
        AssertionError: the function raised what is none of its refusals, and nobody has cleared its `errors` since.
    """
    with deterministic() as uuids:
        install()
        world = World(uuids, settings or Settings(makes_ledger=True))
        try:
            with mock.patch.object(metrics, "emit", world.note_metrics):
                yield world
            assert world.function.mistakes == [], world.function.mistakes
        finally:
            world.timeline.close()
            forget_ledgers()
