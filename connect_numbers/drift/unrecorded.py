"""Numbers that their tags say are a resource's, or parked, and that the ledger does not know."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from connect_phone_numbers.model.identity import is_parked, owner
from connect_phone_numbers.model.phone_number import PhoneNumber

from ..account.providers import Provider
from ..aws.aws import Aws
from ..ledger.snapshot import Ledger, read_ledger


def tagged_only(ledger: Ledger, numbers: Iterable[PhoneNumber]) -> list[PhoneNumber]:
    """Those of the account's numbers that are tagged as ours, and that this ledger does not have."""
    tagged = [number for number in numbers if owner(number.tags) or is_parked(number.tags)]
    return [number for number in tagged if number.phone_number_arn not in _known_to(ledger)]


def unrecorded_numbers(
    aws: Aws, ledger: Ledger, numbers: Iterable[PhoneNumber], behind: Mapping[str, Provider]
) -> list[PhoneNumber]:
    """The same without those of other ledgers, which are these ledgers' business.

    Args:
        aws: the account and Region.
        ledger: which.
        numbers: the account's, with their tags.
        behind: the provider of each stack that has numbers, by the stack's id.
    """
    ledger_of = {stack_id: provider.settings.ledger_table_name for stack_id, provider in behind.items()}
    others = {*ledger_of.values()} - {ledger.table_name}
    elsewhere = {arn for name in sorted(others) for arn in _known_to(read_ledger(aws, name))}
    return [
        number
        for number in tagged_only(ledger, numbers)
        if number.phone_number_arn not in elsewhere
        and ((resource := owner(number.tags)) is None or ledger_of.get(resource.stack_id) in (None, ledger.table_name))
    ]


def _known_to(ledger: Ledger) -> Collection[str]:
    return {*ledger.owners, *(parked.number.phone_number_arn for parked in ledger.parked)}
