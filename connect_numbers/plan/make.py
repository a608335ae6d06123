"""Making a plan of an assembly and an account."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from connect_phone_numbers.phone_number import PhoneNumber

from .. import clock
from ..account.numbers import describe_numbers, list_numbers
from ..account.targets import Targets
from ..aws.aws import Aws
from ..ledger.provider import find_providers
from ..output.progress import working
from .assembly import AssemblyStack
from .books import Books
from .change import Place, StackChange, changes_of
from .deployed import exports
from .plan import Plan
from .steps import steps_of


def make_plan(aws: Aws, stacks: Sequence[AssemblyStack], table: str | None, *, destroy: bool) -> Plan:
    """What `cdk deploy` of these stacks, or `cdk destroy`, does to the numbers."""
    account = aws.sts().get_caller_identity()["Account"]
    notes = [note for stack in stacks if (note := _why_not(stack, account, aws.region))]
    here = [stack for stack in stacks if not _why_not(stack, account, aws.region)]
    with working("Comparing with the deployed stacks"):
        place = Place(aws, account, exports(aws))
        ordered = reversed(here) if destroy else here
        changes = [change for stack in ordered for change in changes_of(place, stack, destroy=destroy)]
    targets, now = Targets(aws), clock.now()
    books = Books(aws, targets, find_providers(aws), _numbers(aws, changes), now=now, table=table)
    steps = [step for change in changes if _has_numbers(change) for step in steps_of(books.account_for(change), change)]
    used = {arn: use for each in books.accounts.values() for arn, use in each.uses.items()}
    before = {arn: each.first_use(arn) for each in books.accounts.values() for arn in each.uses}
    if "" in books.accounts:
        notes.append(
            "A provider is not deployed yet: its ledger starts empty, without parked numbers, and counts the numbers "
            "that are there as claimed today."
        )
    if len(books.accounts) > 1:
        notes.append("The stacks use several ledgers, which know nothing of each other: each was counted by itself.")
    return Plan(steps, before, used, notes)


def _why_not(stack: AssemblyStack, account: str, region: str) -> str | None:
    if stack.region in ("", region) and stack.account in ("", account):
        return None
    return (
        f"{stack.name} is not looked into: it goes to {stack.region or region}, account {stack.account or account}. "
        f"Use --region {stack.region or region} and a profile of that account."
    )


def _has_numbers(change: StackChange) -> bool:
    return bool(change.before or change.after)


def _numbers(aws: Aws, changes: Iterable[StackChange]) -> dict[str, PhoneNumber]:
    """The numbers held, by number; those that the plan may touch with their tags, which take a call each."""
    wanted = set()
    for change in changes:
        for declared in (*change.before.values(), *change.after.values()):
            wanted |= {declared.physical_id, str(declared.given.get("PhoneNumber", ""))}
    summaries = list_numbers(aws)
    touched = [each for each in summaries if each["PhoneNumber"] in wanted or each["PhoneNumberArn"] in wanted]
    described = {number.phone_number: number for number in describe_numbers(aws, touched)}
    return {each["PhoneNumber"]: PhoneNumber.from_summary(each) for each in summaries} | described
