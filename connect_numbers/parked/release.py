"""Releasing a parked number, with its place in the ledger's history.

The order is the handler's: the operation is reserved and recorded before it is sent, together with the number's leaving
the list, so that nobody adopts a number that is going. What is cut off in between is taken up by the same command.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from botocore.exceptions import ClientError

from connect_phone_numbers.core.identity import Resource, client_token
from connect_phone_numbers.core.quota import CountedOperation
from connect_phone_numbers.operations import Spending, last_of, refund, reservation
from connect_phone_numbers.parking import ParkedNumber, leave, take
from connect_phone_numbers.service_call import error_code
from connect_phone_numbers.table import Table, TransactionConflictError, Write

from ..account.numbers import describe_number
from ..aws.aws import Aws
from ..exit_code import ExitCode
from ..ledger.snapshot import Ledger, read_ledger
from ..problem import Problem

OPERATOR = Resource("connect-numbers", "parked-release")
"""For whom the history says that the operation was."""
_ATTEMPTS = 10
"""How often it is tried again because others wrote to the same history first."""
_LOOKS = 15
_SECONDS_BETWEEN_LOOKS = 2.0
_REFUSED = frozenset({"AccessDeniedException", "InvalidParameterException", "ResourceInUseException"})
"""Answers after which the number is certainly held."""


@dataclass(frozen=True)
class Release:
    """A number to be released.

    Attributes:
        parked: the number.
        is_listed: whether the ledger lists it; False where an earlier run was cut off.
    """

    parked: ParkedNumber
    is_listed: bool


def release_parked(
    aws: Aws, ledger: Ledger, release: Release, now: int, sleep: Callable[[float], None] = time.sleep
) -> bool:
    """Release a number.

    Returns:
        Whether it is gone already; False where the service still works on it.

    Raises:
        Problem: it was adopted meanwhile, or others keep writing to the history.
        ClientError: the service refused; the number is parked as before.
    """
    table = Table(aws.dynamodb(), ledger.table_name)
    key = _reserve(aws, table, ledger, release, now)
    arn = release.parked.phone_number_arn
    try:
        aws.connect().release_phone_number(PhoneNumberId=arn, ClientToken=client_token("parked-release", arn, key))
    except ClientError as error:
        if error_code(error) in _REFUSED:
            table.transact(refund(release.parked.instance_arn, key), leave(release.parked))
        if error_code(error) != "ResourceNotFoundException":
            raise
    return _is_gone(aws, arn, sleep)


def _reserve(aws: Aws, table: Table, ledger: Ledger, release: Release, now: int) -> str:
    """Record the operation and take the number off the list, together: the operation's key."""
    parked = release.parked
    spending = Spending(CountedOperation.RELEASE, parked.phone_number, parked.instance_arn, OPERATOR, now)
    for _ in range(_ATTEMPTS):
        reserved = reservation(spending, ledger.version_of(parked.instance_arn), _earlier_key(ledger, release))
        writes: list[Write] = [take(parked)] if release.is_listed else []
        try:
            table.transact(*writes, *reserved.writes)
        except TransactionConflictError as conflict:
            if release.is_listed and 0 in conflict.failed:
                raise Problem(
                    f"{parked.phone_number} is not parked any more: somebody has adopted or released it. "
                    "connect-numbers list tells.",
                    ExitCode.NO,
                ) from conflict
            ledger = read_ledger(aws, ledger.table_name, ledger.assumed_quota)
            continue
        return reserved.key
    raise Problem(f"{parked.phone_number}: many operations on its instance are being recorded. Try again.")


def _earlier_key(ledger: Ledger, release: Release) -> str:
    """The key of the operation that a run which was cut off had reserved, "" for none: it counts once."""
    parked = release.parked
    operations = [] if release.is_listed else ledger.operations_at(parked.instance_arn)
    if parked.phone_number not in last_of(operations, CountedOperation.RELEASE):
        return ""
    mine = [each for each in operations if each["PhoneNumber"] == parked.phone_number]
    return str(max(mine, key=lambda each: each["At"])["SK"])


def _is_gone(aws: Aws, phone_number_arn: str, sleep: Callable[[float], None]) -> bool:
    for _ in range(_LOOKS):
        if describe_number(aws, phone_number_arn) is None:
            return True
        sleep(_SECONDS_BETWEEN_LOOKS)
    return False
