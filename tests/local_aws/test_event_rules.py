"""What a rule of EventBridge gives to the function that it invokes."""

import json
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from local_aws.event_rules import with_quoted_text
from tests.local_aws.functions.conftest import Function, function, lines_of
from tests.support.local_aws import LocalAws

__all__ = ["function"]
EVENT = {"time": "2026-11-22T02:03:25Z", "detail": {"state": 'in "service"', "count": 2}}


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ('{"Time": <time>}', {"Time": "2026-11-22T02:03:25Z"}),
        ('{"State": <state>}', {"State": 'in "service"'}),
        ("<time>", "2026-11-22T02:03:25Z"),
    ],
)
def test_text_is_quoted(template: str, expected: object) -> None:
    paths = {"time": "$.time", "state": "$.detail.state"}
    assert json.loads(with_quoted_text({"InputPathsMap": paths, "InputTemplate": template}, EVENT)) == expected


@pytest.mark.parametrize("template", ['{"Said": "at <time>"}', '{"Count": <count>}', "<aws.events.rule-arn>", "<gone>"])
def test_other_variables_are_left_to_ministack(template: str) -> None:
    paths = {"time": "$.time", "count": "$.detail.count", "gone": "$.detail.none.at.all"}
    assert with_quoted_text({"InputPathsMap": paths, "InputTemplate": template}, EVENT) == template


def test_a_rule_invokes_a_function_and_what_fails_is_repeated(
    local_aws: LocalAws, function: Callable[..., Function], tmp_path: Path
) -> None:
    told = tmp_path / "told"
    target = function(f"""
        import json

        def handler(event, context):
            with open({str(told)!r}, "a") as file:
                file.write(json.dumps(event) + "\\n")
            raise RuntimeError("once more")
    """)
    source = f"test.{uuid.uuid4().hex}"
    put_rule(local_aws, source, target)
    entry = {"Source": source, "DetailType": "Test", "Detail": json.dumps({"number": "+12065550142", "count": 2})}
    assert local_aws.client("events").put_events(Entries=[entry])["FailedEntryCount"] == 0
    given = [json.loads(line) for line in lines_of(told, 3)]
    assert given == [{"Number": "+12065550142", "Count": 2, "Said": "from Test"}] * 3


def put_rule(local_aws: LocalAws, source: str, target: Function) -> None:
    """Invoke a function for each event of a source."""
    events: Any = local_aws.client("events")
    events.put_rule(Name=source, EventPattern=json.dumps({"source": [source]}))
    function_arn = target.client.get_function(FunctionName=target.name)["Configuration"]["FunctionArn"]
    transformer = {
        "InputPathsMap": {"number": "$.detail.number", "count": "$.detail.count", "type": "$.detail-type"},
        "InputTemplate": '{"Number": <number>, "Count": <count>, "Said": "from <type>"}',
    }
    events.put_targets(Rule=source, Targets=[{"Id": "Function", "Arn": function_arn, "InputTransformer": transformer}])
