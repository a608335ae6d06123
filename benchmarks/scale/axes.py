"""The axes: things of which an account may have much, and how to give it that much."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from connect_phone_numbers.ledger.layout import quota_key, quota_state_from, quota_state_write
from connect_phone_numbers.ledger.parked_numbers import ParkedNumber, listing
from connect_phone_numbers.model.phone_number import PhoneNumber
from connect_phone_numbers.quota.state import QuotaState
from local_aws.connect.models.state import connect_state
from tests.simulation.processes import together

from ..account import Account
from ..contention.this_library import ThisLibrary

DAY = 24 * 3600


@dataclass(frozen=True)
class Axis:
    """A thing of which an account may have much.

    Attributes:
        name: what it is.
        sizes: how much of it is tried, ascending.
        prepare: gives an account so much of it.
        is_deployment: whether it is the number of creates itself; otherwise one is created.
    """

    name: str
    sizes: tuple[int, ...]
    prepare: Callable[[Account, int], None]
    is_deployment: bool = False

    def creates(self, size: int) -> int:
        """How many numbers are created at once."""
        return size if self.is_deployment else 1


def _nothing(account: Account, size: int) -> None:
    """Leave the account as it is."""


def _history(account: Account, size: int) -> None:
    """So many claims and releases of the last 100 days, ours: the numbers were released again."""
    now = int(account.now())
    moments = [now - 100 * DAY + index * 100 * DAY // max(size, 1) for index in range(size)]
    before = quota_state_from(account.memory.get(quota_key(account.instance_arn)), account.instance_arn)
    after = QuotaState(known_since=now - 200 * DAY).counting(*moments).next()
    account.memory.update(quota_state_write(account.instance_arn, before, after))


def _held(account: Account, size: int) -> None:
    """So many numbers of the same instance, claimed by others; no list has shown them yet."""
    arn = account.control.console_claim(account.instance_arn, "+493023125000")["phone_number_arn"]
    numbers = connect_state().numbers()
    one = numbers[arn]
    for index in range(size - 1):
        other = replace(
            one,
            arn=replace(one.arn, resource_id=f"10000000-0000-4000-8000-{index:012d}"),
            number=replace(one.number, phone_number=f"+4989{index:08d}"),
        )
        numbers[other.phone_number_arn] = other
    account.advance(600)


def _parked(account: Account, size: int) -> None:
    """So many parked numbers of another country, which fit no create here."""
    for index in range(size):
        id = f"20000000-0000-4000-8000-{index:012d}"
        arn = f"arn:aws:connect:us-east-1:123456789012:phone-number/{id}"
        number = PhoneNumber(id, arn, f"+4930{index:08d}", "DE", "DID", account.instance_arn)
        account.memory.transact(listing(ParkedNumber(number, account.instance_arn, int(account.now()))))


def _stacks(account: Account, size: int) -> None:
    """So many stacks, each with one number, that use the same ledger."""
    if size:
        account.run(together(*(ThisLibrary().create(account) for _ in range(size))))
    account.advance(600)


AXES = (
    Axis("numbers in one deployment", (1, 10, 50, 200, 500), _nothing, is_deployment=True),
    Axis("operations in the history", (0, 200, 2_000, 10_000), _history),
    Axis("numbers in the account", (10, 1_000, 10_000, 30_000), _held),
    Axis("parked numbers", (0, 50, 500), _parked),
    Axis("stacks on the ledger", (1, 20, 200), _stacks),
)
"""All that is measured."""
