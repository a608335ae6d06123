"""The sweep finds planted mistakes."""

import logging
from typing import Any

import pytest

from connect_phone_numbers.drift import reporting
from connect_phone_numbers.lifecycle import step as phone_number_step
from connect_phone_numbers.quota import increase
from replicated_instance import deleting
from tests.faults.account import Account, numbers_held
from tests.faults.invariants import check, quota_problems
from tests.faults.operation import NAME
from tests.faults.operations import OPERATIONS
from tests.faults.properties import by_search
from tests.faults.schedule import Schedule, Schedules
from tests.faults.settings import VARIANTS
from tests.faults.sweep import Figures, distinct_calls
from tests.faults.table import tables_of
from tests.faults.telling import answer_problems, kept_log, secrets_told
from tests.faults.trouble import LateDelivery, Trouble
from tests.simulation.fault import FaultKind
from tests.simulation.lambda_function import InvocationFault
from tests.simulation.remote_call import CONNECT, RemoteCall
from tests.simulation.stack import Declared, Stack
from traffic_distribution import distribution_step, user_step

CREATE = OPERATIONS[0]


def problems_of(account: Account, *stacks: Stack) -> str:
    return str(check(account.world, stacks, account.console_numbers(), account.owned))


def created(account: Account) -> Stack:
    stack = account.world.stack()
    assert account.world.run(stack.deploy({NAME: Declared(by_search(account))}))
    account.world.settle()
    return stack


def do_nothing(*arguments: Any) -> None:
    """Replaces a function that has an effect, by one that has none."""


def unchanged(one: Any, *others: Any) -> Any:
    """Replaces a function that changes its first argument, by one that returns it unchanged."""
    return one


def approved_increase(*arguments: Any) -> increase.QuotaRequest:
    """Replaces the request for a higher quota, by one that is not sent."""
    return increase.APPLIED


def none_doomed(*arguments: Any) -> list[Any]:
    """Replaces the choice of the claims that a Delete ends, by none."""
    return []


def event_without_number(instance_arn: str, drifted: Any) -> dict[str, Any]:
    """Replaces the event of a drifted number, by one without the number."""
    return {"Detail": '{"PhoneNumberArn": "", "Differences": []}'}


def test_the_operations_under_a_setting_are_those_of_the_sweep() -> None:
    known = {operation.name for operation in OPERATIONS}
    assert {name for setting in VARIANTS.values() for name in setting.operations} <= known


def test_an_account_as_it_was_made_is_in_order(account: Account) -> None:
    assert problems_of(account) == "[]"


def test_a_leaked_number_is_seen(account: Account) -> None:
    account.world.control.console_claim(account.world.instance_arn)
    assert "it leaked" in problems_of(account)


def test_a_claim_of_a_dead_resource_is_seen(account: Account) -> None:
    created(account)
    assert "the ledger has a claim of a dead resource" in problems_of(account)


def test_a_number_that_is_not_as_declared_is_seen(account: Account) -> None:
    stack = created(account)
    assert problems_of(account, stack) == "[]"
    physical = stack.resources[NAME].physical
    assert physical is not None
    numbers_held()[physical.physical_resource_id].description = "Sales"
    assert "'description': 'Sales'" in problems_of(account, stack)


def test_a_touched_number_of_others_is_seen(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    carry_out = Schedule._carry_out

    def and_touch(schedule: Schedule) -> None:
        carry_out(schedule)
        numbers_held()[account.by_hand].tags["ours"] = "now"

    monkeypatch.setattr(Schedule, "_carry_out", and_touch)
    assert "a number of others was touched" in str(Schedules(account, CREATE).run().problems)


def test_an_operation_over_the_quota_is_seen(account: Account) -> None:
    account.world.control.set_quota(account.world.instance_arn, 1)
    assert "with a quota of 1" in str(quota_problems(account.world, [account.world.instance_arn]))


def test_an_operation_that_the_ledger_does_not_count_is_seen(account: Account) -> None:
    account.world.control.console_claim(account.world.instance_arn)
    assert "the ledger counts" in str(quota_problems(account.world, [account.world.instance_arn]))


def test_a_secret_in_the_log_is_seen(account: Account) -> None:
    with kept_log() as log:
        created(account)
        assert secrets_told(account.world, log) == []
        url = account.world.cloudformation.events[-1]["ResponseURL"]
        logging.getLogger("connect_phone_numbers").warning("Not yet", extra={"url": url})
        assert "the log tells X-Amz-Signature" in secrets_told(account.world, log)


def test_another_answer_is_seen(account: Account) -> None:
    created(account)
    event = account.world.cloudformation.events[-1]
    account.world.cloudformation.refused.append((200, f'{{"RequestId": "{event["RequestId"]}"}}'.encode()))
    assert "CloudFormation is told again" in str(answer_problems(account.world))


def test_an_exception_that_nobody_asked_for_is_seen(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    carry_out = Schedule._carry_out

    def and_break(schedule: Schedule) -> None:
        account.world.remote_calls.after.append(raise_once)
        carry_out(schedule)

    def raise_once(call: RemoteCall) -> None:
        if call.operation == "DescribePhoneNumber":
            account.world.remote_calls.after.clear()
            raise KeyError("PhoneNumberStatus")

    monkeypatch.setattr(Schedule, "_carry_out", and_break)
    assert "the function raised KeyError('PhoneNumberStatus')" in str(Schedules(account, CREATE).run().problems)
    account.world.function.errors.clear()


@pytest.mark.parametrize(
    ("operation", "planted", "seen"),
    [
        ("distribution: delete", (distribution_step, "_put_back", do_nothing), "and should have"),
        ("distribution: update, and back", (distribution_step, "_with_dropped", unchanged), "and should have"),
        ("group's user: delete", (user_step, "_end", do_nothing), "the users of the group are"),
        ("quota increase: create", (increase, "_requested", approved_increase), "no quota was asked for"),
        ("look for drift", (reporting, "_entry", event_without_number), "reported as drifted is"),
        ("delete replica", (deleting, "_end", do_nothing), "is there or live, and not both"),
        ("import, rolled back", (phone_number_step, "doomed_by_delete", none_doomed), "it leaked"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_mistake_in_what_a_resource_of_another_type_does_is_seen(
    account: Account, monkeypatch: pytest.MonkeyPatch, operation: str, planted: tuple[Any, str, Any], seen: str
) -> None:
    [found] = [each for each in OPERATIONS if each.name == operation]
    schedules = Schedules(account, found)
    assert schedules.run().problems == []
    monkeypatch.setattr(*planted)
    assert seen in str(schedules.run().problems)


def test_a_schedule_is_the_same_each_time(account: Account) -> None:
    schedules = Schedules(account, CREATE)
    troubles = [Trouble(5, FaultKind.THROTTLED), Trouble(20, FaultKind.KILLED_AFTER)]
    assert schedules.run(*troubles).looks == schedules.run(*troubles).looks


@pytest.mark.parametrize("kind", [InvocationFault.THROTTLED, InvocationFault.KILLED_BEFORE, LateDelivery.TWICE])
def test_what_goes_wrong_with_invocations_and_deliveries(
    account: Account, kind: InvocationFault | LateDelivery
) -> None:
    schedules, at = Schedules(account, CREATE), int(isinstance(kind, InvocationFault))
    undisturbed, outcome = schedules.run(), schedules.run(Trouble(at, kind))
    assert outcome.problems == []
    assert (outcome.struck, undisturbed.struck) == (1, 0)
    assert outcome.invocations > undisturbed.invocations


def test_of_invocations_that_make_the_same_calls_two_are_looked_at() -> None:
    one, other = RemoteCall(CONNECT, "ClaimPhoneNumber", ""), RemoteCall(CONNECT, "ReleasePhoneNumber", "")
    assert [at for at, _ in distinct_calls([[one], [one], [one], [other, one]])] == [0, 1, 3, 4]


def test_the_tables() -> None:
    figures = Figures("create", calls=3)
    figures.singles[FaultKind.KILLED_AFTER] = 1200
    of_operations, of_kinds = tables_of([figures]).split("\n\n")
    assert "| create | 3 | 0 | 0 | 1,200 | 0 | 1,200 | 0 | 0 |" in of_operations
    assert "| killed after | call | 1,200 | 0 |" in of_kinds
