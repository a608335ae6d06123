"""The example app: a phone number that a search finds, and one that is asked for by name where one is given."""

from __future__ import annotations

import os
import sys

from aws_cdk import App, CfnOutput, Environment, Stack
from constructs import Construct

from constructs_lib import ClaimedPhoneNumber, PhoneNumberSearch, PhoneNumberType


class PhoneNumbers(Stack):
    """A contact center's numbers, claimed to its instance."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        instance_arn: str,
        phone_number: str | None,
        contact_flow_arn: str | None,
        env: Environment,
    ) -> None:
        super().__init__(scope, id, env=env)
        support = ClaimedPhoneNumber(
            self,
            "Support",
            target=instance_arn,
            search=PhoneNumberSearch(country_code="US", type=PhoneNumberType.DID, prefixes=["+1206", "+1425"]),
            description="Support line",
            contact_flow=contact_flow_arn,
        )
        CfnOutput(self, "SupportNumber", value=support.phone_number, description="Found by search, in E.164")
        if phone_number is None:
            return
        sales = ClaimedPhoneNumber(
            self,
            "Sales",
            target=instance_arn,
            phone_number=phone_number,
            description="Sales line",
            contact_flow=contact_flow_arn,
        )
        CfnOutput(self, "SalesNumber", value=sales.phone_number, description="Asked for, in E.164")


def main() -> None:
    """Synthesise the app from the context that `cdk` gives it."""
    app = App()
    instance_arn = app.node.try_get_context("instance_arn")
    if not instance_arn:
        sys.exit(
            "The context value instance_arn is missing, the ARN of the Amazon Connect instance that the numbers are "
            "claimed to. Give it on the command line: "
            "cdk deploy -c instance_arn=arn:aws:connect:us-east-1:123456789012:instance/<id>"
        )
    PhoneNumbers(
        app,
        "ConnectPhoneNumbers",
        instance_arn=instance_arn,
        phone_number=app.node.try_get_context("phone_number"),
        contact_flow_arn=app.node.try_get_context("contact_flow_arn"),
        env=Environment(account=os.environ.get("CDK_DEFAULT_ACCOUNT"), region=os.environ.get("CDK_DEFAULT_REGION")),
    )
    app.synth()


if __name__ == "__main__":
    main()
