"""A configuration of the exploration: resources, properties, settings, and the bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from connect_phone_numbers.aws.services import Settings
from tests.explore.connect import Behaviour
from tests.explore.invocation import LEDGER_TABLE_NAME
from tests.explore.numbers import Number
from tests.explore.world import Left

Properties = Mapping[str, Any]


class Fault(StrEnum):
    """The kinds of fault. Each fault costs one of a path's faults."""

    CRASH = "the function's process ends between two calls"
    LOST = "a call has its effect, and the function sees no answer"
    REFUSED = "a call is throttled, or never sent"
    TWICE = "the client sends a write to the ledger again, as the first answer was lost"
    REPEATED = "Lambda delivers an event again though it was carried out"
    TWO_AT_ONCE = "the state machine calls again while the first call is still running"
    GIVE_UP = "the state machine's retries come to an end"
    CLAIM_FAILS = "the service accepts a claim, and then says FAILED"
    NUMBER_TAKEN = "another account claims a number that a search has shown"
    DENIED = "the service denies a call that changes something"
    THROTTLED = "the service throttles a call, and says so"


class Command(StrEnum):
    """The operator's commands. Each costs one of a path's commands."""

    RELEASE_PARKED = "connect-numbers parked release"
    TAKE_OUT_OF_PARKING = "takes a number out of parking by hand"
    RECONCILE = "connect-numbers reconcile"


CALL_FAULTS = frozenset({Fault.CRASH, Fault.LOST, Fault.REFUSED, Fault.TWICE})
SOON, LATER, MUCH_LATER, TIME_OUT = 6, 140, 320, 2900
"""Seconds of a wait: longer than a step asks for; than a list, a policy or a lock takes; than a described number takes
to appear; than an operation may take."""


@dataclass(frozen=True)
class Configuration:
    """One small world, explored to its end.

    Attributes:
        name: one word or a few, joined by hyphens.
        about: a sentence about the configuration.
        properties: the properties that a Create or Update may have, by name.
        creates: for each resource, the names of the properties that a Create may ask for.
        updates: the names of the properties that an Update may ask for.
        numbers: the numbers at the beginning.
        bounds: the bounds of the full run. A path must stay within one of them.
        short: the bounds of the short run.
        faults: the kinds of fault that may happen.
        begins_with: for each resource that exists at the beginning, the name of its properties.
        parked: the resources that are deleted before the beginning, with a policy that parks their numbers.
        waits: how long the clock may go on at once, in seconds.
        at_once: how many invocations may be in flight at once.
        may_fail: parts of the reasons for which a Create or an Update may fail.
        may_fail_to_end: parts of the reasons for which a Delete or a rollback may fail.
        deletes, cancels, rolls_back, keeps_failures, reuses_request_ids, gives_clean_ups_up: what CloudFormation does.
        is_stalling: whether time goes by while an invocation is in flight.
    """

    name: str
    about: str
    properties: Mapping[str, Properties]
    numbers: tuple[Number, ...]
    creates: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: {"One": ("a",)})
    bounds: tuple[Left, ...] = (Left(operations=3), Left(operations=2, faults=1))
    short: tuple[Left, ...] = (Left(operations=2),)
    updates: tuple[str, ...] = ()
    behaviour: Behaviour = field(default_factory=Behaviour)
    faults: frozenset[Fault] = CALL_FAULTS
    commands: frozenset[Command] = frozenset()
    begins_with: Mapping[str, str] = field(default_factory=dict)
    parked: tuple[str, ...] = ()
    waits: tuple[int, ...] = (SOON, LATER)
    at_once: int = 2
    may_fail: tuple[str, ...] = ()
    may_fail_to_end: tuple[str, ...] = ()
    deletes: bool = True
    cancels: bool = True
    rolls_back: bool = True
    keeps_failures: bool = False
    reuses_request_ids: bool = False
    gives_clean_ups_up: bool = False
    is_stalling: bool = False
    settings: Settings = field(default_factory=lambda: Settings(ledger_table_name=LEDGER_TABLE_NAME))
