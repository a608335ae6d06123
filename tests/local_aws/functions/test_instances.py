import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.local_aws import LocalAws

SLOW = """
    import os, time

    def handler(event, context):
        time.sleep(event)
        print("slept", event)
        return [os.getpid(), context.get_remaining_time_in_millis(), "SOURCE"]
"""


def test_invocations_at_the_same_time_have_processes_of_their_own(function) -> None:
    made = function(SLOW, Timeout=20)
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(made.invoke, [1.5] * 4))
    assert len({answer["Payload"][0] for answer in answers}) == 4
    assert all(0 < answer["Payload"][1] <= 18_500 for answer in answers)


def test_a_function_that_logs_nothing_answers_at_once(function) -> None:
    made = function("def handler(event, context): return event")
    made.invoke()
    took = []
    for number in range(20):
        began = time.monotonic()
        assert made.invoke(number)["Payload"] == number
        took.append(time.monotonic() - began)
    # The fastest, as others use this machine too; ministack waits 50 ms for words that do not come.
    assert min(took) < 0.04


def test_what_runs_while_the_code_is_changed_ends_by_the_old_code(function) -> None:
    made = function(SLOW)
    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(made.invoke, 1)
        time.sleep(0.5)
        made.change(SLOW.replace("SOURCE", "CHANGED"))
        assert made.invoke(0)["Payload"][2] == "CHANGED"
        assert running.result()["Payload"][2] == "SOURCE"


def test_each_invocation_logs_what_it_printed(local_aws: LocalAws, function) -> None:
    made = function(SLOW)
    for seconds in (0, 0.01):
        made.invoke(seconds)
    logs = local_aws.client("logs")
    events = logs.filter_log_events(logGroupName=f"/aws/lambda/{made.name}")["events"]
    printed = [event["message"] for event in events if event["message"].startswith("slept")]
    assert printed == ["slept 0", "slept 0.01"]


def test_invocations_past_a_limit_are_throttled(local_aws: LocalAws, function) -> None:
    made = function(SLOW)
    local_aws.running.control.limit_concurrency(made.name, 1)
    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(made.invoke, 1.5)
        time.sleep(0.5)
        with pytest.raises(made.client.exceptions.TooManyRequestsException):
            made.invoke(0)
        assert running.result()["Payload"][2] == "SOURCE"
    assert made.invoke(0)["Payload"][2] == "SOURCE"
