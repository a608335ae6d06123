"""The plan of a deployment: its steps, and what is used of the quotas before and after them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from connect_phone_numbers.quota.arithmetic import QuotaUse

from ..account.providers import Providers
from ..account.targets import Targets
from ..aws.aws import Aws
from ..ledger.snapshot import read_ledger
from ..output.progress import working
from ..problem import Problem
from ..templates.assembly import AssemblyStack
from ..templates.deployed import exports
from .notes import left_over_notes, no_ledger_note, other_environment_notes, young_ledger_notes
from .planned_account import SettingsOf, planned_account
from .planned_step import Action, PlannedStep
from .provider_settings import ProviderSettings
from .stack_change import Place, StackChange, changes_of
from .stack_deployment import planned_steps


@dataclass(frozen=True)
class Plan:
    """What a deployment would do.

    Attributes:
        steps: the steps, in order.
        before: what is used now of each instance's quotas, by the instance's ARN. Only instances that the plan needs.
        after: the same after the deployment.
        unknown: why it is not known whether the deployment is possible. Default: it is known.
        notes: what else the reader has to know.
    """

    steps: Sequence[PlannedStep]
    before: Mapping[str, QuotaUse]
    after: Mapping[str, QuotaUse]
    unknown: Sequence[str] = ()
    notes: Sequence[str] = ()

    @property
    def is_possible(self) -> bool | None:
        """Whether no step fails; None where that is not known."""
        if any(step.action is Action.FAIL for step in self.steps):
            return False
        is_known = not self.unknown and not any(step.action is Action.UNKNOWN for step in self.steps)
        return True if is_known else None

    def as_json(self) -> dict[str, Any]:
        """The plan as `--json` shows it."""
        return {
            "possible": self.is_possible,
            "steps": [step.as_json() for step in self.steps],
            "instances": [
                {
                    "instance_arn": instance_arn,
                    "quota": use.quota,
                    "quota_source": use.source.value,
                    "numbers_held": self.before[instance_arn].held,
                    "numbers_held_after": use.held,
                    "budget": use.budget,
                    "operations_used": len(self.before[instance_arn].operations),
                    "operations_used_after": len(use.operations),
                }
                for instance_arn, use in self.after.items()
            ],
            "notes": [*self.unknown, *self.notes],
        }


def make_plan(aws: Aws, stacks: Sequence[AssemblyStack], table: str | None, *, destroy: bool) -> Plan:
    """The plan of `cdk deploy` or `cdk destroy` for stacks of an assembly.

    Args:
        aws: the account and Region.
        stacks: the stacks. Stacks of other accounts and Regions are left out, with a note.
        table: the ledger's table. None: the table that the provider of the stacks names.
        destroy: whether the stacks are destroyed.

    Raises:
        Problem: the providers of the stacks name several ledgers.
    """
    account_id = aws.sts().get_caller_identity()["Account"]
    here = [stack for stack in stacks if stack.is_for(account_id, aws.region)]
    elsewhere = other_environment_notes([stack for stack in stacks if stack not in here], account_id, aws.region)
    with working("Comparing with the deployed stacks"):
        place = Place(aws, account_id, exports(aws))
        ordered = reversed(here) if destroy else here
        every = [change for stack in ordered for change in changes_of(place, stack, destroy=destroy)]
    changes = [change for change in every if change.before or change.after]
    if not changes:
        return Plan([], {}, {}, elsewhere)
    settings_of = ProviderSettings(Providers(aws), every).of
    ledger = read_ledger(aws, table or _ledger_of(changes, settings_of))
    account = planned_account(aws, ledger, changes, settings_of)
    steps = [step for change in changes for step in planned_steps(account, change)]
    before = {arn: account.first_use(arn) for arn in account.uses}
    unknown = [] if ledger.is_there or not before else [no_ledger_note(ledger, aws.region)]
    notes = [] if unknown else [*left_over_notes(account, ledger, changes), *young_ledger_notes(before, Targets(aws))]
    return Plan(steps, before, account.uses, [*elsewhere, *unknown], notes)


def _ledger_of(changes: Iterable[StackChange], settings_of: SettingsOf) -> str:
    """The name of the ledger's table. Raises Problem where the numbers' providers name several."""
    names = sorted({settings_of(number).ledger_table_name for change in changes for number in change.numbers})
    if len(names) > 1:
        raise Problem(
            f"The stacks use {len(names)} ledgers, which know nothing of each other: {', '.join(names)}. Plan the "
            "stacks of one ledger at a time: choose them with --stack, or name the ledger with --ledger."
        )
    return names[0]
