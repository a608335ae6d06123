import json
from pathlib import Path

from tests.local_aws.step_functions.conftest import STEP, Stepper


def claiming(seconds: object = 1) -> dict[str, object]:
    return {"Status": "CLAIMING", "Seconds": seconds, "Why": "waits for its slot"}


DONE = {"Status": "DONE", "Seconds": 1, "Why": "done"}


def test_it_steps_and_waits_until_it_is_done_and_the_history_tells(machine: Stepper, tmp_path: Path) -> None:
    execution = machine.start(tmp_path, claiming(), claiming(), DONE)
    ended = machine.ended(execution)
    assert ended["status"] == "SUCCEEDED"
    took = (ended["stopDate"] - ended["startDate"]).total_seconds()
    assert 2 <= took < 10
    assert json.loads(ended["output"])["Step"] == DONE
    events = machine.events(execution)
    entered = [event["stateEnteredEventDetails"]["name"] for event in events if "stateEnteredEventDetails" in event]
    look = ["Take the next step", "What does it wait for?"]
    assert entered == [*look, "Claiming the number", *look, "Claiming the number", *look, "Answered"]
    assert [event["type"] for event in events[:6]] == [
        "ExecutionStarted",
        "TaskStateEntered",
        "TaskScheduled",
        "TaskStarted",
        "TaskSucceeded",
        "TaskStateExited",
    ]
    assert [event["previousEventId"] for event in events] == [event["id"] - 1 for event in events]
    scheduled = events[2]["taskScheduledEventDetails"]
    assert (scheduled["resourceType"], scheduled["resource"], scheduled["timeoutInSeconds"]) == ("lambda", "invoke", 30)
    assert json.loads(scheduled["parameters"])["FunctionName"] == machine.function_arn
    succeeded = json.loads(events[4]["taskSucceededEventDetails"]["output"])
    assert (succeeded["StatusCode"], succeeded["Payload"]) == (200, claiming())


def test_the_function_sees_the_payload_and_nothing_else(machine: Stepper, tmp_path: Path) -> None:
    machine.ended(machine.start(tmp_path, DONE))
    (step,) = machine.steps(tmp_path)
    assert set(step) == {"Resource", "Operation", "RequestId"}


def test_what_an_exception_is_called_and_what_it_comes_to(machine: Stepper, tmp_path: Path) -> None:
    execution = machine.start(tmp_path, {"Raise": "Unplanned"}, {"Raise": "ValueError"})
    ended = machine.ended(execution)
    assert machine.failures(execution) == ["Unplanned", "ValueError"]
    assert ended["status"] == "SUCCEEDED"
    failure = machine.steps(tmp_path)[-1]["Failure"]
    assert failure["Error"] == "ValueError"
    cause = json.loads(failure["Cause"])
    assert (cause["errorType"], cause["errorMessage"]) == ("ValueError", "as it was planned")
    assert "as it was planned" in "".join(cause["stackTrace"])
    assert cause["requestId"] == machine.steps(tmp_path)[1]["RequestId"]


def test_a_process_that_ends_and_one_that_takes_too_long(machine: Stepper, tmp_path: Path) -> None:
    execution = machine.start(tmp_path, {"Exit": 3}, {"Sleep": 2.5}, DONE)
    assert machine.ended(execution)["status"] == "SUCCEEDED"
    assert machine.failures(execution) == ["Runtime.ExitError", "Sandbox.Timedout"]
    causes = [e["taskFailedEventDetails"]["cause"] for e in machine.events(execution) if e["type"] == "TaskFailed"]
    assert "Error: Runtime exited with error: exit status 3" in causes[0]
    assert "Error: Task timed out after 2.00 seconds" in causes[1]


def test_an_answer_that_lacks_what_is_selected_ends_the_execution_uncaught(machine: Stepper, tmp_path: Path) -> None:
    execution = machine.start(tmp_path, {"Status": "DONE", "Seconds": 1})
    ended = machine.ended(execution)
    assert (ended["status"], ended["error"]) == ("FAILED", "States.Runtime")
    assert "'$.Payload.Why' specified for the field 'Why.$' could not be found" in ended["cause"]
    assert "output" not in ended


def test_a_wait_is_a_whole_number_of_seconds(machine: Stepper, tmp_path: Path) -> None:
    ended = machine.ended(machine.start(tmp_path, claiming(1.5)))
    assert (ended["status"], ended["error"]) == ("FAILED", "States.Runtime")


def test_a_status_that_no_rule_knows_fails_the_execution(machine: Stepper, tmp_path: Path) -> None:
    ended = machine.ended(machine.start(tmp_path, {"Status": "LOST", "Seconds": 1, "Why": ""}))
    assert (ended["status"], ended["error"]) == ("FAILED", "States.NoChoiceMatched")


def test_an_execution_can_be_stopped_while_it_waits(machine: Stepper, tmp_path: Path) -> None:
    execution = machine.start(tmp_path, claiming(600))
    while not (tmp_path / "journal").exists():
        pass
    machine.states.stop_execution(executionArn=execution)
    assert machine.ended(execution)["status"] == "ABORTED"


def test_a_throttled_function_is_tried_until_it_is_let_through(machine: Stepper, tmp_path: Path, local_aws) -> None:
    local_aws.running.control.throttle_function(machine.function_name, 2)
    execution = machine.start(tmp_path, DONE)
    assert machine.ended(execution)["status"] == "SUCCEEDED"
    failures = machine.failures(execution)
    assert failures and set(failures) == {"Lambda.TooManyRequestsException"}
    assert len(machine.steps(tmp_path)) == 1


def test_a_state_that_takes_too_long_goes_on_without_its_function(machine: Stepper, tmp_path: Path) -> None:
    state = {**STEP, "TimeoutSeconds": 1, "Retry": [], "Next": "Answered"}
    state["Parameters"] = {**STEP["Parameters"], "FunctionName": machine.function_arn}
    state["Catch"] = [{"ErrorEquals": ["States.Timeout"], "ResultPath": "$.Failure", "Next": "Answered"}]
    definition = {"StartAt": "Step", "States": {"Step": state, "Answered": {"Type": "Succeed"}}}
    created = machine.states.create_state_machine(
        name=f"{machine.function_name}-brief",
        definition=json.dumps(definition),
        roleArn="arn:aws:iam::123456789012:role/any",
    )
    machine.arn = created["stateMachineArn"]
    execution = machine.start(tmp_path, {"Sleep": 1.9})
    ended = machine.ended(execution)
    assert machine.failures(execution) == ["States.Timeout"]
    assert json.loads(ended["output"])["Failure"]["Error"] == "States.Timeout"
    assert "TaskTimedOut" in [event["type"] for event in machine.events(execution)]


def test_the_whole_execution_can_have_a_time_out(machine: Stepper) -> None:
    waiting = {
        "StartAt": "Wait",
        "TimeoutSeconds": 1,
        "States": {"Wait": {"Type": "Wait", "Seconds": 600, "End": True}},
    }
    created = machine.states.create_state_machine(
        name=f"{machine.function_name}-timed",
        definition=json.dumps(waiting),
        roleArn="arn:aws:iam::123456789012:role/any",
    )
    execution = machine.states.start_execution(stateMachineArn=created["stateMachineArn"])["executionArn"]
    assert machine.ended(execution)["status"] == "TIMED_OUT"
