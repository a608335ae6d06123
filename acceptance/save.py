"""Saving the cassettes of a run."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from .plan import Plan
from .probes import UNKNOWN_ID
from .recording.cassette import Answer, Cassette, RunRecord, write_cassettes
from .recording.recorder import Recorder
from .recording.redactor import Redactor
from .run import Run

LISTED = "ListPhoneNumbersSummaryList"


def save_cassettes(plan: Plan, recorder: Recorder, run: Run, folder: Path, *, is_complete: bool) -> Path:
    """Write the run's cassettes, redacted, into a new folder. Returns the folder."""
    redactor = Redactor(recorder.operation_model)
    _name_values(redactor, plan, run)
    number_arn = run.number.phone_number_arn if run.number else None
    cassettes = [_without_others(cassette, number_arn) for cassette in recorder.cassettes]
    made = folder / f"{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}-{plan.account.region}"
    record = RunRecord(
        region=plan.account.region,
        country_code=plan.wanted.country_code,
        phone_number_type=plan.wanted.phone_number_type,
        is_new=bool(plan.cost.claims),
        is_parked=plan.park,
        is_complete=is_complete,
    )
    write_cassettes(made, record, redactor.redact(cassettes))
    return made


def _name_values(redactor: Redactor, plan: Plan, run: Run) -> None:
    redactor.name(plan.account.account_id, "account-id")
    redactor.name(plan.instance.id, "instance-id")
    redactor.name(plan.instance.alias, "instance-alias")
    redactor.name(UNKNOWN_ID, "unknown-id")
    if run.number is not None:
        redactor.name(run.number.phone_number, "phone-number")
        redactor.name(run.number.phone_number_arn.rpartition("/")[2], "phone-number-id")
    for number, arn in enumerate(run.flow_arns, 1):
        redactor.name(arn.rpartition("/")[2], f"contact-flow-id-{number}")


def _without_others(cassette: Cassette, number_arn: str | None) -> Cassette:
    """The cassette without the account's other numbers, which are private."""
    return replace(cassette, answers=tuple(_answer_without_others(answer, number_arn) for answer in cassette.answers))


def _answer_without_others(answer: Answer, number_arn: str | None) -> Answer:
    if answer.response is None or LISTED not in answer.response:
        return answer
    own = [number for number in answer.response[LISTED] if number["PhoneNumberArn"] == number_arn]
    return replace(answer, response={**answer.response, LISTED: own})
