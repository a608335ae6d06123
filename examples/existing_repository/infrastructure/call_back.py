"""The function that calls customers back."""

from __future__ import annotations

from aws_cdk import CfnOutput, Environment, RemovalPolicy, Stack
from aws_cdk import aws_lambda as lambda_
from constructs import Construct
from constructs_lib import ClaimedPhoneNumber, PhoneNumberSearch, PhoneNumberType

CODE = """
import os

def handler(event, context):
    return {"from": os.environ["CALLER_ID"], "to": event["customer"]}
"""


class CallBack(Stack):
    """A function that calls customers, and the number that they see."""

    def __init__(self, scope: Construct, id: str, *, instance_arn: str, env: Environment) -> None:
        super().__init__(scope, id, env=env)
        self.caller_id = ClaimedPhoneNumber(
            self,
            "CallerId",
            target=instance_arn,
            search=PhoneNumberSearch(country_code="US", type=PhoneNumberType.DID, prefixes=["+1512", "+1"]),
            description="Shown to customers who are called back",
            # Customers call it later on: it outlives the stack.
            removal_policy=RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
        )
        self.function = lambda_.Function(
            self,
            "Function",
            runtime=lambda_.Runtime.PYTHON_3_13,
            handler="index.handler",
            code=lambda_.Code.from_inline(CODE),
            environment={"CALLER_ID": self.caller_id.phone_number},
        )
        self.caller_id.grants.read(self.function)
        CfnOutput(self, "FunctionName", value=self.function.function_name)
        CfnOutput(self, "CallerIdNumber", value=self.caller_id.phone_number)
