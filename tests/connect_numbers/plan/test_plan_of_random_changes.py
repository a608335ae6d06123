"""What a plan says of any change after any other, and what the deployment then does."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from moto.core.exceptions import ServiceException

from tests.connect_numbers.account import Account
from tests.connect_numbers.conftest import account_in
from tests.connect_numbers.deployed_stacks import template
from tests.connect_numbers.plan.test_plan_comes_true import POLICIES, RETAINING, STACK, compare, held_by
from tests.simulation.world import simulated_world

NUMBERS = ("+12065550142", "+14255550142", "+12065550177")
HERE, THERE = "here", "there"

properties = st.fixed_dictionaries(
    {
        "TargetArn": st.sampled_from((HERE, HERE, THERE)),
        "TakeParked": st.sampled_from(("true", "false")),
        "ReleasePolicy": st.sampled_from(POLICIES),
    },
    optional={
        "PhoneNumberDescription": st.sampled_from(("Sales", "Support")),
        "TargetIsOfStack": st.sampled_from(("true", "false")),
        "Tags": st.sampled_from(([], [{"Key": "team", "Value": "a"}])),
    },
)
exact = st.fixed_dictionaries(
    {"PhoneNumber": st.sampled_from(NUMBERS)},
    optional={"Adopt": st.just("true"), "ReleaseAdopted": st.just("true")},
)
us = {"PhoneNumberCountryCode": st.just("US"), "PhoneNumberType": st.just("DID")}
prefixes = st.sampled_from((["+1206"], ["+1425"], ["+1206", "+1425"]))
search = st.fixed_dictionaries(us, optional={"PhoneNumberPrefixes": prefixes})
toll_free = st.fixed_dictionaries({**us, "PhoneNumberType": st.just("TOLL_FREE")})
declared = st.tuples(properties, st.one_of(exact, search, search, toll_free)).map(lambda both: {**both[0], **both[1]})
templates = st.tuples(st.one_of(st.none(), declared, declared, declared), st.sampled_from(({}, {}, RETAINING)))
changes = st.one_of(
    templates,
    templates,
    templates,
    st.sampled_from(("others claim", "others release", "an hour", "less quota", "more quota")),
)


@contextmanager
def an_account() -> Iterator[Account]:
    logging.disable(logging.CRITICAL)
    with simulated_world() as world, pytest.MonkeyPatch.context() as patch:
        yield account_in(world, patch)
    logging.disable(logging.NOTSET)


@given(st.lists(changes, min_size=2, max_size=6))
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
def test_it_comes_true(happenings: list[Any]) -> None:
    with an_account() as account, TemporaryDirectory() as folder:
        account.world.invoke({"MakeLedger": {}})
        targets = {HERE: account.world.instance_arn, THERE: account.world.add_instance().instance_arn}
        for happening in happenings:
            if isinstance(happening, str):
                other(account, happening)
                continue
            number, policies = happening
            wanted = {} if number is None else {"Number": {**number, "TargetArn": targets[number["TargetArn"]]}}
            deployed = account.stacks.by_name.get(STACK)
            if deployed is not None and deployed.stack.status.endswith(("ROLLBACK_FAILED", "DELETE_FAILED")):
                return
            compare(account, Path(folder), template(policies, **wanted))


def other(account: Account, happening: str) -> None:
    """What somebody else does."""
    world = account.world
    held = world.held()
    match happening:
        case "others claim" if NUMBERS[2] not in held:
            # Once released, it can't be had.
            with suppress(ServiceException):
                world.control.console_claim(world.instance_arn, NUMBERS[2])
        case "others release":
            for number in held_by(account).values():
                world.control.console_release(number)
        case "less quota":
            world.control.set_quota(world.instance_arn, 2)
        case "more quota":
            world.control.set_quota(world.instance_arn, 10)
    world.advance(3600 if happening == "an hour" else 150)
