"""The app of the pages about moving: `step.txt` says which step's snippets it is made of.

- Support: from a CfnPhoneNumber (moving_from_cfn_phone_number.md).
- Sales: from Terraform (moving_from_terraform.md).
- Office: from a provider of its own to a shared one (runbook.md).
"""

import json
import os
from pathlib import Path
from typing import Any

from aws_cdk import App, CfnOutput, CfnResource, Environment, RemovalPolicy, Stack

from constructs_lib import ClaimedPhoneNumber, PhoneNumberProvider

given: dict[str, Any] = json.loads(Path("given.json").read_text())
app = App()
env = Environment(account=os.environ["CDK_DEFAULT_ACCOUNT"], region=os.environ["CDK_DEFAULT_REGION"])
shared = Stack(app, "Shared", env=env)
provider = PhoneNumberProvider(shared, "Provider")
is_first = given["step"] == 1


def snippet(stack: Stack, name: str) -> dict[str, Any]:
    """Run a snippet in a stack: the names that it leaves."""
    names = {"self": stack, "provider": provider, **{key: given[key] for key in ("instance_arn", "flow")}}
    exec(given["snippets"][name], {**names, "instance": given["instance_arn"]}, names)
    return names


support = Stack(app, "Support", env=env)
moved = snippet(support, "step1" if is_first else "step2")
if is_first:
    CfnOutput(support, "PhoneNumber", value=moved["native"].attr_address)
if given["step"] == "broken":
    # Something else of the stack fails, once the number is adopted.
    broken = CfnResource(support, "Broken", type="AWS::Connect::ContactFlow", properties={"InstanceArn": "none"})
    broken.node.add_dependency(moved["support"])

office = Stack(app, "Office", env=env)
if given["step"] == 2:
    snippet(Stack(app, "Sales", env=env), "terraform")
    snippet(office, "provider")
else:
    ClaimedPhoneNumber(
        office,
        "Office",
        target=given["instance_arn"],
        phone_number=given["office"],
        contact_flow=given["flow"],
        removal_policy=RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    )
app.synth()
