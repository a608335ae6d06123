"""The plan of a run: its steps and its cost."""

from __future__ import annotations

from dataclasses import dataclass

from .account import Account
from .budget import Budget, Cost
from .configuration import Configuration
from .instance import Instance
from .known_number import KnownNumber
from .names import LEDGER, STACK
from .probes import UNKNOWN_ID, probes_of_number, probes_without_number
from .wanted_number import WantedNumber


@dataclass(frozen=True)
class Plan:
    """A run that is about to begin.

    Attributes:
        account: the account and Region.
        instance: the instance that the number is claimed to.
        wanted: the number's country and type.
        park: whether the number is parked in the end.
        resumed: the number that an earlier run's stack holds; None if there is no such stack.
        parked: the number that an earlier run has parked and this run takes; None if there is none.
        declared: the exact number that the stack asks for, "" for a search.
        budget: the instance's quota and budget, and their use.
        sources: a line for each source of the budget's figures.
        held_before: the instance's numbers before the run, by ARN.
    """

    account: Account
    instance: Instance
    wanted: WantedNumber
    park: bool
    resumed: KnownNumber | None
    parked: KnownNumber | None
    declared: str
    budget: Budget
    sources: tuple[str, ...]
    held_before: dict[str, str]

    @property
    def cost(self) -> Cost:
        """The most claims and releases that the run may need."""
        return Cost(claims=0 if self.resumed or self.parked else 1, releases=0 if self.park else 1)

    @property
    def configuration(self) -> Configuration:
        """The stack's configuration for the first deployment."""
        return Configuration(
            self.account.account_id,
            self.account.region,
            self.instance.arn,
            self.wanted.country_code,
            self.wanted.phone_number_type,
            self.park,
            self.declared,
        )

    def lines(self) -> list[str]:
        """The lines of the plan that the user agrees to."""
        budget = self.budget
        return [
            "Acceptance of phone numbers on Amazon Connect",
            f"  account    {self.account.account_id}, as {self.account.caller_arn}",
            f"  Region     {self.account.region}",
            f"  instance   {self.instance.alias}, {self.instance.arn}",
            f"  quota      {budget.quota} numbers, of which {budget.held} are held",
            f"  budget     {budget.allowed} claims and releases in 180 days; known to be used: {budget.operations}",
            *(f"             {source}" for source in self.sources),
            f"This run uses of the budget, at most: {self.cost}.",
            "It will:",
            *(f"  {number}. {step}" for number, step in enumerate(self._steps(), 1)),
            "It also sends these requests, to record the service's errors. The service refuses each of them, or they "
            "only read:",
            *(f"  - {what}" for what in self._probes()),
            *self._afterwards(),
        ]

    def _steps(self) -> list[str]:
        number = self.resumed or self.parked
        how = f"with one {self.wanted} number, claimed by a search"
        if self.resumed:
            how = f"again, as an earlier run left it, with its number {number}"
        elif self.parked:
            how = f"with {number}, which an earlier run parked"
        return [
            f"deploy the stack {STACK}, {how}",
            "describe the number: CLAIMED, its description, tags and contact flow",
            "change description, tags and contact flow in place",
            "deploy an update with a resource that fails and claims nothing, and check its rollback",
            f"destroy {STACK}, which {'parks' if self.park else 'releases'} the number",
            "check that nothing else is left",
        ]

    def _probes(self) -> list[str]:
        probes = [*probes_without_number(self.instance.arn), *probes_of_number(self.instance.id, UNKNOWN_ID, "")]
        return [probe.what for probe in probes]

    def _afterwards(self) -> list[str]:
        kept = f"The ledger, table {LEDGER}, is made if it is missing, and stays: claims and releases count 180 days."
        if not self.park:
            return [kept, "Nobody can claim the number for up to 180 days after its release."]
        return [kept, "The number stays claimed and billed until a run without --park releases it."]
