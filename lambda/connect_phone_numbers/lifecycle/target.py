"""Whether a target can take a number."""

from __future__ import annotations

from contextlib import suppress

from ..aws.connect import Connect
from ..errors import PhoneNumberError, ResourceNotFoundError, TryAgainLater
from ..model.arn import ConnectArn
from ..model.patience import LOOK_AGAIN_WHILE_BUSY


def await_target(connect: Connect, target: ConnectArn) -> None:
    """Wait for a traffic distribution group to be ACTIVE; an instance needs no wait.

    A claim for a group that is not ACTIVE is a ResourceNotFoundException, as one for a number that is taken is:
    https://docs.aws.amazon.com/connect/latest/adminguide/claim-phone-numbers-traffic-distribution-groups.html

    Raises:
        TryAgainLater: it is being created or updated.
        PhoneNumberError: it is not there, or in a status from which it will not become ACTIVE.
    """
    if not target.is_traffic_distribution_group:
        return
    status: str | None = None
    with suppress(ResourceNotFoundError):
        status = connect.traffic_distribution_group(target.value)["Status"]
    if status == "ACTIVE":
        return
    if status in ("CREATION_IN_PROGRESS", "UPDATE_IN_PROGRESS"):
        raise TryAgainLater(f"{target.value} is {status}", LOOK_AGAIN_WHILE_BUSY)
    state = "is not there" if status is None else f"is {status}"
    raise PhoneNumberError(
        f"The traffic distribution group {target.value} {state}: only an ACTIVE one can take numbers. Create it again, "
        "or name another target."
    )
