"""Random histories of several stacks at once, with faults. The promises must hold in each.

`STATEFUL_EXAMPLES=5000` runs 5000 new histories. Without it, the same few histories run each time.
"""

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.faults.account import begin_again
from tests.faults.telling import kept_log
from tests.simulation.world import World, simulated_world
from tests.stateful.machine import PhoneNumberMachine, Tally

EXAMPLES = int(os.environ.get("STATEFUL_EXAMPLES", "40"))
STEPS = 15


def test_what_must_always_hold() -> None:
    tally = Tally()
    with simulated_world() as world, kept_log() as log:
        beginning = world.snapshot()

        def from_the_beginning() -> World:
            log.lines.clear()
            begin_again(world, beginning)
            return world

        run_state_machine_as_test(  # type: ignore[no-untyped-call]
            lambda: PhoneNumberMachine(from_the_beginning, tally),
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
