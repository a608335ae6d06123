"""A contender: a tool that creates phone numbers."""

from dataclasses import dataclass
from typing import Any, Protocol

from tests.simulation.processes import Process

from ..account import Account


@dataclass(frozen=True)
class Outcome:
    """How a create ended, its clean-up after a failure included.

    Attributes:
        ended_at: when the create itself ended, in seconds since the epoch.
        phone_number_arn: the ARN of the number that it created; "" if it failed.
        reason: why it failed; "" if it did not fail.
    """

    ended_at: float
    phone_number_arn: str = ""
    reason: str = ""


class Caller(Protocol):
    """An account as a client of Amazon Connect sees it, in virtual time or in real time.

    Attributes:
        remote_connect: Amazon Connect's client, which repeats nothing by itself.
        instance_arn: the instance to claim for.
    """

    remote_connect: Any
    instance_arn: str

    @property
    def search(self) -> dict[str, Any]:
        """The parameters of a search for any DID number of the US."""

    def now(self) -> float:
        """Seconds since the epoch."""

    def sleep(self, seconds: float) -> None:
        """Let time pass for the caller."""


class Client(Protocol):
    """A tool that claims with nothing but a client of Amazon Connect."""

    @property
    def name(self) -> str:
        """The contender's name."""

    def outcome(self, account: Caller) -> Outcome:
        """Create one number, and wait for the end."""


class Contender(Protocol):
    """Creates phone numbers by a search for any DID number of the US, without a flow."""

    @property
    def name(self) -> str:
        """The contender's name."""

    @property
    def at_once(self) -> int | None:
        """How many creates the tool has under way at the same time. None: all."""

    def create(self, account: Account) -> Process[Outcome]:
        """Create one number. If that fails, clean up as the tool does."""
