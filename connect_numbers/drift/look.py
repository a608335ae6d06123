"""Looking at the numbers that the ledger knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from connect_phone_numbers.aws.stack_resources import stack_has
from connect_phone_numbers.decisions.drifting import RecordedNumber, SeenNumber, drift_of
from connect_phone_numbers.drift.recorded import recorded_numbers
from connect_phone_numbers.model.phone_number import PhoneNumber

from .. import clock
from ..account.flows import flows_of
from ..account.numbers import describe_number
from ..account.stacks import Stacks
from ..account.targets import Targets
from ..aws.aws import Aws
from ..ledger.snapshot import Ledger, read_ledger
from ..output.progress import counted
from .drifted_number import DriftedNumber


@dataclass(frozen=True)
class DriftReport:
    """What a look has found.

    Attributes:
        looked_at: how many numbers were compared.
        drifted: those that have changed.
        skipped: numbers that could not be compared: an operation on them is under way, or was meanwhile.
        refused: why, for each number that could not be compared as Amazon Connect refused to show something of it.
        without_tags: numbers whose tags were not compared: their operation is so young that Amazon Connect may not show
            them yet.
    """

    looked_at: int
    drifted: Sequence[DriftedNumber]
    skipped: Sequence[str]
    refused: Mapping[str, str]
    without_tags: Sequence[str]


def look(
    aws: Aws,
    ledger: Ledger,
    *,
    known: Iterable[PhoneNumber] = (),
    is_wanted: Callable[[RecordedNumber], bool] = lambda _: True,
) -> DriftReport:
    """Compare what the ledger has with what Amazon Connect shows.

    Args:
        aws: the account and Region.
        ledger: as it was read before the numbers.
        known: numbers that have been described since.
        is_wanted: which of the ledger's numbers to compare.
    """
    recorded = [each for each in recorded_numbers(ledger.items, clock.now()) if is_wanted(each)]
    refused: dict[str, str] = {}
    seen = _seen(aws, recorded, {number.phone_number_arn: number for number in known}, refused)
    # What an operation has changed since is no drift.
    after = recorded_numbers(read_ledger(aws, ledger.table_name).items, clock.now())
    versions = {each.phone_number_arn: each.version for each in after if each.is_settled}
    settled = [each for each in recorded if each.is_settled and versions.get(each.phone_number_arn) == each.version]
    skipped = [each.phone_number for each in recorded if each not in settled]
    # A number that no flow is asked for is compared without.
    with_flows = [each for each in settled if each.contact_flows]
    why = {each.phone_number: refused[each.phone_number_arn] for each in with_flows if each.phone_number_arn in refused}
    compared = [each for each in settled if each.phone_number not in why]
    without_tags = [each.phone_number for each in compared if not each.shows_tags]
    return DriftReport(len(compared), list(_drifted(aws, compared, seen)), skipped, why, without_tags)


def _seen(
    aws: Aws, recorded: Sequence[RecordedNumber], known: Mapping[str, PhoneNumber], refused: dict[str, str]
) -> Mapping[str, SeenNumber]:
    targets = Targets(aws)
    found = [
        known.get(each.phone_number_arn) or describe_number(aws, each.phone_number_arn)
        for each in counted(recorded, "Describing the phone numbers")
    ]
    numbers = [number for number in found if number is not None]
    flows = flows_of(aws, targets, numbers, refused)
    return {
        number.phone_number_arn: SeenNumber(
            number,
            {
                f"{region}/{targets.instance_of(number.target_arn).rpartition('/')[2]}": flow
                for region, flow in flows.get(number.phone_number_arn, {}).items()
            },
        )
        for number in numbers
    }


def _drifted(aws: Aws, recorded: Iterable[RecordedNumber], seen: Mapping[str, SeenNumber]) -> Iterator[DriftedNumber]:
    stacks, targets, cloudformation = Stacks(aws), Targets(aws), aws.cloudformation()
    places = {each.number.target_arn for each in seen.values()}
    stands_for = {arn: targets.instance_of(arn) for arn in places if targets.is_default(arn)}
    for each in recorded:
        differences = drift_of(each, seen.get(each.phone_number_arn), stands_for)
        owner = each.resource
        if not differences:
            continue
        if owner is None:
            yield DriftedNumber(each, differences)
        elif stack_has(cloudformation, owner, each.phone_number_arn):
            stack = stacks.stack(owner.stack_id)
            path = stack.paths.get(owner.logical_resource_id, owner.logical_resource_id)
            yield DriftedNumber(each, differences, stack.name, path.removeprefix(f"{stack.name}/"))
