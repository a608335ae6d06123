"""The stack of recordings, as its template has it."""

from aws_cdk import App, Environment
from aws_cdk.assertions import Template

from infrastructure.recordings import Recordings

ENV = Environment(account="123456789012", region="us-east-1")


def test_recordings_are_private_and_expire() -> None:
    template = Template.from_stack(Recordings(App(), "Recordings", env=ENV))
    template.has_resource_properties(
        "AWS::S3::Bucket",
        {
            "PublicAccessBlockConfiguration": {"BlockPublicAcls": True, "RestrictPublicBuckets": True},
            "LifecycleConfiguration": {"Rules": [{"ExpirationInDays": 90, "Status": "Enabled"}]},
        },
    )
