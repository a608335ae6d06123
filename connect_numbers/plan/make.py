"""Making a plan of an assembly and an account."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from connect_phone_numbers.aws.services import Settings
from connect_phone_numbers.decisions.order import moment_of, operation_key
from connect_phone_numbers.model.claim import Fate
from connect_phone_numbers.model.phone_number import PhoneNumber
from connect_phone_numbers.quota.arithmetic import DEFAULT_QUOTA, WINDOW_SECONDS, QuotaSource, QuotaUse

from .. import clock
from ..account.numbers import describe_numbers, list_numbers
from ..account.providers import Providers
from ..account.targets import Targets
from ..aws.aws import Aws
from ..ledger.snapshot import Ledger, read_ledger
from ..output.progress import working
from ..problem import Problem
from ..quota.instance_quota import applied_quota, instance_quota
from ..templates.assembly import AssemblyStack
from ..templates.declared import DeclaredNumber
from ..templates.deployed import exports
from .account import PlannedAccount, shown
from .change import Place, StackChange, changes_of
from .plan import Plan
from .settings import ProviderSettings
from .steps import steps_of

SettingsOf = Callable[[DeclaredNumber], Settings]

_EXACT = ("PhoneNumber", "SourcePhoneNumberArn")
"""The properties that name one number."""


def make_plan(aws: Aws, stacks: Sequence[AssemblyStack], table: str | None, *, destroy: bool) -> Plan:
    """What `cdk deploy` of these stacks, or `cdk destroy`, does to the numbers.

    Args:
        aws: the account and Region.
        stacks: those of the assembly.
        table: the ledger's table; None for that of the stacks' provider.
        destroy: whether they are destroyed.

    Raises:
        Problem: the stacks' providers have several ledgers.
    """
    account_id = aws.sts().get_caller_identity()["Account"]
    elsewhere = [note for stack in stacks if (note := _why_not(stack, account_id, aws.region))]
    here = [stack for stack in stacks if not _why_not(stack, account_id, aws.region)]
    with working("Comparing with the deployed stacks"):
        place = Place(aws, account_id, exports(aws))
        ordered = reversed(here) if destroy else here
        every = [change for stack in ordered for change in changes_of(place, stack, destroy=destroy)]
    changes = [change for change in every if change.before or change.after]
    if not changes:
        return Plan([], {}, {}, elsewhere)
    settings = ProviderSettings(Providers(aws), every)
    ledger = read_ledger(aws, table or _ledger_of(changes, settings.of))
    account = _planned_account(aws, ledger, changes, settings.of)
    steps = [step for change in changes for step in steps_of(account, change)]
    before = {arn: account.first_use(arn) for arn in account.uses}
    unknown = [] if ledger.is_there else [_no_ledger(ledger, aws.region)]
    notes = [] if unknown else [*_left_over(account, ledger, changes), *_young(before, Targets(aws))]
    return Plan(steps, before, account.uses, [*elsewhere, *unknown], notes)


def _why_not(stack: AssemblyStack, account: str, region: str) -> str | None:
    if stack.region in ("", region) and stack.account in ("", account):
        return None
    return (
        f"{stack.name} is not looked into: it goes to {stack.region or region}, account {stack.account or account}. "
        f"Use --region {stack.region or region} and a profile of that account."
    )


def _no_ledger(ledger: Ledger, region: str) -> str:
    return (
        f"There is no ledger yet (no DynamoDB table {ledger.table_name} in {region}), so what was claimed and released "
        "in the last 180 days is not known. The first deployment makes it, and counts the numbers that are there as "
        "claimed at that moment, as here."
    )


def _left_over(account: PlannedAccount, ledger: Ledger, changes: Sequence[StackChange]) -> Iterator[str]:
    """What is said of numbers that an operation which failed left behind, and that no operation of the plan ends."""
    planned = {change.deployed.stack_id for change in changes if change.deployed}
    for resource in ledger.resources:
        if resource.stack_id not in planned:
            continue
        for claim in account.claims_of(resource).values():
            if claim.fate is Fate.DOOMED and claim.phone_number in account.numbers:
                yield (
                    f"{claim.phone_number} stays claimed: an operation on {shown(resource)} failed, and left it "
                    "behind. The next operation on that construct ends it, a change of it or its deletion, and this "
                    "deployment has none."
                )


def _young(uses: dict[str, QuotaUse], targets: Targets) -> list[str]:
    """What is said of instances whose last 180 days are not known as a whole."""
    return [
        f"What was claimed and released at {targets.label(arn)} before {clock.as_day(use.known_since)} is not known: "
        "the ledger is younger than 180 days. connect-numbers quota has more."
        for arn, use in uses.items()
        if not use.is_complete and "/unknown-" not in arn
    ]


def _ledger_of(changes: Iterable[StackChange], settings_of: SettingsOf) -> str:
    numbers = [number for change in changes for number in (*change.before.values(), *change.after.values())]
    names = sorted({settings_of(number).ledger_table_name for number in numbers})
    if len(names) > 1:
        raise Problem(
            f"The stacks use {len(names)} ledgers, which know nothing of each other: {', '.join(names)}. Plan those of "
            "one at a time: choose them with --stack, or name the ledger with --ledger."
        )
    return names[0]


def _planned_account(
    aws: Aws, ledger: Ledger, changes: Sequence[StackChange], settings_of: SettingsOf
) -> PlannedAccount:
    targets, now = Targets(aws), clock.now()
    declared = [number for change in changes for number in (*change.before.values(), *change.after.values())]
    numbers = _numbers(aws, ledger, declared)
    instances = {each.known_as: targets.instance_of(each.target_arn) for each in numbers.values()}
    sources = {
        each.phone_number: each.source_phone_number_arn for each in numbers.values() if each.source_phone_number_arn
    }
    assumed = next((settings_of(number).phone_numbers_per_instance for number in declared), None)

    def first_use(instance_arn: str) -> QuotaUse:
        if "instance/unknown-" in instance_arn:
            return QuotaUse.of(assumed or DEFAULT_QUOTA, 0, (), now, source=QuotaSource.ASSUMED, known_since=now)
        quota = applied_quota(aws, ledger, instance_arn, assumed)
        changes = ledger.after_look(instances, sources, [instance_arn], now)
        return instance_quota(targets.instance(instance_arn), quota, ledger, changes, now).use

    return PlannedAccount(
        now,
        operation_key(moment_of(now), "Update", "plan"),
        numbers,
        targets.instance_of,
        targets.is_at,
        ledger.claims_of,
        ledger.creates_of,
        first_use,
        settings_of,
        list(ledger.parked),
        ledger.released_since(now - WINDOW_SECONDS),
    )


def _numbers(aws: Aws, ledger: Ledger, declared: Iterable[DeclaredNumber]) -> dict[str, PhoneNumber]:
    """The numbers held, by number; those that the plan may touch with their tags, which take a call each."""
    wanted = {parked.number.phone_number_arn for parked in ledger.parked}
    for number in declared:
        wanted |= {number.physical_id, *(str(number.given.get(name, "")) for name in _EXACT)}
        wanted |= {claim.phone_number_arn for claim in ledger.claims_of(number.resource).values()}
    summaries = list_numbers(aws)
    names = ("PhoneNumber", "PhoneNumberArn", "SourcePhoneNumberArn")
    touched = [each for each in summaries if wanted.intersection(each.get(name, "") for name in names)]
    described = {number.phone_number: number for number in describe_numbers(aws, touched)}
    return {each["PhoneNumber"]: PhoneNumber.from_summary(each) for each in summaries} | described
