"""The operations of the sweep on phone numbers."""

from dataclasses import replace

from tests.faults.account import ANOTHER_CONSOLE_NUMBER, PORTED_NUMBER, REST, Account
from tests.faults.operation import NAME, Operation, delete, deploy, meanwhile
from tests.faults.operations_of_other_types import OF_OTHER_TYPES
from tests.faults.properties import (
    adopting,
    adopting_for_good,
    all_in_place,
    another_described,
    another_exact,
    another_search,
    by_search,
    claiming_the_ported,
    exact,
    for_group,
    malformed,
    no_flow,
    of_the_stack,
    other_description,
    other_flow,
    other_instance,
    other_tags,
    parking,
    releasing,
    somebody_elses,
    wider_search,
)
from tests.simulation.stack import RETAIN, Declared
from tests.simulation.stack_resource import Rollback

BUDGET_END_QUOTA = 5
REMEMBERED_SECONDS = 310
"""Seconds; longer than the ledger remembers a quota."""


def park_a_fitting_number(account: Account) -> None:
    """Park a number that the search finds. It keeps the description of its former owner."""
    world, stack = account.world, account.world.stack()
    properties = {**parking(account), "PhoneNumberDescription": "Formerly sales"}
    assert world.run(stack.deploy({NAME: Declared(properties)}))
    assert world.run(stack.delete())


def port_a_number(account: Account) -> None:
    account.world.control.console_claim(account.world.instance_arn, PORTED_NUMBER, "Ported in 2019")
    account.world.advance(REST)


def fail_a_claim(account: Account) -> None:
    account.world.control.fail_next_claims("The carrier did not answer")


def fail_claims_for_good(account: Account) -> None:
    account.world.control.fail_next_claims("The limit of the target is reached")


def fail_a_move(account: Account) -> None:
    account.world.control.fail_next_updates("The number is being used")


def lose_a_race(account: Account) -> None:
    account.world.control.lose_race()


def deny_releases(account: Account) -> None:
    account.world.control.inject_fault("ReleasePhoneNumber", "access_denied", count=1_000_000)


def allow_releases(account: Account) -> None:
    account.world.control.clear_faults()


def fill_the_instance(account: Account) -> None:
    held = account.world.control.quota(account.world.instance_arn)["held"]
    account.world.control.set_quota(account.world.instance_arn, held)
    account.world.advance(REMEMBERED_SECONDS)


def fill_the_other_instance(account: Account) -> None:
    account.world.control.set_quota(account.other.instance_arn, 0)


def use_up_the_budget(account: Account) -> None:
    """Use up the budget but for one operation, the resource's own claim included. The last one is kept for a claim."""
    world = account.world
    world.control.set_quota(world.instance_arn, BUDGET_END_QUOTA)
    for _ in range(2):
        stack = world.stack()
        assert world.run(stack.deploy({NAME: Declared(releasing(account))}))
        assert world.run(stack.delete())
    world.control.console_claim(world.instance_arn, ANOTHER_CONSOLE_NUMBER)
    world.advance(200)


def use_it_up_wholly(account: Account) -> None:
    """Use up the last operation too, by a release in the console. The ledger sees it at a create that fails."""
    world = account.world
    world.control.console_release(ANOTHER_CONSOLE_NUMBER)
    world.advance(10)
    assert not world.run(world.stack().deploy({NAME: Declared(somebody_elses(account))}))


def raise_the_quota(account: Account) -> None:
    account.world.control.set_quota(account.world.instance_arn, 2 * BUDGET_END_QUOTA)
    account.world.advance(REMEMBERED_SECONDS)


def park_elsewhere(account: Account) -> None:
    provider = account.world.provider
    provider.settings = replace(provider.settings, parking_target_arn=account.other.instance_arn)


def make_no_ledger_yet(account: Account) -> None:
    """Take the table away, as if nobody had needed it yet. Its items come back with the table."""
    account.world.table.delete()


CREATES = [
    Operation("create by search", (deploy(by_search),)),
    Operation("create by search, the account's first", (deploy(by_search),), prepare=make_no_ledger_yet),
    Operation("create exact", (deploy(exact),)),
    Operation("create exact, somebody else's", (deploy(somebody_elses),), refusal="can't be claimed"),
    Operation("create, malformed", (deploy(malformed),), refusal="PhoneNumberType"),
    Operation("create, losing a race", (deploy(by_search),), prepare=lose_a_race),
    Operation("create, FAILED once", (deploy(by_search),), prepare=fail_a_claim),
    Operation("create, FAILED", (deploy(by_search),), prepare=fail_claims_for_good, refusal="could not claim"),
    Operation("create, no place", (deploy(by_search),), prepare=fill_the_instance, refusal="is not sent"),
    Operation("create taking a parked number", (deploy(by_search),), prepare=park_a_fitting_number),
    Operation(
        "create taking a parked number, rolled back",
        (deploy(by_search, another_fails=True),),
        prepare=park_a_fitting_number,
    ),
    Operation("create adopting", (deploy(adopting),), prepare=port_a_number),
    Operation("create adopting for good", (deploy(adopting_for_good),), prepare=port_a_number),
    Operation(
        "create adopting, rolled back",
        (deploy(adopting, another_fails=True),),
        prepare=port_a_number,
    ),
    Operation("create for a group", (deploy(for_group),)),
    Operation("create by search, rolled back", (deploy(by_search, another_fails=True),)),
    Operation("create exact, cancelled", (deploy(exact, is_cancelled=True, fails_after=2),)),
    Operation("create, cancelled at once", (deploy(by_search, is_cancelled=True, fails_after=0),)),
    Operation(
        "create, no rollback, again",
        (deploy(by_search, rolls_back=False, is_cancelled=True, fails_after=2), deploy(by_search, again=True)),
        is_made_anew=True,
    ),
    Operation(
        "create, no rollback, another",
        (deploy(by_search, rolls_back=False, is_cancelled=True, fails_after=2), deploy(another_exact)),
        is_made_anew=True,
    ),
    Operation(
        "create, no rollback, deleted", (deploy(exact, rolls_back=False, is_cancelled=True, fails_after=2), delete)
    ),
]
UPDATES = [
    Operation("update description", (deploy(other_description),), by_search),
    Operation("update tags", (deploy(other_tags),), by_search),
    Operation("update flow", (deploy(other_flow),), by_search),
    Operation("update, flow removed", (deploy(no_flow),), by_search),
    Operation("update target to an instance", (deploy(other_instance),), by_search),
    Operation("update target to a group", (deploy(for_group),), by_search),
    Operation(
        "update target, no place", (deploy(other_instance),), by_search, fill_the_other_instance, refusal="is not sent"
    ),
    Operation("update target, FAILED", (deploy(other_instance),), by_search, fail_a_move, refusal="could not be moved"),
    Operation("update all in place, and back", (deploy(all_in_place, another_fails=True),), by_search),
    Operation("update all in place, cancelled", (deploy(all_in_place, is_cancelled=True, fails_after=7),), by_search),
    Operation("update search, satisfied", (deploy(wider_search),), by_search),
    Operation("update search, replacing", (deploy(another_search),), by_search),
    Operation(
        "update search, replacing, and back",
        (deploy(another_search, another_fails=True),),
        by_search,
        rollback=Rollback.BY_UPDATE,
    ),
    Operation("update exact, replacing", (deploy(another_exact),), exact),
    Operation("update exact, new one deleted", (deploy(another_exact, another_fails=True),), exact),
    Operation(
        "update exact, replacing, cancelled",
        (deploy(another_exact, is_cancelled=True, fails_after=2),),
        exact,
        rollback=Rollback.BY_UPDATE,
    ),
    Operation(
        "update exact, no rollback, again",
        (deploy(another_exact, rolls_back=False, is_cancelled=True, fails_after=2), deploy(another_exact, again=True)),
        exact,
    ),
    Operation(
        "update exact, no rollback, back",
        (deploy(another_exact, rolls_back=False, is_cancelled=True, fails_after=2), deploy(exact)),
        exact,
    ),
    Operation(
        "update exact, old one retained",
        (deploy(another_exact, update_replace_policy=RETAIN), deploy(by_search)),
        exact,
    ),
    Operation(
        "update exact, clean-up given up",
        (meanwhile(deny_releases), deploy(another_exact), meanwhile(allow_releases), deploy(another_described)),
        exact,
        refusal="ReleasePhoneNumber (",
    ),
    Operation("update to adopting", (deploy(adopting),), claiming_the_ported),
]
DELETES = [
    Operation("delete", (delete,), by_search),
    Operation("delete of a group's number", (delete,), for_group),
    Operation("delete that parks", (delete,), parking),
    Operation("delete with the target, no place to park", (delete,), of_the_stack),
    Operation("delete with the target, parked elsewhere", (delete,), of_the_stack, park_elsewhere),
    Operation("delete at the budget's end", (delete,), by_search, use_up_the_budget),
    Operation(
        "delete that must release, at the budget's end",
        (delete, meanwhile(raise_the_quota), delete),
        releasing,
        use_up_the_budget,
        use_it_up_wholly,
        refusal="is not sent",
    ),
    Operation("delete of an adopted one", (delete,), adopting, port_a_number),
    Operation("delete of an adopted one for good", (delete,), adopting_for_good, port_a_number),
    Operation("removal from the template", (deploy(None),), by_search),
]
OPERATIONS = [*CREATES, *UPDATES, *DELETES, *OF_OTHER_TYPES]
