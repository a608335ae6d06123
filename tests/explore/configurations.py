"""The configurations: small worlds, each explored to its end."""

from __future__ import annotations

from dataclasses import replace

from tests.explore.configuration import CALL_FAULTS, LATER, MUCH_LATER, SOON, TIME_OUT, Command, Configuration, Fault
from tests.explore.connect import Behaviour
from tests.explore.numbers import GROUP, INSTANCE, OTHER_INSTANCE, Number, Status
from tests.explore.world import Left

FIRST, SECOND, THIRD = "+12065550101", "+12065550102", "+12065550103"
EXACT = {"TargetArn": INSTANCE, "PhoneNumber": FIRST, "TakeParked": "false"}
OTHER = {**EXACT, "PhoneNumber": SECOND}
SEARCH = {
    "TargetArn": INSTANCE,
    "PhoneNumberCountryCode": "US",
    "PhoneNumberType": "DID",
    "TakeParked": "false",
}
PARKING = {**SEARCH, "TakeParked": "true", "ReleasePolicy": "PARK"}
TWO_EXACT = {"a": EXACT, "b": OTHER}
TWO = Number(FIRST), Number(SECOND)
THREE = *TWO, Number(THIRD)
SLOW = Behaviour(claims_take_time=True, releases_take_time=True)
LAGGING = Behaviour(list_lags=True, describe_lags=True, tags_lag=True)
FULL = "its quota"
LOST = ("can't be claimed", "is already claimed", "is not among the numbers")
"""A number that was released can't be claimed again, and one that is parked may not be wanted."""
SPENT = "claims and releases"

ONE_NUMBER = Configuration(
    name="one-number",
    about="One resource: created, cancelled, late, deleted; its steps crash and lose their answers.",
    properties={"a": EXACT},
    numbers=(Number(FIRST),),
    may_fail=LOST,
    bounds=(Left(operations=3, faults=1), Left(operations=2, faults=1, waits=1)),
    short=(Left(operations=2, faults=1),),
)

SEARCHED = Configuration(
    name="search",
    about="One resource takes what a search finds, and others are faster, or the service says FAILED.",
    properties={"a": SEARCH},
    numbers=TWO,
    behaviour=Behaviour(claims_take_time=True, counts_refused=True),
    faults=CALL_FAULTS | {Fault.NUMBER_TAKEN, Fault.CLAIM_FAILS},
    may_fail=("is available", "could not claim"),
    bounds=(Left(operations=2, faults=1, waits=1),),
    short=(Left(operations=1, faults=1), Left(operations=2)),
)

ONE_PLACE = Configuration(
    name="one-place",
    about="Two resources for one place in the quota, which allows two operations.",
    properties=TWO_EXACT,
    creates={"One": ("a",), "Two": ("b",)},
    numbers=TWO,
    behaviour=Behaviour(quota=1),
    may_fail=(FULL, SPENT, *LOST),
)

ONE_NUMBER_FOR_TWO = Configuration(
    name="one-number-for-two",
    about="Two resources ask for what one search finds, and there is one number of it.",
    properties={"a": SEARCH},
    creates={"One": ("a",), "Two": ("a",)},
    numbers=(Number(FIRST),),
    may_fail=("is available",),
)

REPLACED = Configuration(
    name="replacement",
    about="A resource is replaced; completed, rolled back either way, cancelled, cleaned up, deleted.",
    properties=TWO_EXACT,
    updates=("a", "b"),
    begins_with={"One": "a"},
    numbers=TWO,
    may_fail=LOST,
    gives_clean_ups_up=True,
    bounds=(Left(operations=3), Left(operations=2, faults=1), Left(operations=2, waits=1)),
)

KEPT = Configuration(
    name="kept",
    about="What is asked for changes, and the number that is held still is what is asked for.",
    properties={"a": SEARCH, "b": EXACT, "c": {**SEARCH, "PhoneNumberPrefixes": ["+1206"]}},
    updates=("a", "b", "c"),
    begins_with={"One": "a"},
    numbers=TWO,
    may_fail=LOST,
    bounds=(Left(operations=3), Left(operations=2, faults=1), Left(operations=2, waits=1)),
)

PARKED = Configuration(
    name="parking",
    about="A parked number is taken by a new resource, released by an operator, or taken out of parking by hand.",
    properties={"a": PARKING},
    creates={"One": ("a",), "Two": ("a",)},
    begins_with={"One": "a"},
    parked=("One",),
    numbers=THREE,
    commands=frozenset({Command.RELEASE_PARKED, Command.TAKE_OUT_OF_PARKING}),
    bounds=(
        Left(operations=2, commands=1),
        Left(operations=1, faults=1, commands=2),
        Left(operations=0, faults=1, commands=3),
    ),
    short=(Left(operations=2), Left(operations=1, commands=1), Left(operations=0, faults=1, commands=2)),
)

RECONCILED = Configuration(
    name="reconcile",
    about="An operator's reconcile runs beside operations: with a ledger that is whole, it changes nothing.",
    properties={"a": PARKING},
    begins_with={"One": "a"},
    numbers=TWO,
    commands=frozenset({Command.RECONCILE}),
    may_fail=LOST,
    bounds=(Left(operations=2, commands=1), Left(operations=1, faults=1, commands=1)),
    short=(Left(operations=2, commands=1),),
)

ADOPTED = Configuration(
    name="adopt",
    about="A number that others claimed is adopted, and given back: it is never released.",
    properties={
        "a": {**EXACT, "Adopt": "true"},
        "b": {**EXACT, "Adopt": "true", "ReleaseAdopted": "true"},
        "c": EXACT,
    },
    creates={"One": ("a", "b")},
    updates=("a", "c"),
    numbers=(
        Number(FIRST, Status.CLAIMED, INSTANCE, is_listed=True, belongs_to="others", claims=1),
        Number(SECOND, Status.CLAIMED, INSTANCE, is_listed=True, belongs_to="bystander", claims=1),
    ),
    may_fail=LOST,
    bounds=(Left(operations=3), Left(operations=2, faults=1), Left(operations=2, waits=1)),
)

NO_ROLLBACK = Configuration(
    name="no-rollback",
    about="A Create fails, rollback is switched off, and the resource is created again; RequestIds are used again.",
    properties=TWO_EXACT,
    creates={"One": ("a", "b")},
    numbers=TWO,
    faults=frozenset({Fault.GIVE_UP, Fault.CRASH}),
    may_fail=("could not do its work", *LOST),
    may_fail_to_end=("could not do its work",),
    keeps_failures=True,
    reuses_request_ids=True,
    bounds=(Left(operations=3), Left(operations=2, faults=1, waits=1)),
    short=(Left(operations=2, faults=1),),
)

SPENT_BUDGET = Configuration(
    name="spent-budget",
    about="The budget comes to its end: numbers are released, parked, or the Delete fails as it was asked to.",
    properties={
        "a": {**EXACT, "ReleasePolicy": "RELEASE_WITHIN_BUDGET"},
        "b": {**OTHER, "ReleasePolicy": "RELEASE"},
    },
    creates={"One": ("a", "b")},
    updates=("a", "b"),
    numbers=TWO,
    behaviour=Behaviour(quota=1),
    may_fail=(FULL, SPENT, *LOST),
    may_fail_to_end=(SPENT,),
    bounds=(Left(operations=4), Left(operations=2, faults=1)),
    short=(Left(operations=3),),
)

MOVED = Configuration(
    name="move",
    about="A number moves to another instance and back, and another resource wants its place.",
    properties={"a": EXACT, "b": {**EXACT, "TargetArn": OTHER_INSTANCE}, "c": OTHER},
    creates={"One": ("a",), "Two": ("c",)},
    updates=("a", "b"),
    begins_with={"One": "a"},
    numbers=TWO,
    behaviour=Behaviour(quota=1),
    may_fail=(FULL, SPENT, *LOST),
    may_fail_to_end=(FULL,),
    bounds=(Left(operations=3), Left(operations=1, faults=1)),
)

GROUPED = replace(
    MOVED,
    name="group",
    about="A number of a group moves to its instance and back, or is parked there. It counts to that instance.",
    properties={
        "a": {**EXACT, "TargetArn": GROUP, "ReleasePolicy": "PARK"},
        "b": {**EXACT, "ReleasePolicy": "PARK"},
        "c": {**SEARCH, "TakeParked": "true"},
    },
)

SLOWLY = Configuration(
    name="slow-service",
    about="Claims and releases take a while, and a resource is replaced meanwhile.",
    properties=TWO_EXACT,
    updates=("a", "b"),
    numbers=TWO,
    behaviour=SLOW,
    may_fail=LOST,
)

LAGS = Configuration(
    name="lagging-service",
    about="What is done shows later: in the list, in Describe, in the tags.",
    properties={"a": PARKING},
    creates={"One": ("a",), "Two": ("a",)},
    numbers=THREE,
    behaviour=LAGGING,
    waits=(SOON, LATER, MUCH_LATER),
    bounds=(Left(operations=2, waits=1),),
    short=(Left(operations=2), Left(operations=1, waits=1)),
)

STALLED = Configuration(
    name="stalled",
    about="Time goes by while an invocation waits for an answer.",
    properties=TWO_EXACT,
    creates={"One": ("a",), "Two": ("b",)},
    numbers=TWO,
    behaviour=Behaviour(quota=1),
    may_fail=(FULL, SPENT, *LOST),
    faults=frozenset({Fault.CRASH, Fault.TWO_AT_ONCE, Fault.REPEATED}),
    is_stalling=True,
    waits=(SOON, 25, LATER),
    bounds=(Left(operations=2, faults=1),),
    short=(Left(operations=2), Left(operations=1, faults=1)),
)

TIMED_OUT = Configuration(
    name="time-out",
    about="An operation takes longer than it may.",
    properties=TWO_EXACT,
    updates=("b",),
    numbers=TWO,
    behaviour=SLOW,
    waits=(SOON, TIME_OUT),
    may_fail=("Not done within", *LOST),
    may_fail_to_end=("Not done within",),
    gives_clean_ups_up=True,
    bounds=(Left(operations=3, waits=1), Left(operations=2, faults=1, waits=1)),
    short=(Left(operations=2, waits=1),),
)

REFUSALS = Configuration(
    name="denied",
    about="The service denies what changes anything: for a moment, or until the operation fails.",
    properties=TWO_EXACT,
    updates=("a", "b"),
    numbers=TWO,
    faults=frozenset({Fault.DENIED}),
    may_fail=("was refused", *LOST),
    may_fail_to_end=("was refused",),
    bounds=(Left(operations=2, faults=2, waits=1), Left(operations=3, faults=1)),
    short=(Left(operations=2, faults=1, waits=1),),
)

TOO_FAST = Configuration(
    name="throttled",
    about="The service throttles calls: the function knows that such a call did nothing.",
    properties={"a": SEARCH, "b": OTHER},
    updates=("a", "b"),
    numbers=TWO,
    behaviour=Behaviour(claims_take_time=True),
    faults=frozenset({Fault.THROTTLED}),
    may_fail=LOST,
    bounds=(Left(operations=2, faults=2, waits=1), Left(operations=3, faults=1)),
    short=(Left(operations=2, faults=1),),
)

ALL = (
    ONE_NUMBER,
    SEARCHED,
    ONE_PLACE,
    ONE_NUMBER_FOR_TWO,
    REPLACED,
    KEPT,
    PARKED,
    RECONCILED,
    ADOPTED,
    NO_ROLLBACK,
    SPENT_BUDGET,
    MOVED,
    GROUPED,
    SLOWLY,
    LAGS,
    STALLED,
    TIMED_OUT,
    REFUSALS,
    TOO_FAST,
)
