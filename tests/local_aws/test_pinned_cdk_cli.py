import json
from pathlib import Path

from local_aws.cdk_cli import CDK_CLI_VERSION

ROOT = Path(__file__).parents[2]


def test_the_cli_that_the_wheel_installs_is_the_one_of_this_repository() -> None:
    package = json.loads((ROOT / "package.json").read_text())
    assert package["devDependencies"]["aws-cdk"] == CDK_CLI_VERSION
