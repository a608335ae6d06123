"""Numbers per environment: production's stay, and those of pull requests are used again and again."""

from __future__ import annotations

import os

from aws_cdk import App, CfnOutput, Environment, RemovalPolicy, Stack
from constructs import Construct

from constructs_lib import ClaimedPhoneNumber, PhoneNumberSearch, PhoneNumberType, ReleasePolicy


class Support(Stack):
    """One environment of the support line."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        instance_arn: str,
        env: Environment,
        removal_policy: RemovalPolicy = RemovalPolicy.DESTROY,
        release_policy: ReleasePolicy = ReleasePolicy.RELEASE_WITHIN_BUDGET,
        take_parked: bool = True,
    ) -> None:
        super().__init__(scope, id, env=env)
        number = ClaimedPhoneNumber(
            self,
            "Number",
            target=instance_arn,
            # The same for all of them, so that a number that one has parked fits the next.
            search=PhoneNumberSearch(country_code="US", type=PhoneNumberType.DID),
            description=f"Support line, {id}",
            removal_policy=removal_policy,
            release_policy=release_policy,
            take_parked=take_parked,
        )
        CfnOutput(self, "SupportNumber", value=number.phone_number)


app = App()
instance_arn = app.node.get_context("instance_arn")
pull_request = app.node.try_get_context("pull_request")
env = Environment(account=os.environ.get("CDK_DEFAULT_ACCOUNT"), region=os.environ.get("CDK_DEFAULT_REGION"))

Support(
    app,
    "SupportProduction",
    instance_arn=instance_arn,
    env=env,
    # Customers know it: it stays whatever happens to the stack, and a failed first deployment still cleans up.
    removal_policy=RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    # Not one that pull requests were tested with.
    take_parked=False,
)
Support(app, "SupportStaging", instance_arn=instance_arn, env=env)
if pull_request is not None:
    Support(
        app,
        f"SupportPullRequest{pull_request}",
        instance_arn=instance_arn,
        env=env,
        # Parked for the next one: as many claims as there ever were pull requests open at once, and no release.
        release_policy=ReleasePolicy.PARK,
    )
app.synth()
