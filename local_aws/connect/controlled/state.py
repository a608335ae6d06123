"""The state of a controlled Connect."""

from typing import cast

from ..models.phone_number import PhoneNumber
from ..models.state import ConnectState, connect_state
from .faults import Faults, StatusFailures
from .flapping import Flapping
from .journal import Journal
from .settings import ControlledSettings
from .throttle import Throttle
from .trail import Trail


class ControlledState(ConnectState):
    """The service's state, with the faults and the journal."""

    settings: ControlledSettings

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.settings = ControlledSettings()
        self.throttle = Throttle(self.clock)
        self.faults = Faults()
        self.flapping = Flapping()
        self.claim_failures = StatusFailures()
        self.move_failures = StatusFailures()
        self.lost_races: list[str | None] = []
        self.failing_instances = 0
        self.failing_groups = 0
        self.journal = Journal()
        self.trail = Trail()

    def is_about_to_claim(self, phone_number: str) -> None:
        """If a test asked for it, another customer claims the number first, even if it is reserved for a retry."""
        for lost in (phone_number, None):
            if lost in self.lost_races and self.pool.is_unheld(phone_number):
                self.lost_races.remove(lost)
                self.pool.give_to_others(phone_number)
                return

    def failure_of_claim(self, phone_number: str) -> str | None:
        """The message that a test asked for. None if it asked for none."""
        return self.claim_failures.next_for(phone_number)

    def failure_of_move(self, phone_number: str) -> str | None:
        """The message that a test asked for. None if it asked for none."""
        return self.move_failures.next_for(phone_number)

    def instance_creation_fails(self) -> bool:
        """Whether a test asked for the failure of this instance."""
        fails = self.failing_instances > 0
        self.failing_instances -= int(fails)
        return fails

    def group_creation_fails(self) -> bool:
        """Whether a test asked for the failure of this group."""
        fails = self.failing_groups > 0
        self.failing_groups -= int(fails)
        return fails

    def as_listed(self, numbers: list[PhoneNumber]) -> list[PhoneNumber]:
        """The numbers, without those that a test has hidden."""
        return self.flapping.shown(numbers, self.settings.list_lacks_every)


def controlled_state() -> ControlledState:
    """The state since the last reset; `install` must have been called."""
    return cast(ControlledState, connect_state())
