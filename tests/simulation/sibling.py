"""Another resource of a stack, which fails: what else is being made then is awaited, or given up."""

from __future__ import annotations

import math

from tests.simulation.cloudformation import CloudFormation
from tests.simulation.processes import Process


class Sibling:
    """Fails some seconds after the deployment began, or when all others are done."""

    def __init__(self, after: float | None = None, *, cancels: bool = False) -> None:
        """Prepare.

        Args:
            after: seconds; None for when all others are done.
            cancels: whether CloudFormation gives up what is still being made then, instead of waiting for it.
        """
        self._after = after
        self._cancels = cancels
        self._fails_at = math.inf
        self._cloudformation: CloudFormation | None = None

    def begin(self, cloudformation: CloudFormation) -> None:
        """The deployment begins."""
        self._cloudformation = cloudformation
        if self._after is not None:
            self._fails_at = cloudformation.now() + self._after
            cloudformation.wake_at(self._fails_at)

    def has_failed(self) -> bool:
        """Whether it has, while others may still be being made."""
        return self._cloudformation is not None and self._cloudformation.now() >= self._fails_at

    def cancels(self) -> bool:
        """Whether the others are given up now."""
        return self._cancels and self.has_failed()

    def wait(self) -> Process[None]:
        """Until it has failed, where it does before the others are done."""
        if self._after is not None:
            yield self.has_failed
