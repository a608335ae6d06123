"""Making the plan of a run. It only reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from .account import Account
from .applied_quota import applied_quota
from .budget import Budget
from .cloud_trail import operations_in_cloud_trail
from .configuration import Configuration
from .deployed import DeployedStack, find_stack
from .instance import Instance, choose_instance, instance_of
from .known_number import KnownNumber
from .ledger import Ledger
from .left_behind import how_to_give_up
from .names import STACK
from .observation import held_numbers
from .options import Options
from .plan import Plan
from .problem import AcceptanceProblem
from .recording.recorder import Recorder
from .stacks import CONFIGURATION_OUTPUT, NUMBER_ARN_OUTPUT, NUMBER_OUTPUT
from .transcript import Transcript
from .wanted_number import WantedNumber, choose_wanted_number


def make_plan(account: Account, recorder: Recorder, options: Options, transcript: Transcript) -> Plan:
    """The plan of a run.

    Raises:
        AcceptanceProblem: the run can't begin, or the budget might not allow it.
    """
    earlier = _earlier_stack(account)
    if earlier is not None:
        options = _as_before(options, earlier)
    instance = _instance(account, options, transcript)
    held = held_numbers(recorder, instance)
    wanted = choose_wanted_number(recorder, instance.arn, options, transcript) if earlier is None else _wanted(options)
    ledger = Ledger.find(account)
    parked = ledger.parked(recorder, instance.arn, wanted)[:1] if ledger and earlier is None else []
    operations, sources = _operations(account, ledger, instance.arn, len(held))
    quota, quota_source = _quota(recorder, instance.arn, options, transcript)
    return Plan(
        account=account,
        instance=instance,
        wanted=wanted,
        park=options.park,
        resumed=_number_of(earlier) if earlier else None,
        parked=parked[0] if parked else None,
        declared=_configuration_of(earlier).phone_number if earlier else "".join(map(str, parked)),
        budget=Budget(quota, len(held), operations),
        sources=(quota_source, *sources),
        held_before=held,
    )


def _earlier_stack(account: Account) -> DeployedStack | None:
    stack = find_stack(account, STACK)
    if stack is None or stack.is_empty:
        return None
    if stack.is_settled:
        return stack
    if stack.status.endswith("_IN_PROGRESS"):
        raise AcceptanceProblem(
            f"the stack {STACK} of an earlier run is {stack.status}. Wait until CloudFormation is done with it, and "
            "run this command again."
        )
    raise AcceptanceProblem(
        "\n".join([f"the stack {STACK} of an earlier run is {stack.status}.", *how_to_give_up(account)])
    )


def _as_before(options: Options, earlier: DeployedStack) -> Options:
    """The options, with the instance, country and type of the earlier run's stack. Others would replace its number."""
    before = _configuration_of(earlier)
    choices = {
        "--instance-arn": (options.instance_arn, before.instance_arn),
        "--country": (options.country_code, before.country_code),
        "--type": (options.phone_number_type, before.phone_number_type),
    }
    for option, (asked, had) in choices.items():
        if asked not in (None, had):
            raise AcceptanceProblem(
                f"the stack {STACK} of an earlier run holds {earlier.outputs[NUMBER_OUTPUT]}, with {option} {had}. "
                f"{option} {asked} would claim another number. Finish the earlier run first, without {option}."
            )
    return replace(
        options,
        instance_arn=before.instance_arn,
        country_code=before.country_code,
        phone_number_type=before.phone_number_type,
    )


def _configuration_of(earlier: DeployedStack) -> Configuration:
    return Configuration.from_json(earlier.outputs[CONFIGURATION_OUTPUT])


def _number_of(earlier: DeployedStack) -> KnownNumber:
    return KnownNumber(earlier.outputs[NUMBER_OUTPUT], earlier.outputs[NUMBER_ARN_OUTPUT])


def _instance(account: Account, options: Options, transcript: Transcript) -> Instance:
    if options.instance_arn is not None:
        return instance_of(account, options.instance_arn)
    return choose_instance(account, transcript, ask=not options.yes)


def _wanted(options: Options) -> WantedNumber:
    return WantedNumber(str(options.country_code), str(options.phone_number_type))


def _operations(account: Account, ledger: Ledger | None, instance_arn: str, held: int) -> tuple[int, list[str]]:
    """How many claims and releases are known, by the source with the most, and a line for each source."""
    recorded = ledger.operations(instance_arn) if ledger else None
    seen = operations_in_cloud_trail(account)
    # The ledger counts the numbers that it finds at its first look as claimed then.
    known = [held if recorded is None else recorded, seen or 0]
    in_ledger = f"it does not know the instance, which holds {held} numbers" if recorded is None else f"{recorded}"
    in_trail = "not known: cloudtrail:LookupEvents is denied" if seen is None else f"{seen} in 90 days"
    return max(known), [
        f"by the ledger: {in_ledger}{_since(ledger, instance_arn)}",
        f"by CloudTrail, all instances of the Region: {in_trail}",
        "not known: claims and releases before that",
    ]


def _since(ledger: Ledger | None, instance_arn: str) -> str:
    known_since = ledger.known_since(instance_arn) if ledger else 0
    return f", since {datetime.fromtimestamp(known_since, UTC):%Y-%m-%d}" if known_since else ""


def _quota(recorder: Recorder, instance_arn: str, options: Options, transcript: Transcript) -> tuple[int, str]:
    quota = applied_quota(recorder, instance_arn)
    if quota is not None:
        return quota[0], f"quota by Service Quotas, {quota[1]}"
    if options.quota is not None:
        return options.quota, "quota by --quota; Service Quotas does not say it"
    unknown = "Service Quotas does not say how many phone numbers this instance may hold"
    if options.yes:
        raise AcceptanceProblem(f"{unknown}. Give the quota with --quota. It is 5 unless it was changed.")
    answer = transcript.ask(f"{unknown}. How many may it hold? The default is 5:")
    if not answer.isdecimal():
        raise AcceptanceProblem(f"{answer!r} is not a number. Nothing was done.")
    return int(answer), "quota by your answer; Service Quotas does not say it"
