"""An app whose numbers are read from `numbers.json` in the current folder.

{"<stack>": {"<construct id>": {<keyword arguments of ClaimedPhoneNumber, search as an object>, "after": "<other id>"}}}
"""

import json
import os
from pathlib import Path
from typing import Any

from aws_cdk import App, CfnOutput, Environment, Stack

from constructs_lib import ClaimedPhoneNumber, PhoneNumberSearch, PhoneNumberType


def add_number(stack: Stack, id: str, arguments: dict[str, Any]) -> None:
    after = arguments.pop("after", None)
    search = arguments.pop("search", None)
    if search is not None:
        arguments["search"] = PhoneNumberSearch(**{**search, "type": PhoneNumberType(search["type"])})
    number = ClaimedPhoneNumber(stack, id, **arguments)
    if after is not None:
        number.node.add_dependency(stack.node.find_child(after))
    CfnOutput(stack, f"{id}Number", value=number.phone_number)


app = App()
environment = Environment(account=os.environ["CDK_DEFAULT_ACCOUNT"], region=os.environ["CDK_DEFAULT_REGION"])
for name, numbers in json.loads(Path("numbers.json").read_text()).items():
    stack = Stack(app, name, env=environment)
    for id, arguments in numbers.items():
        add_number(stack, id, arguments)
app.synth()
