"""The function as real processes on the local AWS, killed by SIGKILL at a request."""

import io
import json
import time
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from constructs_lib.private.state_machine_definition import state_machine_definition
from tests.support.local_aws import LocalAws

ROOT = Path(__file__).parents[2]
TIMEOUT = 5
"""The function's timeout in seconds. A dead process's lock ends soon after it."""
CREATE = [(index, when) for index in (14, 24) for when in ("before", "after")]
DELETE = [(index, when) for index in (8, 13) for when in ("before", "after")]
"""When a process is killed: at these requests, which follow the requests that record the event."""


@dataclass
class Stacks:
    """Stacks with one number each, whose function kills itself on demand."""

    local_aws: LocalAws
    function_arn: str
    instance_arn: str
    plans: Path

    @property
    def client(self) -> Any:
        return self.local_aws.client("cloudformation")

    def kill(self, name: str, plan: tuple[int, str] | None) -> None:
        """Count a stack's requests from 0, and kill the function at one of them."""
        (self.plans / f"{name}.count").unlink(missing_ok=True)
        if plan is not None:
            (self.plans / f"{name}.json").write_text(json.dumps(plan))

    def create(self, name: str, policy: str) -> None:
        properties = {
            "ServiceToken": self.function_arn,
            "TargetArn": self.instance_arn,
            "PhoneNumberCountryCode": "US",
            "PhoneNumberType": "DID",
            "ReleasePolicy": policy,
            "TakeParked": "false",
        }
        number = {"Type": "Custom::ConnectPhoneNumber", "Properties": properties}
        self.client.create_stack(StackName=name, TemplateBody=json.dumps({"Resources": {"Number": number}}))

    def await_status(self, names: list[str], wanted: str) -> None:
        """Wait until all stacks have this status."""
        for name in names:
            for _ in range(240):
                status = self._status(name)
                if not status.endswith("IN_PROGRESS"):
                    break
                time.sleep(0.5)
            assert status == wanted, (name, status)

    def _status(self, name: str) -> str:
        stacks = self.client.describe_stacks()["Stacks"]
        return str(next((stack["StackStatus"] for stack in stacks if stack["StackName"] == name), "DELETE_COMPLETE"))

    def numbers(self) -> dict[str, dict[str, Any]]:
        """The instance's numbers, by E.164."""
        every = self.local_aws.connect.numbers()
        return {each["phone_number"]: each for each in every if each["target_arn"] == self.instance_arn}


@pytest.fixture
def stacks(local_aws: LocalAws, tmp_path: Path) -> Iterator[Stacks]:
    name, plans = f"killed-{uuid.uuid4().hex[:8]}", tmp_path
    function = local_aws.client("lambda").create_function(
        FunctionName=name,
        Runtime="python3.14",
        Role="arn:aws:iam::123456789012:role/killed",
        Handler="killing_handler.handler",
        Timeout=TIMEOUT,
        Code={"ZipFile": code()},
        Environment={"Variables": {"LEDGER_IS_OURS": "true", "KILL_PLANS": str(plans)}},
    )
    arn = function["FunctionArn"]
    definition = json.dumps(state_machine_definition(arn))
    role = "arn:aws:iam::123456789012:role/killed"
    local_aws.client("stepfunctions").create_state_machine(name=name, definition=definition, roleArn=role)
    instance_arn, _ = local_aws.new_instance()
    local_aws.connect.set_quota(instance_arn, 50)
    for _ in range(20):
        answer = local_aws.client("lambda").invoke(FunctionName=name, Payload=b'{"MakeLedger": {}}')
        if json.loads(answer["Payload"].read()).get("Status") == "ACTIVE":
            break
        time.sleep(1)
    yield Stacks(local_aws, arn, instance_arn, plans)
    local_aws.client("lambda").delete_function(FunctionName=name)


def code() -> bytes:
    """The function's own code, and the handler that kills its process."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as zipped:
        for path in (ROOT / "lambda").rglob("*.py"):
            zipped.write(path, path.relative_to(ROOT / "lambda"))
        zipped.write(Path(__file__).with_name("killing_handler.py"), "killing_handler.py")
    return archive.getvalue()


def test_twelve_kills_lose_nothing(stacks: Stacks) -> None:
    """Creates, deletes that release and deletes that park, all at the same time."""
    policies = {f"killed-{policy.lower()}-{index}": policy for policy in ("RELEASE", "PARK") for index in range(4)}
    names = list(policies)
    for index, (name, policy) in enumerate(policies.items()):
        stacks.kill(name, CREATE[index] if policy == "RELEASE" else None)
        stacks.create(name, policy)
    stacks.await_status(names, "CREATE_COMPLETE")
    assert list(stacks.plans.glob("*.json")) == [], "each was killed"
    numbers = stacks.numbers()
    owners = sorted(each["tags"]["connect-phone-number:stack-id"].split("/")[1] for each in numbers.values())
    assert owners == sorted(names), "one number each"
    for index, name in enumerate(names):
        stacks.kill(name, DELETE[index % 4])
        stacks.client.delete_stack(StackName=name)
    stacks.await_status(names, "DELETE_COMPLETE")
    assert list(stacks.plans.glob("*.json")) == [], "each was killed"
    parked = {item["PhoneNumber"] for item in stacks.local_aws.ledger() if item["PK"] == "PARKED"}
    held = {number for number, each in stacks.numbers().items() if not each["releasing"]}
    assert held == parked & set(numbers)
    assert len(held) == 4
    records = [item for item in stacks.local_aws.ledger() if item["PK"].startswith("RESOURCE#")]
    assert [item["Claims"] for item in records if item["PK"].split("/")[1] in names] == [{}] * 8
