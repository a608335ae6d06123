import time
from pathlib import Path

from tests.local_aws.step_functions.conftest import Stepper
from tests.local_aws.step_functions.test_walk import DONE, claiming


def test_fifty_executions_wait_at_the_same_time_and_hold_nothing_up(machine: Stepper, tmp_path: Path) -> None:
    began = time.monotonic()
    executions = [machine.start(tmp_path / str(number), claiming(3), DONE) for number in range(50)]
    slowest = 0.0
    while machine.states.describe_execution(executionArn=executions[-1])["status"] == "RUNNING":
        asked = time.monotonic()
        machine.states.list_state_machines()
        slowest = max(slowest, time.monotonic() - asked)
        time.sleep(0.05)
    assert {machine.ended(execution)["status"] for execution in executions} == {"SUCCEEDED"}
    # One after the other, their waits alone would take 150 seconds. A busy machine takes long for the rest.
    assert slowest < 30
    assert time.monotonic() - began < 140
