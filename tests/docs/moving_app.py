"""The app of the pages about moving, synthesised in the test's own process.

- Support: from a CfnPhoneNumber (moving_from_cfn_phone_number.md).
- Sales: from Terraform (moving_from_terraform.md).
- Office: from a provider of its own to a shared one (runbook.md).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aws_cdk import App, CfnOutput, CfnResource, RemovalPolicy, Stack

from constructs_lib import ClaimedPhoneNumber, PhoneNumberProvider
from tests.end_to_end.numbers_app import ENVIRONMENT


def synthesise(given: Mapping[str, Any], folder: Path) -> None:
    """Write the cloud assembly into a folder.

    `given`: the `step` (1, 2, or "broken"), the `snippets` by name, and what they name.
    """
    app = App(outdir=str(folder))
    provider = PhoneNumberProvider(Stack(app, "Shared", env=ENVIRONMENT), "Provider")
    _support(Stack(app, "Support", env=ENVIRONMENT), given, provider)
    office = Stack(app, "Office", env=ENVIRONMENT)
    if given["step"] == 2:
        _snippet(Stack(app, "Sales", env=ENVIRONMENT), "terraform", given, provider)
        _snippet(office, "provider", given, provider)
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


def _support(stack: Stack, given: Mapping[str, Any], provider: PhoneNumberProvider) -> None:
    is_first = given["step"] == 1
    moved = _snippet(stack, "step1" if is_first else "step2", given, provider)
    if is_first:
        CfnOutput(stack, "PhoneNumber", value=moved["native"].attr_address)
    if given["step"] == "broken":
        # Something else of the stack fails, once the number is adopted.
        broken = CfnResource(stack, "Broken", type="AWS::Connect::ContactFlow", properties={"InstanceArn": "none"})
        broken.node.add_dependency(moved["support"])


def _snippet(stack: Stack, name: str, given: Mapping[str, Any], provider: PhoneNumberProvider) -> dict[str, Any]:
    """Run a snippet in a stack: the names that it leaves."""
    names = {"self": stack, "provider": provider, **{key: given[key] for key in ("instance_arn", "flow")}}
    exec(given["snippets"][name], {**names, "instance": given["instance_arn"]}, names)
    return names
