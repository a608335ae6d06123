"""The settings of the local Connect."""

from dataclasses import dataclass

from ..models.settings import Settings


@dataclass
class ControlledSettings(Settings):
    """The service's `Settings`, and what the control adds. Statuses and mirroring take a second, unknown members are
    refused.

    list_lacks_every: every so many lists, one answer lacks a number that is there, each time another; 0: never.
    throttle: enforce 2 requests/s with burst 5; None: enforced by the server, not in process.
    trail_delay_seconds: from a call until CloudTrail's event history shows it. It may take up to 15 minutes.
    """

    settle_seconds: float = 1.0
    mirroring_seconds: float = 1.0
    unknown_members_refused: bool = True
    list_lacks_every: int = 0
    throttle: bool | None = None
    trail_delay_seconds: float = 300.0
