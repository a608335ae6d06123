"""Another resource of a stack, which fails. CloudFormation then awaits or cancels the other creations."""

from __future__ import annotations

import math

from tests.simulation.cloudformation import CloudFormation
from tests.simulation.processes import Process


class Sibling:
    """A resource that fails some seconds after the deployment began, or once all others are done."""

    def __init__(self, after: float | None = None, *, cancels: bool = False) -> None:
        """Prepare.

        Args:
            after: seconds until it fails; None: it fails once all others are done.
            cancels: whether CloudFormation then cancels the resources that are still being made.
        """
        self._after = after
        self._cancels = cancels
        self._fails_at = math.inf
        self._cloudformation: CloudFormation | None = None

    def begin(self, cloudformation: CloudFormation) -> None:
        """Begin to count: the deployment begins."""
        self._cloudformation = cloudformation
        if self._after is not None:
            self._fails_at = cloudformation.now() + self._after
            cloudformation.wake_at(self._fails_at)

    def has_failed(self) -> bool:
        """Whether it has failed, while others may still be in progress."""
        return self._cloudformation is not None and self._cloudformation.now() >= self._fails_at

    def cancels(self) -> bool:
        """Whether the other resources are cancelled now."""
        return self._cancels and self.has_failed()

    def wait(self) -> Process[None]:
        """Wait until it has failed, if it fails before the others are done."""
        if self._after is not None:
            yield self.has_failed
