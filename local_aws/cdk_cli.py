"""Finding the CDK CLI, or installing it."""

import os
import subprocess
from pathlib import Path

from local_aws.command_line.problem import CommandProblem
from local_aws.command_line.show import show_progress
from local_aws.node import node_binary, npm_command, path_with_node
from local_aws.running import cache_folder

# npm's tag `latest` is a stray 3.0.0 that refuses the assemblies of today's libraries.
CDK_CLI_VERSION = "2.1148.1"


def find_cdk_cli(directory: Path) -> list[str]:
    """Find the CLI of the project that `directory` belongs to, else our own, which is installed on the first use.

    Returns the words that start it. Raises CommandProblem if it can be neither found nor installed.
    """
    for folder in (directory, *directory.parents):
        script = folder / "node_modules" / "aws-cdk" / "bin" / "cdk"
        if script.is_file():
            return [_node(), str(script)]
    prefix = cache_folder() / f"aws-cdk-{CDK_CLI_VERSION}"
    script = prefix / "node_modules" / "aws-cdk" / "bin" / "cdk"
    if not script.is_file():
        _install(prefix)
    return [_node(), str(script)]


def _install(prefix: Path) -> None:
    show_progress(f"Installing the CDK CLI {CDK_CLI_VERSION} into {prefix}")
    prefix.mkdir(parents=True, exist_ok=True)
    try:
        npm = npm_command()
    except FileNotFoundError as error:
        raise CommandProblem(str(error)) from error
    command = [*npm, "install", "--prefix", str(prefix), "--no-fund", "--no-audit", f"aws-cdk@{CDK_CLI_VERSION}"]
    installation = subprocess.run(  # noqa: S603 - npm, with our arguments
        command,
        # Behind a company's proxy, the system's store has the certificates to trust.
        env={"NODE_USE_SYSTEM_CA": "1"} | os.environ | {"PATH": path_with_node()},
        check=False,
        capture_output=True,
        text=True,
    )
    if installation.returncode:
        raise CommandProblem(f"`{' '.join(command)}` failed:\n{installation.stdout}{installation.stderr}")


def _node() -> str:
    try:
        return node_binary()
    except FileNotFoundError as error:
        raise CommandProblem(str(error)) from error
