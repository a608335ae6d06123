"""A policy that was written just before an operation may not be in force yet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..errors import AccessDeniedError, PhoneNumberError, TryAgainLater
from ..model.patience import ALLOWED_WITHIN, LOOK_AGAIN_WHILE_BUSY
from .look import Look


@contextmanager
def allowed_soon(look: Look, errors: tuple[type[PhoneNumberError], ...] = (AccessDeniedError,)) -> Iterator[None]:
    """Try a refused call again later, while the operation is young.

    Args:
        look: the step.
        errors: how the service refuses the call.

    Raises:
        TryAgainLater: it did, and the operation began less than a minute ago.
    """
    try:
        yield
    except errors as refused:
        if look.age >= ALLOWED_WITHIN:
            raise
        raise TryAgainLater(str(refused), LOOK_AGAIN_WHILE_BUSY) from refused
