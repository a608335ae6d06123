"""Control of the local AWS, Connect apart, which has its own: `AwsControlClient("http://127.0.0.1:4566")`."""

from local_aws.control.aws_control import AwsControl
from local_aws.control.client import AwsControlClient
from local_aws.operations import ControlError

__all__ = ["AwsControl", "AwsControlClient", "ControlError"]
