"""An account on the local AWS, over HTTP, for those who have nothing but Amazon Connect's client."""

import time
from typing import Any

import boto3
from botocore.config import Config

from local_aws.environment import DEFAULT_REGION
from tests.support.local_aws import LocalAws


class RealTimeAccount:
    """One instance that nobody has used yet, throttled as the service documents.

    Attributes:
        remote_connect: Amazon Connect's client; one for all threads.
        instance_arn: the instance's.
    """

    def __init__(self, local_aws: LocalAws, quota: int) -> None:
        """Create the instance; it may hold so many numbers."""
        self.instance_arn, _ = local_aws.new_instance()
        local_aws.connect.set_quota(self.instance_arn, quota)
        environment = local_aws.environment
        self.remote_connect: Any = boto3.client(
            "connect",
            region_name=DEFAULT_REGION,
            endpoint_url=local_aws.running.endpoints.connect_url,
            aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
            # The caller repeats by its own rules.
            config=Config(retries={"total_max_attempts": 1}, max_pool_connections=50),
        )

    @property
    def search(self) -> dict[str, Any]:
        """As `Caller`."""
        return {"TargetArn": self.instance_arn, "PhoneNumberCountryCode": "US", "PhoneNumberType": "DID"}

    def now(self) -> float:
        """As `Caller`."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """As `Caller`."""
        time.sleep(max(seconds, 0))
