"""The Amazon Connect instance that the number is claimed to."""

from __future__ import annotations

from dataclasses import dataclass

from .account import Account
from .problem import AcceptanceProblem
from .transcript import Transcript


@dataclass(frozen=True)
class Instance:
    """An Amazon Connect instance.

    Attributes:
        arn: its ARN.
        alias: its alias, or its id if it has no alias.
    """

    arn: str
    alias: str

    @property
    def id(self) -> str:
        """The instance's id, a UUID."""
        return self.arn.rpartition("/")[2]


def instance_of(account: Account, arn: str) -> Instance:
    """The instance with this ARN.

    Raises:
        AcceptanceProblem: the account and Region have no such instance.
    """
    for instance in all_instances(account):
        if instance.arn == arn:
            return instance
    raise AcceptanceProblem(
        f"{arn} is not an Amazon Connect instance of account {account.account_id} in {account.region}. "
        f"`aws connect list-instances {account.cli_options}` lists them."
    )


def choose_instance(account: Account, transcript: Transcript, *, ask: bool) -> Instance:
    """The account's only instance, or the one that the user chooses.

    Raises:
        AcceptanceProblem: there is no instance; or there are several, and `ask` is False or the answer is not in the
            list.
    """
    instances = all_instances(account)
    if not instances:
        raise AcceptanceProblem(f"account {account.account_id} has no Amazon Connect instance in {account.region}.")
    if len(instances) == 1:
        return instances[0]
    if not ask:
        raise AcceptanceProblem(f"the account has {len(instances)} instances: give --instance-arn.")
    transcript.line("Instances:")
    transcript.lines([f"  {number}  {instance.alias}  {instance.arn}" for number, instance in enumerate(instances, 1)])
    answer = transcript.ask(f"Which one (1 to {len(instances)})?")
    if not answer.isdecimal() or not 1 <= int(answer) <= len(instances):
        raise AcceptanceProblem(f"{answer!r} is not a number from 1 to {len(instances)}. Nothing was done.")
    return instances[int(answer) - 1]


def all_instances(account: Account) -> list[Instance]:
    """Every active instance of the account and Region."""
    pages = account.connect.get_paginator("list_instances").paginate()
    summaries = [summary for page in pages for summary in page["InstanceSummaryList"]]
    return [
        Instance(summary["Arn"], summary.get("InstanceAlias") or summary["Id"])
        for summary in summaries
        if summary.get("InstanceStatus", "ACTIVE") == "ACTIVE"
    ]
