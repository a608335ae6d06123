"""An account with one Connect instance, throttled as the service documents, and an empty ledger, in virtual time."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any
from unittest.mock import patch

from connect_phone_numbers import handler
from connect_phone_numbers.aws import metrics
from connect_phone_numbers.aws.services import Services, Settings
from tests.simulation.deterministic import Uuids, deterministic
from tests.simulation.processes import Process
from tests.simulation.world import World, install

from .latency import Latency, Remote
from .metered_table import MeteredTable


class Account(World):
    """The tests' simulation of everything around the function, in which calls and invocations take time.

    Attributes:
        invocations: the begin and end of each invocation, in seconds since the epoch, in the order of the ends.
        latency: how long calls and invocations take.
        remote_connect: Amazon Connect for the other contenders, with the same latency as for the function.
        metered_table: the ledger's table, as the function uses it.
    """

    def __init__(self, uuids: Uuids, quota: int, seed: int) -> None:
        super().__init__(uuids, Settings(makes_ledger=True))
        self.invocations: list[tuple[float, float]] = []
        self.latency = Latency(self.timeline.sleep, seed)
        self.remote_connect: Any = Remote(self.connect, "connect", self.latency)
        self.metered_table = MeteredTable(self.provider.services().table, self.memory.get)
        self.timeline.overlaps = True
        self.control.configure({"throttle": True})
        self.control.set_quota(self.instance_arn, quota)
        self.control.clear_journal()

    def sleep(self, seconds: float) -> None:
        """Let time pass for the task that calls."""
        self.timeline.sleep(max(seconds, 0))

    def as_process(self, work: Callable[[], Any]) -> Process[Any]:
        """Run work that sleeps, as a process. Returns its result."""
        done: list[Any] = []
        self.timeline.invocation_at(self.now(), "work", lambda: done.append(work()))
        yield lambda: bool(done)
        return done[0]

    def _respond(self, event: Mapping[str, Any], holder: str, until: float) -> Any:  # noqa: ANN401 - as in World
        self.latency.invocation()
        began_at = self.now()
        try:
            return handler.respond(self._services_of_invocation(), event, holder, until)
        finally:
            self.invocations.append((began_at, self.now()))

    def _services_of_invocation(self) -> Services:
        services = self.provider.services()
        remote: Callable[[Any, str], Any] = partial(Remote, latency=self.latency)
        return replace(
            services,
            table=remote(self.metered_table, "dynamodb"),
            connect_in=lambda region: remote(services.connect_in(region), "connect"),
            service_quotas=remote(services.service_quotas, "service-quotas"),
            executions=remote(services.executions, "stepfunctions"),
            responses=remote(services.responses, "cloudformation"),
        )


@contextmanager
def simulated_account(quota: int, seed: int) -> Iterator[Account]:
    """An account in this process, until the end of the `with`.

    Args:
        quota: how many phone numbers the instance may hold.
        seed: the seed of the latencies.
    """
    disabled = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    with deterministic() as uuids, patch.object(metrics, "emit"):
        install()
        account = Account(uuids, quota, seed)
        try:
            account.invoke({"MakeLedger": {}})
            account.invocations.clear()
            yield account
        finally:
            account.timeline.close()
            logging.disable(disabled)
