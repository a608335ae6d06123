"""Where recordings of calls are kept."""

from __future__ import annotations

from aws_cdk import Duration, Environment, Stack
from aws_cdk import aws_s3 as s3
from constructs import Construct


class Recordings(Stack):
    """A bucket that nobody else reads."""

    def __init__(self, scope: Construct, id: str, *, env: Environment) -> None:
        super().__init__(scope, id, env=env)
        self.bucket = s3.Bucket(
            self,
            "Bucket",
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            enforce_ssl=True,
            lifecycle_rules=[s3.LifecycleRule(expiration=Duration.days(90))],
        )
