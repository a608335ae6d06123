"""An app whose numbers are read from `numbers.json` in the current folder.

{"<stack>": {"<construct id>": {<keyword arguments of ClaimedPhoneNumber, search as an object>, "after": "<other id>"}}}

With `"adopt": true`, the number is adopted. With `target_of_parameter` in place of `target`, the ARN is not known
before the deployment.

Each stack has its own provider, unless the context value `provider_stack` names one that has it for all.
"""

import json
import os
from pathlib import Path
from typing import Any

from aws_cdk import App, CfnOutput, CfnParameter, Environment, Stack

from constructs_lib import ClaimedPhoneNumber, PhoneNumberProvider, PhoneNumberSearch, PhoneNumberType


def add_number(stack: Stack, id: str, arguments: dict[str, Any], provider: PhoneNumberProvider | None) -> None:
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


app = App()
environment = Environment(account=os.environ["CDK_DEFAULT_ACCOUNT"], region=os.environ["CDK_DEFAULT_REGION"])
provider_stack = app.node.try_get_context("provider_stack")
provider = PhoneNumberProvider(Stack(app, provider_stack, env=environment), "PhoneNumbers") if provider_stack else None
for name, numbers in json.loads(Path("numbers.json").read_text()).items():
    stack = Stack(app, name, env=environment)
    for id, arguments in numbers.items():
        add_number(stack, id, arguments, provider)
app.synth()
