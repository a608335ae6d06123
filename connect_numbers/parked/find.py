"""The parked numbers that a command names."""

from __future__ import annotations

from collections.abc import Sequence

from connect_phone_numbers.core.identity import PARKED_TAG, owner
from connect_phone_numbers.parking import ParkedNumber

from ..account.numbers import describe_number, list_numbers
from ..account.targets import Targets
from ..aws.aws import Aws
from ..ledger.snapshot import Ledger
from ..problem import Problem
from .release import Release


def find_parked(aws: Aws, ledger: Ledger, targets: Targets, phone_numbers: Sequence[str]) -> list[Release]:
    """Those numbers: of the ledger's list, or left over from a release that was cut off.

    Raises:
        Problem: one is not parked.
    """
    listed = {parked.phone_number: parked for parked in ledger.parked}
    return [
        Release(listed[number], is_listed=True) if number in listed else _cut_off(aws, targets, number)
        for number in dict.fromkeys(phone_numbers)
    ]


def _cut_off(aws: Aws, targets: Targets, phone_number: str) -> Release:
    summary = next((each for each in list_numbers(aws) if each["PhoneNumber"] == phone_number), None)
    number = describe_number(aws, summary["PhoneNumberArn"]) if summary else None
    if number is None:
        raise Problem(f"{phone_number} is not among the numbers of {aws.region}. connect-numbers list shows them.")
    if PARKED_TAG not in number.tags or owner(number.tags) is not None:
        raise Problem(f"{phone_number} is not parked. connect-numbers parked list shows those that are.")
    instance_arn = targets.instance_of(number.target_arn)
    parked = ParkedNumber.of(number, instance_arn, int(number.tags[PARKED_TAG]))
    return Release(parked, is_listed=False)
