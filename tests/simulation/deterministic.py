"""Clocks and ids that are the same in every run."""

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
"""The beginning of every world, in seconds since the epoch. Time goes on only when somebody waits."""


class Uuids:
    """Replaces the module `uuid`."""

    def __init__(self) -> None:
        self.made = 0

    def uuid4(self) -> uuid.UUID:
        """The next id. The ids sort as text in the order in which they are made."""
        self.made += 1
        return uuid.UUID(int=self.made)


def _modules_of_connect() -> list[object]:
    return [*vars(local_aws.connect.models).values(), *vars(local_aws.connect.controlled).values()]


@contextmanager
def deterministic() -> Iterator[Uuids]:
    """Give the local Connect a clock that stands still until it is moved, and ids that are counted."""
    uuids = Uuids()
    with ExitStack() as patches:
        patches.enter_context(mock.patch.object(clock, "time", SimpleNamespace(time=lambda: BEGINNING)))
        for module in (moto.connect.models, *_modules_of_connect()):
            if getattr(module, "uuid", None) is uuid:
                patches.enter_context(mock.patch.object(module, "uuid", uuids))
        yield uuids
