"""What the acceptance reads in the account's ledger, as the function writes it."""

import time
from typing import Any

import pytest

from acceptance.account import Account
from acceptance.applied_quota import applied_quota
from acceptance.ledger import Ledger
from acceptance.names import LEDGER
from acceptance.recording.recorder import Recorder
from acceptance.wanted_number import WantedNumber
from connect_phone_numbers.aws.services import DEFAULT_LEDGER_TABLE_NAME
from tests.simulation.boto3_world import Boto3World, boto3_world

DID = WantedNumber("US", "DID")


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Any:
    with boto3_world() as made:
        monkeypatch.setattr(time, "time", made.now)
        yield made


def account() -> Account:
    return Account("123456789012", "us-east-1", "arn:aws:iam::123456789012:user/operator", None)


def recorder() -> Recorder:
    return Recorder(account().connect, account().service_quotas)


def parked(world: Boto3World, description: str, **more: Any) -> str:
    properties = {**world.search, "ReleasePolicy": "PARK", "PhoneNumberDescription": description, **more}
    resource = world.resource()
    created = resource.create({**properties, "TakeParked": "false"})
    assert created.succeeded, created.reason
    assert resource.delete(properties, created.physical_resource_id).succeeded
    world.settle()
    return created.data["PhoneNumber"]


def test_it_is_the_functions_own() -> None:
    assert LEDGER == DEFAULT_LEDGER_TABLE_NAME


def test_before_the_first_deployment_there_is_none(world: Boto3World) -> None:
    assert Ledger.find(account()) is None


def test_its_operations_are_those_that_the_function_counts(world: Boto3World) -> None:
    for _ in range(3):
        world.control.console_claim(world.instance_arn)
    parked(world, "Acceptance")
    ledger = Ledger.find(account())
    assert ledger is not None
    assert ledger.operations(world.instance_arn) == 4
    assert ledger.operations(f"{world.instance_arn}-unknown") is None
    assert 0 < world.now() - ledger.known_since(world.instance_arn) < 600


def test_of_the_parked_numbers_only_the_acceptances_own_are_taken(world: Boto3World) -> None:
    """Another stack's would be released in the end."""
    parked(world, "Support")
    own = parked(world, "Acceptance, updated")
    ledger = Ledger.find(account())
    assert ledger is not None
    assert [str(number) for number in ledger.parked(recorder(), world.instance_arn, DID)] == [own]
    assert ledger.parked(recorder(), world.instance_arn, WantedNumber("US", "TOLL_FREE")) == []
    assert ledger.parked(recorder(), f"{world.instance_arn}-other", DID) == []


def test_the_quota_is_the_instances_own_or_the_accounts(world: Boto3World) -> None:
    assert applied_quota(recorder(), world.instance_arn) == (5, "for the account, as the instance has none of its own")
    world.control.set_quota(world.instance_arn, 7)
    assert applied_quota(recorder(), world.instance_arn) == (7, "for this instance")
    world.control.inject_fault("GetServiceQuota", "access_denied", count=2)
    assert applied_quota(recorder(), world.instance_arn) == (5, "the default")
