"""The holders of the inventory's phone numbers."""

from collections.abc import Iterator

from .clock import Clock
from .inventory import HELD_BY_OTHERS_FROM_THE_START, InventoryNumber, inventory


class NumberPool:
    """The inventory shared by every customer, every account and every Region."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._held_by_others = set(HELD_BY_OTHERS_FROM_THE_START)
        self._held_by_account: dict[str, str] = {}
        self._cooling_down_until: dict[str, float] = {}
        self._reserved: dict[str, tuple[str, float]] = {}

    def available(self, country_code: str, phone_number_type: str, prefix: str) -> Iterator[InventoryNumber]:
        """Free numbers of a country and type that begin with `prefix`, in ascending order, for whoever asks."""
        for number in inventory().values():
            same_kind = (number.country_code, number.phone_number_type) == (country_code, phone_number_type)
            if same_kind and number.phone_number.startswith(prefix) and self.is_free(number.phone_number):
                yield number

    def is_free(self, phone_number: str) -> bool:
        """Whether nobody holds, has reserved or has lately released the number, and it exists."""
        return self.is_unheld(phone_number) and self._reserved_for(phone_number) is None

    def is_claimable_by(self, account_id: str, phone_number: str) -> bool:
        """Whether the account may claim the number: it is free, or reserved for a retry by this account."""
        return self.is_unheld(phone_number) and self._reserved_for(phone_number) in (None, account_id)

    def give_to_account(self, account_id: str, phone_number: str) -> None:
        """The account holds the number now."""
        self._reserved.pop(phone_number, None)
        self._held_by_account[phone_number] = account_id

    def give_to_others(self, phone_number: str) -> None:
        """Another customer holds the number now; ValueError where an account of this service does."""
        if phone_number in self._held_by_account:
            raise ValueError(f"{phone_number} is claimed here; release it before another customer can hold it")
        self._reserved.pop(phone_number, None)
        self._held_by_others.add(phone_number)

    def take_from_others(self, phone_number: str) -> None:
        """The other customer's hold ends at once, without a cool-down."""
        self._held_by_others.discard(phone_number)

    def reserve(self, account_id: str, phone_number: str, until: float) -> None:
        """Nobody but the account may claim the number until then."""
        self._held_by_account.pop(phone_number, None)
        self._reserved[phone_number] = (account_id, until)

    def cool_down(self, phone_number: str, until: float) -> None:
        """Nobody may claim or find the number until then."""
        self._held_by_account.pop(phone_number, None)
        self._reserved.pop(phone_number, None)
        self._cooling_down_until[phone_number] = until

    def is_unheld(self, phone_number: str) -> bool:
        """Whether nobody holds or has lately released the number, and it exists; it may be reserved."""
        return (
            phone_number in inventory()
            and phone_number not in self._held_by_others
            and phone_number not in self._held_by_account
            and self._cooling_down_until.get(phone_number, 0.0) <= self._clock.now()
        )

    def _reserved_for(self, phone_number: str) -> str | None:
        account_id, until = self._reserved.get(phone_number, ("", 0.0))
        return account_id if until > self._clock.now() else None
