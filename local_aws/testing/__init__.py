"""What pytest's fixtures give to tests: see `local_aws.pytest_plugin`."""

from local_aws.testing.deployed_app import Deploy, DeployedApp, DeploymentFailed
from local_aws.testing.local_aws import LocalAws
from local_aws.testing.local_connect import LocalConnect

__all__ = ["Deploy", "DeployedApp", "DeploymentFailed", "LocalAws", "LocalConnect"]
