"""What would differ from one run to the next, made the same."""

import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import SimpleNamespace
from unittest import mock

import moto.connect.models

import local_aws.connect.controlled
import local_aws.connect.models
from local_aws.connect.models import clock

BEGINNING = 1_767_225_600.0
"""When every world begins, in seconds since the epoch: time goes by only where somebody waits."""


class Uuids:
    """Stands in for the module `uuid`."""

    def __init__(self) -> None:
        self.made = 0

    def uuid4(self) -> uuid.UUID:
        """The next one; their order as text is that of their making."""
        self.made += 1
        return uuid.UUID(int=self.made)


def _modules_of_connect() -> list[object]:
    return [*vars(local_aws.connect.models).values(), *vars(local_aws.connect.controlled).values()]


@contextmanager
def deterministic() -> Iterator[Uuids]:
    """The local Connect's clock stands still unless it is told otherwise, and its ids are numbered."""
    uuids = Uuids()
    with ExitStack() as patches:
        patches.enter_context(mock.patch.object(clock, "time", SimpleNamespace(time=lambda: BEGINNING)))
        for module in (moto.connect.models, *_modules_of_connect()):
            if getattr(module, "uuid", None) is uuid:
                patches.enter_context(mock.patch.object(module, "uuid", uuids))
        yield uuids
