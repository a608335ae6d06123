"""The double of the Provider framework, that most tests of the handler run in, does what the runtime does."""

from typing import Any

import pytest

from tests.framework.real_framework import RealFramework
from tests.framework.runtime import FrameworkRuntime
from tests.framework.scenario import ID, OTHER_ID, Scenario, play
from tests.handler.provider_framework import MARKER, MISSING_PHYSICAL_ID, ProviderFramework

BOOM = ValueError("No DID number in AQ is available")
NOT_YET: dict[str, Any] = {"IsComplete": False}
DONE: dict[str, Any] = {"IsComplete": True}

SCENARIOS = [
    *(
        scenario
        for kind in ("Create", "Update", "Delete")
        for scenario in (
            Scenario(f"{kind}: complete at once", kind),
            Scenario(f"{kind}: complete at the third look", kind, is_complete=(NOT_YET, NOT_YET, DONE)),
            Scenario(f"{kind}: complete at the look after the last", kind, is_complete=(NOT_YET,) * 3 + (DONE,)),
            Scenario(f"{kind}: never complete", kind, is_complete=(NOT_YET,)),
            Scenario(f"{kind}: nobody looks", kind, polls=0),
            Scenario(f"{kind}: on_event raises", kind, on_event=BOOM),
            Scenario(f"{kind}: on_event raises without a word", kind, on_event=ValueError()),
            Scenario(f"{kind}: on_event answers no physical id", kind, on_event={}),
            Scenario(f"{kind}: on_event answers an empty physical id", kind, on_event={"PhysicalResourceId": ""}),
            Scenario(f"{kind}: on_event answers nothing", kind, on_event=None),
            Scenario(f"{kind}: on_event answers another physical id", kind, on_event={"PhysicalResourceId": OTHER_ID}),
            Scenario(
                f"{kind}: on_event answers another physical id and is_complete raises",
                kind,
                on_event={"PhysicalResourceId": OTHER_ID},
                is_complete=(BOOM,),
            ),
            Scenario(f"{kind}: is_complete raises", kind, is_complete=(BOOM,)),
            Scenario(f"{kind}: is_complete raises at the second look", kind, is_complete=(NOT_YET, BOOM)),
            Scenario(f"{kind}: is_complete answers nothing", kind, is_complete=(None,)),
            Scenario(f"{kind}: is_complete answers an empty object", kind, is_complete=({}, DONE)),
            Scenario(f"{kind}: the waiter can't be started", kind, no_waiter=True),
            Scenario(f"{kind}: the success does not reach CloudFormation", kind, no_way_back=True),
            Scenario(
                f"{kind}: is_complete answers another physical id with Data",
                kind,
                is_complete=({**DONE, "PhysicalResourceId": OTHER_ID, "Data": {"PhoneNumber": "+12065550100"}},),
            ),
            Scenario(
                f"{kind}: is_complete answers an empty physical id",
                kind,
                is_complete=({**DONE, "PhysicalResourceId": ""},),
            ),
        )
    ),
    Scenario("Data before it is complete", is_complete=({**NOT_YET, "Data": {"PhoneNumber": "+12065550100"}},)),
    Scenario("no Data before it is complete", is_complete=({**NOT_YET, "Data": {}}, DONE)),
    Scenario(
        "Data of both",
        on_event={"PhysicalResourceId": ID, "Data": {"a": "1", "b": "1"}},
        is_complete=({**DONE, "Data": {"b": "2", "c": "2"}},),
    ),
    Scenario("Data of on_event, and is_complete raises", on_event={"Data": {"a": "1"}}, is_complete=(BOOM,)),
    Scenario("Data of on_event, and time is up", on_event={"Data": {"a": "1"}}, is_complete=(NOT_YET,)),
    Scenario("Data is null", is_complete=({**DONE, "Data": None},)),
    Scenario("NoEcho of on_event", on_event={"PhysicalResourceId": ID, "NoEcho": True}),
    Scenario("NoEcho of on_event, and is_complete raises", on_event={"NoEcho": True}, is_complete=(BOOM,)),
    Scenario("NoEcho of is_complete", is_complete=({**DONE, "NoEcho": True},)),
    Scenario("IsComplete is the string false", is_complete=({"IsComplete": "false"},)),
    Scenario("IsComplete is zero", is_complete=({"IsComplete": 0}, DONE)),
    Scenario("on_event adds members of its own", on_event={"PhysicalResourceId": ID, "Candidate": "+12065550100"}),
    Scenario("is_complete answers another RequestId", is_complete=({**DONE, "RequestId": "another"},)),
    Scenario("no properties", event={"ResourceProperties": ...}),
    Scenario("a Delete of a create that failed in on_event", "Delete", on_event=BOOM, physical_resource_id=MARKER),
    Scenario("an Update of a create that failed in on_event", "Update", on_event={}, physical_resource_id=MARKER),
    Scenario(
        "a Delete of a resource that never answered an id",
        "Delete",
        physical_resource_id=MISSING_PHYSICAL_ID,
        on_event={},
    ),
    Scenario("a message of many characters", is_complete=(ValueError("x" * 5000),)),
    Scenario("a message in other alphabets", is_complete=(ValueError('電話番号 "ü" \\ \n second line'),)),
    Scenario("a function that was killed", is_complete=(ValueError("Task timed out after 60.00 seconds"),)),
    Scenario("Data of many characters", is_complete=({**DONE, "Data": {"a": "x" * 5000}},)),
]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=str)
def test_the_same_response_and_the_same_calls(runtime: FrameworkRuntime, scenario: Scenario) -> None:
    real = play(scenario, lambda user: RealFramework(runtime, user))
    double = play(scenario, lambda user: user)
    assert double == real


@pytest.mark.parametrize("kind", ["Create", "Delete"])
def test_the_address_of_the_response_is_not_logged(runtime: FrameworkRuntime, kind: str) -> None:
    """It lets whoever has it answer in the resource's place."""
    frameworks: list[RealFramework] = []

    def real(user: ProviderFramework) -> RealFramework:
        frameworks.append(RealFramework(runtime, user))
        return frameworks[0]

    for is_complete in (DONE, BOOM):
        play(Scenario("logs", kind, is_complete=(NOT_YET, is_complete)), real)
    assert frameworks[0].logs
    assert not [line for line in frameworks[0].logs if "?secret" in line]
