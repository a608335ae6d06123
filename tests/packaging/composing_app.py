"""An infrastructure repository's app that composes a number into a larger stack.

It is copied into an empty folder and runs there with the installed wheel alone.
"""

from __future__ import annotations

import os

from aws_cdk import App, CfnOutput, Environment, Stack
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_ssm as ssm
from constructs import Construct

from constructs_lib import ClaimedPhoneNumber, PhoneNumberSearch, PhoneNumberType


class CallBack(Stack):
    """A function that calls customers back, and the number they see."""

    def __init__(self, scope: Construct, id: str, *, instance_arn: str, env: Environment) -> None:
        super().__init__(scope, id, env=env)
        number = ClaimedPhoneNumber(
            self,
            "CallerId",
            target=instance_arn,
            search=PhoneNumberSearch(country_code="US", type=PhoneNumberType.DID, prefixes=["+1512", "+1"]),
            description="Shown to customers who are called back",
        )
        parameter = ssm.StringParameter(self, "Parameter", string_value=number.phone_number)
        function = lambda_.Function(
            self,
            "CallBack",
            runtime=lambda_.Runtime.PYTHON_3_14,
            handler="index.handler",
            code=lambda_.Code.from_inline(
                "import os\n\ndef handler(event, context):\n    return os.environ['CALLER_ID']\n"
            ),
            environment={"CALLER_ID": number.phone_number},
        )
        number.grants.read(function)
        CfnOutput(self, "CallerIdNumber", value=number.phone_number)
        CfnOutput(self, "ParameterName", value=parameter.parameter_name)
        CfnOutput(self, "FunctionName", value=function.function_name)


def main() -> None:
    """Synthesise the app from the context that `cdk` gives it."""
    app = App()
    CallBack(
        app,
        "CallBack",
        instance_arn=app.node.get_context("instance_arn"),
        env=Environment(account=os.environ.get("CDK_DEFAULT_ACCOUNT"), region=os.environ.get("CDK_DEFAULT_REGION")),
    )
    app.synth()


if __name__ == "__main__":
    main()
