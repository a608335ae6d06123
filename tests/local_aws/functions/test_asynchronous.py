import time
from pathlib import Path

import pytest

from tests.local_aws.functions.conftest import Function, lines_of
from tests.support.local_aws import LocalAws

JOURNAL = """
    import json
    from pathlib import Path

    def handler(event, context):
        with Path(event["Journal"]).open("a") as journal:
            journal.write(context.aws_request_id + "\\n")
        if event.get("Fails"):
            raise RuntimeError("as it was told")
"""


@pytest.fixture
def journalling(function) -> Function:
    made: Function = function(JOURNAL)
    return made


def test_an_error_is_repeated_twice_with_the_same_request_id(journalling: Function, tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    journalling.invoke_in_background({"Journal": str(journal), "Fails": True})
    lines_of(journal, 3)
    time.sleep(2.5)
    attempts = lines_of(journal, 3)
    assert len(attempts) == 3
    assert len(set(attempts)) == 1


def test_a_success_is_not_repeated(journalling: Function, tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    journalling.invoke_in_background({"Journal": str(journal)})
    lines_of(journal, 1)
    time.sleep(1.5)
    assert len(lines_of(journal, 1)) == 1


def test_a_function_can_ask_for_fewer_attempts(journalling: Function, tmp_path: Path) -> None:
    journalling.client.put_function_event_invoke_config(FunctionName=journalling.name, MaximumRetryAttempts=0)
    journal = tmp_path / "journal"
    journalling.invoke_in_background({"Journal": str(journal), "Fails": True})
    time.sleep(2)
    assert len(lines_of(journal, 1)) == 1


def test_a_repetition_runs_the_code_of_then(journalling: Function, tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    journalling.invoke_in_background({"Journal": str(journal), "Fails": True})
    lines_of(journal, 1)
    journalling.change(JOURNAL.replace('raise RuntimeError("as it was told")', "pass"))
    lines_of(journal, 2)
    time.sleep(2.5)
    assert len(lines_of(journal, 2)) == 2


def test_a_throttled_function_refuses_who_waits_and_keeps_the_events_of_who_does_not(
    local_aws: LocalAws, journalling: Function, tmp_path: Path
) -> None:
    journal = tmp_path / "journal"
    control = local_aws.running.control
    control.throttle_function(journalling.name, 600)
    with pytest.raises(journalling.client.exceptions.TooManyRequestsException) as refused:
        journalling.invoke({"Journal": str(journal)})
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 429
    journalling.invoke_in_background({"Journal": str(journal)})
    assert not journal.exists()
    control.throttle_function(journalling.name, 0)
    assert len(lines_of(journal, 1)) == 1
