"""The notes of a plan: what the plan can't know, and what the deployment leaves as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from connect_phone_numbers.model.claim import Fate
from connect_phone_numbers.quota.arithmetic import QuotaUse

from .. import clock
from ..account.targets import Targets
from ..ledger.snapshot import Ledger
from ..templates.assembly import AssemblyStack
from .planned_account import PlannedAccount, is_unknown_instance, shown
from .stack_change import StackChange


def other_environment_notes(stacks: Sequence[AssemblyStack], account_id: str, region: str) -> list[str]:
    """A note for each stack that goes to another account or Region than the plan's."""
    return [
        f"{stack.name} is not in this plan: it goes to {stack.region or region}, account "
        f"{stack.account or account_id}. Use --region {stack.region or region} and a profile of that account."
        for stack in stacks
    ]


def no_ledger_note(ledger: Ledger, region: str) -> str:
    """The note where there is no ledger: the history is not known."""
    return (
        f"There is no ledger yet (no DynamoDB table {ledger.table_name} in {region}). So the claims and releases of "
        "the last 180 days are not known. The first deployment makes the ledger, and counts the numbers that are there "
        "as claimed at that moment. This plan counts them so too."
    )


def left_over_notes(account: PlannedAccount, ledger: Ledger, changes: Sequence[StackChange]) -> Iterator[str]:
    """A note for each number that a failed operation left behind, and that no operation of the plan ends."""
    planned = {change.deployed.stack_id for change in changes if change.deployed}
    for resource in ledger.resources:
        if resource.stack_id not in planned:
            continue
        for claim in account.claims_of(resource).values():
            if claim.fate is Fate.DOOMED and claim.phone_number in account.numbers:
                yield (
                    f"{claim.phone_number} stays claimed: an operation on {shown(resource)} failed, and left the "
                    "number behind. A change of that construct, or its deletion, ends it. This deployment does neither."
                )


def young_ledger_notes(uses: Mapping[str, QuotaUse], targets: Targets) -> list[str]:
    """A note for each instance whose last 180 days the ledger does not know as a whole."""
    return [
        f"Claims and releases at {targets.label(arn)} before {clock.as_day(use.known_since)} are not known: the ledger "
        "is younger than 180 days. connect-numbers quota has more."
        for arn, use in uses.items()
        if not use.is_complete and not is_unknown_instance(arn)
    ]
