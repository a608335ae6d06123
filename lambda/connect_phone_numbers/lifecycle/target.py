"""Whether a target can take a number."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..errors import PhoneNumberError, ResourceNotFoundError, TryAgainLater
from ..model.arn import ConnectArn
from ..model.patience import LOOK_AGAIN_WHILE_BUSY, TARGET_READY_WITHIN
from .look import Look


@contextmanager
def _while_it_settles(look: Look, target: ConnectArn) -> Iterator[None]:
    """Ask the service something that names the target. One that was just made may not be known everywhere.

    Raises:
        TryAgainLater: the service does not know the target, and may know it soon.
    """
    try:
        yield
    except ResourceNotFoundError as missing:
        if look.age >= TARGET_READY_WITHIN:
            raise
        reason = f"{target.value} is not there, or not ready yet: {missing}"
        raise TryAgainLater(reason, LOOK_AGAIN_WHILE_BUSY) from missing


def await_target(look: Look, target: ConnectArn) -> None:
    """Wait until a target can take numbers, as far as that can be known without a claim, which may count.

    A claim for a group that is not ACTIVE is a ResourceNotFoundException, as one for a number that is taken is:
    https://docs.aws.amazon.com/connect/latest/adminguide/claim-phone-numbers-traffic-distribution-groups.html. Of an
    instance that the ledger knows, numbers were claimed or listed before.

    Raises:
        TryAgainLater: it is being created or updated.
        PhoneNumberError: it is not there, or in a status from which it will not become ACTIVE.
    """
    if not target.is_traffic_distribution_group:
        if not look.quotas.knows(target.value):
            with _while_it_settles(look, target):
                look.connect.require_target(target.value)
        return
    with _while_it_settles(look, target):
        status = look.connect.traffic_distribution_group(target.value)["Status"]
    if status in ("CREATION_IN_PROGRESS", "UPDATE_IN_PROGRESS"):
        raise TryAgainLater(f"{target.value} is {status}", LOOK_AGAIN_WHILE_BUSY)
    if status != "ACTIVE":
        raise PhoneNumberError(
            f"The traffic distribution group {target.value} is {status}: only an ACTIVE one can take numbers. Create "
            "it again, or name another target."
        )
