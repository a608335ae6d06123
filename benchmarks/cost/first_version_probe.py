"""Run by `first_version` in a process of its own, where `benchmarks`, `tests` and `lambda` are the first version's.

Its contention benchmark is the double. It has virtual time and latencies as ours, a table in memory, and a double of
the CDK Provider framework around its handler. Modules that it lacks come from ours.
"""

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch

Function = Callable[[Mapping[str, Any], Any], dict[str, Any]]

OURS = Path(__file__).parents[2]
FRAMEWORK = (128, "x86_64")
HANDLER = (256, "arm64")
"""Megabytes and architecture of the functions."""


class Meter:
    """Counts what a race of the first version uses."""

    def __init__(self, account: Any, table: Any) -> None:  # noqa: ANN401 - the first version's
        """Count from now on."""
        self._account, self._table = account, table
        self._before = table.read_units, table.write_units
        self._began_at = account.clock.time()
        self._framework: list[float] = []
        self._handler: list[float] = []
        self._looks = 0

    def invoke(self, send: Callable[..., Any], account: object, name: str, function: Function, event: Any) -> Any:  # noqa: ANN401
        """Stand in for the double's invocation of the framework's function, which invokes the handler's."""
        time = self._account.clock.time
        took = 0.0

        def timed(event: Mapping[str, Any], context: object) -> dict[str, Any]:
            nonlocal took
            began_at = time()
            try:
                return function(event, context)
            finally:
                took = time() - began_at

        began_at = time()
        try:
            return send(account, name, timed, event)
        finally:
            # Of the two functions' beginnings, the framework's function waits for the second.
            self._framework.append(took + (time() - began_at - took) / 2)
            self._handler.append(took)
            # The waiter is one state, entered once, and then again by its Retry.
            self._looks += name == "is_complete"

    def usage(self, kind: str, succeeded: list[bool], ended_at: float) -> dict[str, Any]:
        """What was used."""
        usage = import_module("benchmarks.cost.usage")
        return asdict(
            usage.Usage(
                kind,
                operations=len(succeeded),
                succeeded=sum(succeeded),
                seconds=ended_at - self._began_at,
                compute=[usage.Compute.of(self._framework, *FRAMEWORK), usage.Compute.of(self._handler, *HANDLER)],
                transitions=self._looks,
                read_units=self._table.read_units - self._before[0],
                write_units=self._table.write_units - self._before[1],
            )
        )


def creates_and_deletes(count: int) -> list[dict[str, Any]]:
    """What so many creates use, and an hour later as many deletes."""
    cost = import_module("benchmarks.cost")
    account_module, library = (import_module(f"benchmarks.contention.{name}") for name in ("account", "this_library"))
    ledger = import_module("benchmarks.contention.memory_ledger")
    items = ledger.MemoryTable()
    table = import_module("benchmarks.metered_table").MeteredTable(items, items.get)
    send = library._invoke

    def delete(arn: str, index: int) -> bool:
        event = {**library._event(account, index, "Delete"), "PhysicalResourceId": arn}
        library._invoke(account, "on_event", library.handler.on_event, event)
        return bool(library._wait(account, event)["IsComplete"])

    with (
        patch.object(ledger, "MemoryTable", lambda: table),
        account_module.virtual_account(2 * count, cost.SEED) as account,
    ):
        meter = Meter(account, table)
        with patch.object(library, "_invoke", partial(meter.invoke, send)):
            create = library.ThisLibrary().create
            created = account.clock.run([partial(create, account, index) for index in range(count)])
        ended_at = max(outcome.ended_at for outcome in created)
        creates = meter.usage("Create", [bool(outcome.phone_number_arn) for outcome in created], ended_at)
        account.clock.sleep(cost.REST_SECONDS)
        meter = Meter(account, table)
        with patch.object(library, "_invoke", partial(meter.invoke, send)):
            arns = [outcome.phone_number_arn for outcome in created]
            deleted = account.clock.run([partial(delete, arn, index) for index, arn in enumerate(arns)])
        return [creates, meter.usage("Delete", deleted, account.clock.time())]


def resources(numbers: int) -> int:
    """The CloudFormation resources of a stack with so many numbers."""
    from aws_cdk import App, Environment, Stack  # noqa: PLC0415 - starts Node

    add_number = import_module("benchmarks.synth.claimed_phone_numbers")._add_number
    app = App(context={"connect-phone-numbers:quota": numbers})
    stack = Stack(app, "ContactCenter", env=Environment(account="123456789012", region="us-east-1"))
    for index in range(numbers):
        add_number(stack, f"Number{index}")
    return len(app.synth().get_stack_by_name(stack.stack_name).template["Resources"])


def main(counts: str, numbers: str) -> None:
    """Print the figures as JSON; both arguments are integers with commas between."""
    for package in ("benchmarks", "tests"):
        import_module(package).__path__.append(str(OURS / package))
    usages = [usage for count in counts.split(",") for usage in creates_and_deletes(int(count))]
    of_stacks = {number: resources(int(number)) for number in numbers.split(",")}
    sys.stdout.write(json.dumps({"usages": usages, "resources": of_stacks}))


if __name__ == "__main__":
    main(*sys.argv[1:])
