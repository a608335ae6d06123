"""The CDK CLI, run on the acceptance's stack."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from local_aws.cdk_cli import find_cdk_cli
from local_aws.node import node_binary, path_with_node

from .account import Account
from .configuration import Configuration, save_configurations
from .names import STACK
from .problem import AcceptanceProblem

REPOSITORY = Path(__file__).parent.parent
LINES_SHOWN = 40
KEYS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")


class Cdk:
    """Synthesises, deploys and destroys the stack, in a folder of its own."""

    def __init__(self, account: Account, folder: Path) -> None:
        self._account = account
        self._folder = folder
        self._assembly = ""
        self.log = folder / "cdk.log"

    def synthesise(self, configurations: Mapping[str, Configuration]) -> None:
        """Make the stack's templates for each step.

        Raises:
            AcceptanceProblem: the app failed.
        """
        save_configurations(self._folder, configurations)
        if not self._run(sys.executable, "-m", "acceptance.app"):
            raise AcceptanceProblem(f"the stack could not be synthesised:\n{self.end_of_log()}")

    def deploy(self, step: str) -> bool:
        """Deploy the stack with the step's configuration. Returns whether it succeeded. The log has the reason."""
        self._assembly = step
        return self._run_cli("deploy", STACK, "--require-approval", "never", "--progress", "events")

    def destroy(self) -> bool:
        """Destroy the stack. Returns whether it succeeded. The log has the reason."""
        return self._run_cli("destroy", STACK, "--force")

    def end_of_log(self) -> str:
        """The last lines that the CLI printed."""
        return "\n".join(self.log.read_text().splitlines()[-LINES_SHOWN:])

    def _run_cli(self, *arguments: str) -> bool:
        options = ["--app", self._assembly, "--exclusively", "--no-notices"]
        return self._run(*find_cdk_cli(REPOSITORY), *arguments, *options)

    def _run(self, *command: str) -> bool:
        with self.log.open("a") as log:
            completed = subprocess.run(  # noqa: S603 - our app, or the CDK CLI with our arguments
                command,
                cwd=self._folder,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                check=False,
            )
        return completed.returncode == 0

    def _environment(self) -> dict[str, str]:
        environment = dict(os.environ)
        if self._account.profile is not None:
            # The SDKs prefer keys in the environment to the profile.
            environment = {name: value for name, value in environment.items() if name not in KEYS}
            environment["AWS_PROFILE"] = self._account.profile
        return {
            **environment,
            "AWS_REGION": self._account.region,
            "AWS_DEFAULT_REGION": self._account.region,
            "PATH": path_with_node(),
            "JSII_NODE": node_binary(),
            "PYTHONPATH": str(REPOSITORY),
        }


def require_bootstrapped(account: Account) -> None:
    """Check that the CDK can deploy to the account and Region.

    Raises:
        AcceptanceProblem: `cdk bootstrap` was never run for them.
    """
    if not is_bootstrapped(account):
        profile = f" --profile {account.profile}" if account.profile else ""
        raise AcceptanceProblem(
            f"the CDK has not been bootstrapped in account {account.account_id}, {account.region}. "
            f"Run once: npx cdk bootstrap aws://{account.account_id}/{account.region}{profile}"
        )


def is_bootstrapped(account: Account) -> bool:
    """Whether `cdk bootstrap` was ever run for the account and Region, with its default qualifier."""
    ssm = account.client("ssm")
    try:
        ssm.get_parameter(Name="/cdk-bootstrap/hnb659fds/version")
    except ssm.exceptions.ParameterNotFound:
        return False
    return True
