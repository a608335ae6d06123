"""The moves of an operator at the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from connect_numbers.parked.release import release_parked
from connect_phone_numbers.aws.services import Services
from connect_phone_numbers.errors import TryAgainLater
from connect_phone_numbers.ledger.layout import PARKED
from connect_phone_numbers.lifecycle.look import Tools
from connect_phone_numbers.model.identity import PARKED_TAG
from connect_phone_numbers.rebuild_ledger.reconciliation import reconcile
from tests.explore.configuration import Command, Configuration
from tests.explore.numbers import Status
from tests.explore.world import World


def operator_moves(world: World, configuration: Configuration) -> Iterator[tuple[str, str | World]]:
    """The commands that the operator may give: words, and the program's event or the world afterwards."""
    if not world.left.commands:
        return
    if Command.RECONCILE in configuration.commands:
        yield "reconcile", "{}"
    for arn in world.ledger.get(PARKED, {}):
        if Command.RELEASE_PARKED in configuration.commands:
            yield "parked release", json.dumps({"PhoneNumberArn": arn})
        # Not while an invocation may just have read the tags: nothing could then protect the number.
        if Command.TAKE_OUT_OF_PARKING in configuration.commands and not world.invocations:
            yield from _taken_out(world, arn)


def _taken_out(world: World, phone_number_arn: str) -> Iterator[tuple[str, World]]:
    number = world.numbers.by_arn(phone_number_arn)
    if number is None or number.status is not Status.CLAIMED or PARKED_TAG not in dict(number.tags):
        return
    tags = tuple((key, value) for key, value in number.tags if key != PARKED_TAG)
    taken = replace(number, tags=tags, belongs_to="bystander")
    left = world.left._replace(commands=world.left.commands - 1)
    by_hand = (*world.by_hand, number.phone_number)
    become = world._replace(numbers=world.numbers.with_number(taken), left=left, by_hand=by_hand)
    yield f"takes {number.phone_number} out of parking by hand", become


def _release_parked(services: Services, event: Mapping[str, Any], holder: str, until: float) -> str:
    """The program of `parked release`. An operator who is told to wait gives the command again."""
    tools = Tools(services, services.connect(services.pace()))
    try:
        release_parked(tools, event["PhoneNumberArn"], "operator")
    except TryAgainLater as reason:
        return str(reason)
    return "it is released"


def _reconcile(services: Services, event: Mapping[str, Any], holder: str, until: float) -> str:
    """The function's part of `reconcile`. If it is not complete, the operator gives the command again."""
    return str(reconcile(services, event, holder, until)["Why"])


PROGRAMS = {"parked release": _release_parked, "reconcile": _reconcile}
