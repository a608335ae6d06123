"""Random histories of several stacks at once, with faults, and what must always hold in them.

`STATEFUL_EXAMPLES=5000` runs so many, other ones each time; without it, a sample that is always the same.
"""

import logging
import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.handler.world import World
from tests.stateful.account import Instances
from tests.stateful.machine import PhoneNumberMachine, Tally

EXAMPLES = int(os.environ.get("STATEFUL_EXAMPLES", "100"))
STEPS = 20


@pytest.fixture
def silent() -> Iterator[None]:
    """Without the handler's log: a hundred thousand lines."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.usefixtures("silent")
def test_what_must_always_hold(world: World) -> None:
    instances, tally = Instances.make(world), Tally()
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        lambda: PhoneNumberMachine(instances, tally),
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize="STATEFUL_EXAMPLES" not in os.environ,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.explicit, Phase.generate, Phase.shrink],
            print_blob=True,
        ),
    )
    print(tally)  # noqa: T201
    assert tally.counted_operations > tally.histories, "the histories do something"
