"""Cassettes recorded from the local Connect replay without a difference, and none that was tampered with does."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from acceptance import probes
from acceptance.recording.cassette import Answer, Cassette, Moment, RunRecord, read_cassettes
from tests.local_connect.cassettes.recording import record
from tests.local_connect.cassettes.replay import differences

NEW_AND_RELEASED = RunRecord("us-east-1", "US", "DID", is_new=True, is_parked=False, is_complete=True)
RUNS = [
    NEW_AND_RELEASED,
    replace(NEW_AND_RELEASED, is_parked=True),
    replace(NEW_AND_RELEASED, is_new=False, region="eu-west-2", country_code="GB"),
]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> list[Cassette]:
    folder = tmp_path_factory.mktemp("cassettes") / "run"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(probes, "SECONDS_BETWEEN", 0)
        record(NEW_AND_RELEASED, folder)
    return read_cassettes(folder)[1]


@pytest.mark.parametrize("run", RUNS, ids=str)
def test_what_is_recorded_is_what_is_answered(run: RunRecord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probes, "SECONDS_BETWEEN", 0)
    record(run, tmp_path / "run")
    read_back, cassettes = read_cassettes(tmp_path / "run")
    assert {cassette.moment for cassette in cassettes} == set(Moment)
    assert differences(read_back, cassettes) == []


def test_the_statuses_in_between_are_among_them(recorded: list[Cassette]) -> None:
    answers = _find(recorded, Moment.CREATING, "DescribePhoneNumber").answers
    statuses = [
        answer.response["ClaimedPhoneNumberSummary"]["PhoneNumberStatus"]["Status"]
        for answer in answers
        if answer.response
    ]
    assert statuses == ["IN_PROGRESS", "CLAIMED"]
    released = _find(recorded, Moment.DELETED, "DescribePhoneNumber").answers
    assert [answer.error_code for answer in released] == ["ResourceNotFoundException"]


@pytest.mark.parametrize(("run", "moment"), [(RUNS[1], Moment.DELETING), (RUNS[2], Moment.CREATING)], ids=str)
def test_between_two_owners_a_number_has_no_tags(
    run: RunRecord, moment: Moment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A look may fall between the two requests: the local Connect has that answer, too."""
    monkeypatch.setattr(probes, "SECONDS_BETWEEN", 0)
    record(run, tmp_path / "run")
    answers = _find(read_cassettes(tmp_path / "run")[1], moment, "DescribePhoneNumber").answers
    assert ["Tags" in _summary(answer) for answer in answers].count(False) >= 1
    assert "Tags" in _summary(answers[-1])


def _summary(answer: Answer) -> dict[str, Any]:
    assert answer.response is not None
    summary: dict[str, Any] = answer.response["ClaimedPhoneNumberSummary"]
    return summary


def _with_summary(answer: Answer, **members: Any) -> Answer:
    return replace(answer, response={"ClaimedPhoneNumberSummary": _summary(answer) | members})


def _without(answer: Answer, member: str) -> Answer:
    members = {name: value for name, value in _summary(answer).items() if name != member}
    return replace(answer, response={"ClaimedPhoneNumberSummary": members})


TAMPERING: dict[str, tuple[Moment, str, Callable[[tuple[Answer, ...]], tuple[Answer, ...]]]] = {
    "another status": (
        Moment.CREATED,
        "DescribePhoneNumber",
        lambda answers: (_with_summary(answers[0], PhoneNumberStatus={"Status": "FAILED"}),),
    ),
    "a member more": (
        Moment.CREATED,
        "DescribePhoneNumber",
        lambda answers: (_with_summary(answers[0], SourcePhoneNumberArn="<text-1>"),),
    ),
    "a member less": (
        Moment.CREATED,
        "DescribePhoneNumber",
        lambda answers: (_without(answers[0], "InstanceId"),),
    ),
    "another kind of value": (
        Moment.CREATED,
        "DescribePhoneNumber",
        lambda answers: (_with_summary(answers[0], TargetArn="<instance-id>"),),
    ),
    "the statuses in another order": (
        Moment.CREATING,
        "DescribePhoneNumber",
        lambda answers: tuple(reversed(answers)),
    ),
    "another error code": (
        Moment.BEFORE,
        "ClaimPhoneNumber",
        lambda answers: (replace(answers[0], error_code="ResourceNotFoundException"),),
    ),
    "another HTTP status": (
        Moment.BEFORE,
        "ClaimPhoneNumber",
        lambda answers: (replace(answers[0], http_status=404),),
    ),
    "a list that is not empty": (
        Moment.BEFORE,
        "ListPhoneNumbersV2",
        lambda answers: (replace(answers[0], response={"ListPhoneNumbersSummaryList": [{}]}),),
    ),
    "success instead of an error": (
        Moment.CREATED,
        "TagResource",
        lambda answers: (Answer(0.0, 200, {}),),
    ),
}


@pytest.mark.parametrize("what", TAMPERING)
def test_a_cassette_that_was_tampered_with_is_detected(what: str, recorded: list[Cassette]) -> None:
    moment, operation, tamper = TAMPERING[what]
    original = _find(recorded, moment, operation)
    tampered = replace(original, answers=tamper(original.answers))
    found = differences(NEW_AND_RELEASED, [tampered if one is original else one for one in recorded])
    assert len(found) >= 1
    assert all(line.startswith(f"{moment}, {operation}: ") for line in found)


def test_errors_of_the_callers_own_are_not_compared(recorded: list[Cassette]) -> None:
    denied = replace(
        _find(recorded, Moment.BEFORE, "GetServiceQuota"),
        answers=(Answer(0.0, 400, error_code="AccessDeniedException", error_message="<value>"),),
    )
    assert differences(NEW_AND_RELEASED, [denied]) == []


def _find(cassettes: list[Cassette], moment: Moment, operation: str) -> Cassette:
    return next(one for one in cassettes if (one.moment, one.operation) == (moment, operation))
