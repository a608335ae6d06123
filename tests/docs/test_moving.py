"""Numbers moved to this library, and between its providers, as the pages say: each stays claimed, with its flow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.docs.document import blocks
from tests.docs.moving_app import synthesise
from tests.docs.pages import page, titled
from tests.support.cloud_assembly import CloudAssembly
from tests.support.local_aws import LocalAws

TERRAFORMS, OFFICE = "+12125550155", "+13125550142"


class Moving:
    """An instance with a native number, one of Terraform's, and one of a stack with a provider of its own."""

    def __init__(self, local_aws: LocalAws, folder: Path) -> None:
        self.local_aws = local_aws
        self.folder = folder
        self.instance_arn, self.flow = local_aws.new_instance()
        local_aws.connect.console_claim(self.instance_arn, TERRAFORMS, "Sales, by Terraform")
        self.client = local_aws.client("connect")
        arn = self.number(TERRAFORMS)["phone_number_arn"]
        self.client.tag_resource(resourceArn=arn, tags={"terraform": "yes"})
        self.native = ""

    def deploy(self, step: Any, *stacks: str) -> bool:
        """Deploy stacks, and those that they depend on; whether they could be."""
        synthesise(self._given(step), self.folder)
        return CloudAssembly(self.local_aws, self.folder).deploy(*stacks)

    def numbers(self) -> dict[str, dict[str, Any]]:
        found = self.local_aws.connect.numbers()
        return {each["phone_number"]: each for each in found if each["instance_arn"] == self.instance_arn}

    def number(self, phone_number: str) -> dict[str, Any]:
        return self.numbers()[phone_number]

    def owners(self) -> dict[str, str]:
        """The logical id of each number's owner, without its hash."""
        tag = "connect-phone-number:logical-resource-id"
        return {number: each["tags"][tag][:-8] for number, each in self.numbers().items() if tag in each["tags"]}

    def operations(self) -> int:
        return len(self.local_aws.connect.quota(self.instance_arn)["operations"])

    def _given(self, step: Any) -> dict[str, Any]:
        provider = next(block for block in blocks("python", page("runbook")) if "provider=provider" in block.text)
        snippets = {
            "step1": titled("moving_from_cfn_phone_number", "step1.py"),
            "step2": titled("moving_from_cfn_phone_number", "step2.py").replace("+12065550100", self.native),
            "terraform": titled("moving_from_terraform", "terraform.py").replace("+12065550100", TERRAFORMS),
            "provider": provider.text.replace("+12065550100", OFFICE),
        }
        given = {"instance_arn": self.instance_arn, "flow": self.flow, "office": OFFICE}
        return {**given, "step": step, "snippets": snippets}


def test_no_number_is_lost(local_aws: LocalAws, project: Path) -> None:
    moving = Moving(local_aws, project)
    # Step 1: what is there before. The native number is retained from now on.
    assert moving.deploy(1, "Support", "Office")
    moving.native = local_aws.outputs("Support")["PhoneNumber"]
    numbers = moving.numbers()
    assert set(numbers) == {moving.native, TERRAFORMS, OFFICE}
    moving.client.associate_phone_number_contact_flow(
        PhoneNumberId=numbers[moving.native]["phone_number_id"],
        InstanceId=_id_in(moving.instance_arn),
        ContactFlowId=_id_in(moving.flow),
    )
    before, operations = moving.numbers(), moving.operations()

    # The second deployment fails: all is as it was.
    assert not moving.deploy("broken", "Support")
    [stack] = local_aws.client("cloudformation").describe_stacks(StackName="Support")["Stacks"]
    assert stack["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert moving.number(moving.native) == before[moving.native]

    # The runbook's step 2, and then each number under its new construct.
    moving.client.untag_resource(
        resourceArn=numbers[OFFICE]["phone_number_arn"], tagKeys=["connect-phone-number:stack-id"]
    )
    assert moving.deploy(2)
    after = moving.numbers()
    assert moving.owners() == {moving.native: "SupportNumber", TERRAFORMS: "Support", OFFICE: "SupportNumber"}
    assert {number: each["phone_number_arn"] for number, each in after.items()} == {
        number: each["phone_number_arn"] for number, each in before.items()
    }
    assert {each["status"] for each in after.values()} == {"CLAIMED"}
    assert {tuple(each["flow_arns"].values()) for each in after.values()} == {(moving.flow,)}
    assert after[TERRAFORMS]["tags"]["terraform"] == "yes"
    assert after[TERRAFORMS]["description"] == "Sales, by Terraform"
    assert moving.operations() == operations, "nothing was claimed, and nothing released"
    kinds = _types(local_aws, "Support")
    assert "AWS::Connect::PhoneNumber" not in kinds
    assert "AWS::Lambda::Function" not in _types(local_aws, "Office"), "its own provider is gone"


def _id_in(arn: str) -> str:
    return arn.rpartition("/")[2]


def _types(local_aws: LocalAws, stack: str) -> set[str]:
    found = local_aws.client("cloudformation").describe_stack_resources(StackName=stack)["StackResources"]
    return {each["ResourceType"] for each in found if not each["ResourceStatus"].startswith("DELETE")}
