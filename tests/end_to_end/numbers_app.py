"""An app of phone numbers, synthesised in the test's own process: a process of its own would cost seconds each time.

{"<stack>": {"<construct id>": {<keyword arguments of ClaimedPhoneNumber, search as an object>, "after": "<other id>"}}}

With `"adopt": true`, the number is adopted. With `target_of_parameter` in place of `target`, the ARN is not known
before the deployment.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aws_cdk import App, CfnOutput, CfnParameter, Environment, Stack

from constructs_lib import ClaimedPhoneNumber, PhoneNumberProvider, PhoneNumberSearch, PhoneNumberType
from local_aws.environment import ACCOUNT_ID, DEFAULT_REGION

ENVIRONMENT = Environment(account=ACCOUNT_ID, region=DEFAULT_REGION)


def synthesise(stacks: Mapping[str, Any], folder: Path, provider_stack: str | None = None) -> None:
    """Write the cloud assembly into a folder.

    Each stack has its own provider, unless `provider_stack` names one more stack, that has it for all.
    """
    # As the CDK CLI has it.
    app = App(outdir=str(folder), context={"aws:cdk:enable-path-metadata": True})
    provider = None
    if provider_stack is not None:
        provider = PhoneNumberProvider(Stack(app, provider_stack, env=ENVIRONMENT), "PhoneNumbers")
    for name, numbers in stacks.items():
        stack = Stack(app, name, env=ENVIRONMENT)
        for id, arguments in numbers.items():
            _add_number(stack, id, dict(arguments), provider)
    app.synth()


def _add_number(stack: Stack, id: str, arguments: dict[str, Any], provider: PhoneNumberProvider | None) -> None:
    after = arguments.pop("after", None)
    search = arguments.pop("search", None)
    if search is not None:
        arguments["search"] = PhoneNumberSearch(**{**search, "type": PhoneNumberType(search["type"])})
    target = arguments.pop("target_of_parameter", None)
    if target is not None:
        arguments["target"] = CfnParameter(stack, f"{id}Target", default=target).value_as_string
    make = ClaimedPhoneNumber.adopt if arguments.pop("adopt", False) else ClaimedPhoneNumber
    number = make(stack, id, provider=provider, **arguments)
    if after is not None:
        number.node.add_dependency(stack.node.find_child(after))
    CfnOutput(stack, f"{id}Number", value=number.phone_number)
