"""Whether a target can take a number."""

from __future__ import annotations

from ..errors import PhoneNumberError, ResourceNotFoundError, TryAgainLater
from ..ledger.layout import active_key
from ..ledger.shared_reading import SharedReading
from ..ledger.table import Item
from ..model.arn import ConnectArn
from ..model.patience import LOOK_AGAIN_WHILE_BUSY, TARGET_READY_WITHIN
from .look import Look

FRESH_SECONDS = 15
"""How old the status of an instance may be that was ACTIVE."""
_KEPT_SECONDS = 3600


def await_target(look: Look, target: ConnectArn) -> None:
    """Wait until a target can take numbers. A claim for a target that can't would be refused, and may count.

    A claim for a group that is not ACTIVE gets the same error as a claim of a number that somebody else holds:
    https://docs.aws.amazon.com/connect/latest/adminguide/claim-phone-numbers-traffic-distribution-groups.html. An
    instance that the ledger knows was ACTIVE before, and stays so. Of many that begin to use an instance at the same
    moment, one asks.

    Raises:
        TryAgainLater: the target is being created or updated, or another resource is asking for its status.
        PhoneNumberError: the target is not there, or will not become ACTIVE.
    """
    if not target.is_instance:
        _require_active(look, target)
    elif not look.quotas.knows(target.value):

        def fetch(_: Item) -> Item:
            _require_active(look, target)
            return {"ExpiresAt": look.now + _KEPT_SECONDS}

        table, subject = look.services.table, f"the status of {target.value}"
        reading = SharedReading(table, active_key(target.value), subject, look.services.sleep)
        reading.read(look.now, look.now - FRESH_SECONDS, fetch)


def _require_active(look: Look, target: ConnectArn) -> None:
    try:
        status = _status(look, target)
    except ResourceNotFoundError as missing:
        if look.age >= TARGET_READY_WITHIN:
            raise
        # A target that was just created may not be known everywhere yet.
        raise TryAgainLater(f"{target.value} is not there yet: {missing}", LOOK_AGAIN_WHILE_BUSY) from missing
    if status in ("CREATION_IN_PROGRESS", "UPDATE_IN_PROGRESS"):
        raise TryAgainLater(f"{target.value} is {status}", LOOK_AGAIN_WHILE_BUSY)
    if status != "ACTIVE":
        raise PhoneNumberError(
            f"The target {target.value} is {status}: only an ACTIVE one can take numbers. Create it again, or name "
            "another target."
        )


def _status(look: Look, target: ConnectArn) -> str:
    if target.is_instance:
        return look.connect.instance_status(target.value)
    return look.connect.traffic_distribution_group(target.value)["Status"]
