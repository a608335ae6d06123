"""Connect's backend under control."""

from collections.abc import Callable, Mapping
from typing import Any

from ..models import ConnectBackend
from .state import controlled_state


class ControlledBackend(ConnectBackend):
    """One account's Connect in one Region, whose calls CloudTrail gets to know."""

    def trailed(
        self, event_name: str, request: Mapping[str, Any], call: Callable[[], dict[str, Any]]
    ) -> dict[str, Any]:
        """Make a call and write down how it went."""
        place = (self.now, self.account_id, self.region_name)
        return controlled_state().trail.follow(place, event_name, request, call)
