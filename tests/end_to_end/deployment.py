"""A folder with a cloud assembly, deployed to the local AWS."""

import json
import re
import uuid
from pathlib import Path
from typing import Any

from tests.end_to_end.numbers_app import synthesise
from tests.support.cloud_assembly import CloudAssembly
from tests.support.local_aws import LocalAws


class Deployment:
    """Stacks of phone numbers on an instance of their own."""

    provider_stack: str | None = None
    """The name of a stack that has the provider of all; None: each has its own."""

    def __init__(self, local_aws: LocalAws, folder: Path) -> None:
        self.local_aws = local_aws
        self.instance_arn, self.contact_flow_arn = local_aws.new_instance()
        local_aws.connect.set_quota(self.instance_arn, 100)
        self.stack_name = f"numbers-{uuid.uuid4().hex[:8]}"
        self.folder = folder
        (folder / "cdk.json").write_text(json.dumps({"app": "cdk.out"}))

    def search(self, *prefixes: str, **more: Any) -> dict[str, Any]:
        """The arguments of a number found by a search of US DID numbers."""
        return {
            "target": self.instance_arn,
            "search": {"country_code": "US", "type": "DID", "prefixes": list(prefixes)},
            **more,
        }

    def exact(self, phone_number: str, **more: Any) -> dict[str, Any]:
        """The arguments of an exact number."""
        return {"target": self.instance_arn, "phone_number": phone_number, **more}

    def deploy(self, numbers: dict[str, Any]) -> None:
        """Deploy one stack. AssertionError where it fails."""
        self.deploy_stacks({self.stack_name: numbers})

    def deploy_stacks(self, stacks: dict[str, Any]) -> None:
        """Deploy stacks, as many at once as do not depend on each other. AssertionError where one fails."""
        self.synthesise(stacks)
        self.deploy_synthesised()

    def deploy_synthesised(self) -> None:
        """Deploy what was synthesised. AssertionError where a stack fails."""
        assert self._assembly.deploy(), self.failures()

    def fail_to_deploy(self, numbers: dict[str, Any]) -> None:
        """Deploy one stack, which is to fail. AssertionError where it doesn't."""
        self.synthesise({self.stack_name: numbers})
        assert not self._assembly.deploy()

    def synthesise(self, stacks: dict[str, Any]) -> None:
        """Write the cloud assembly that is deployed next."""
        synthesise(stacks, self.folder / "cdk.out", self.provider_stack)

    def destroy(self, stack_name: str | None = None) -> None:
        """Delete a stack; None: all that were synthesised last. AssertionError where one can't be deleted."""
        if stack_name is None:
            self._assembly.destroy()
        else:
            self._assembly.delete(stack_name)

    @property
    def _assembly(self) -> CloudAssembly:
        return CloudAssembly(self.local_aws, self.folder / "cdk.out")

    @property
    def outputs(self) -> dict[str, str]:
        return self.local_aws.outputs(self.stack_name)

    def claimed(self) -> dict[str, str]:
        """What the local Connect says is claimed to the instance: each number's status."""
        return {
            number["phone_number"]: number["status"]
            for number in self.local_aws.connect.numbers()
            if number["instance_arn"] == self.instance_arn
        }

    def held(self) -> list[str]:
        """The numbers that are claimed or may become so; a FAILED one lapses."""
        return sorted(number for number, status in self.claimed().items() if status != "FAILED")

    def status(self) -> str:
        stacks = self.local_aws.client("cloudformation").describe_stacks(StackName=self.stack_name)["Stacks"]
        return str(stacks[0]["StackStatus"])

    def failures(self) -> dict[str, str]:
        """What the stack's events say of each phone number that failed, in the function's own words."""
        events = self.local_aws.client("cloudformation").describe_stack_events(StackName=self.stack_name)["StackEvents"]
        return {
            event["LogicalResourceId"]: _sentence(event["ResourceStatusReason"])
            for event in events
            if event["ResourceStatus"].endswith("_FAILED") and event["ResourceType"] == "Custom::ConnectPhoneNumber"
        }

    def records(self) -> list[dict[str, Any]]:
        """The ledger's records of the stack's resources."""
        return [item for item in self.local_aws.ledger() if f":stack/{self.stack_name}/" in item["PK"]]

    def ledger(self) -> list[dict[str, Any]]:
        """The records of the stack's resources that have claims."""
        return [item for item in self.records() if item.get("Claims")]


def _sentence(reason: str) -> str:
    """The function's own words in an event's reason."""
    match = re.search(r"Message returned: (.*?)(?: \(RequestId: [^)]*\))?$", reason, re.DOTALL)
    return match[1] if match else reason
