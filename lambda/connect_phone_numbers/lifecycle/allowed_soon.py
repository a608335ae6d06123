"""A policy that was written just before an operation may not be in force yet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..errors import AccessDeniedError, PhoneNumberError, TryAgainLater
from ..model.patience import LOOK_AGAIN_WHILE_BUSY
from .look import Look


@contextmanager
def allowed_soon(look: Look, errors: tuple[type[PhoneNumberError], ...] = (AccessDeniedError,)) -> Iterator[None]:
    """Try a refused call again while the operation is young.

    Args:
        look: the step.
        errors: how a service refuses the call.

    Raises:
        TryAgainLater: the call was refused, and the operation began less than a minute ago.
    """
    try:
        yield
    except errors as refused:
        if look.is_soon_allowed:
            raise TryAgainLater(str(refused), LOOK_AGAIN_WHILE_BUSY) from refused
        raise
