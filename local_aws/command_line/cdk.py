"""`cdk`: the CDK CLI against the local AWS, in any directory."""

import fcntl
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import boto3
from botocore.exceptions import ClientError

from local_aws.cdk_cli import find_cdk_cli
from local_aws.command_line.problem import CommandProblem
from local_aws.command_line.show import show_progress
from local_aws.command_line.the_one import find_the_one
from local_aws.command_line.up import start_detached
from local_aws.environment import ACCOUNT_ID, DEFAULT_REGION, client_environment, without_aws
from local_aws.network import preferred_port
from local_aws.node import node_binary, path_with_node
from local_aws.running import RunningLocalAws, cache_folder, home

BOOTSTRAP_STACK = "CDKToolkit"
DEPLOYING = frozenset({"deploy", "import", "watch"})
SYNTHESISING = (
    DEPLOYING
    | {"bootstrap", "destroy", "diff", "drift", "list", "ls", "metadata", "rollback"}
    | {
        "synth",
        "synthesize",
    }
)


def cdk(arguments: Sequence[str]) -> int:
    """Run the CDK CLI with `arguments` in the current directory. Returns the CLI's exit code.

    The command starts a local AWS if none runs, and bootstraps it before the first deployment.
    """
    running, command_line = ready_local_aws(bootstrapped=bool(DEPLOYING.intersection(arguments)))
    return subprocess.run(  # noqa: S603 - the CDK CLI, with the user's own arguments
        [*command_line, *with_defaults(arguments, running)], env=cdk_environment(running), check=False
    ).returncode


def ready_local_aws(*, bootstrapped: bool) -> tuple[RunningLocalAws, list[str]]:
    """Start the local AWS, and bootstrap it if asked to. Returns it, and the words that start the CDK CLI."""
    with _one_at_a_time():
        running = find_the_one() or start_detached(preferred_port())
        command_line = find_cdk_cli(Path.cwd())
        if bootstrapped and not _is_bootstrapped(running):
            _bootstrap(command_line, cdk_environment(running))
    return running, command_line


def with_defaults(arguments: Sequence[str], running: RunningLocalAws) -> list[str]:
    """Add the arguments that the local AWS sets. They come first, so the user's own can overrule them."""
    command = next((argument for argument in arguments if argument in SYNTHESISING), None)
    if command is None:
        return list(arguments)
    position = list(arguments).index(command) + 1
    defaults = [
        "--no-notices",
        *("--context", f"instance_arn={running.instance_arn}"),
        *("--context", f"contact_flow_arn={running.contact_flow_arn}"),
    ]
    if command == "deploy" and not any(argument.startswith("--require-approval") for argument in arguments):
        defaults += ["--require-approval", "never"]
    return [*arguments[:position], *defaults, *arguments[position:]]


def cdk_environment(running: RunningLocalAws) -> dict[str, str]:
    """The environment of the CDK CLI and, through it, of the app: the user's own, but for AWS settings."""
    return {
        # Else Node compiles the CLI and the CDK's library anew each time: a tenth of a deployment's processor time.
        "NODE_COMPILE_CACHE": str(cache_folder() / "node"),
        **without_aws(os.environ),
        **client_environment(running.endpoints),
        "PATH": path_with_node(),
        "JSII_NODE": node_binary(),
        "CDK_DISABLE_CLI_TELEMETRY": "true",
        "CDK_DISABLE_VERSION_CHECK": "true",
    }


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Let only one command at a time start, install and bootstrap. A second command waits until that is done."""
    home().mkdir(parents=True, exist_ok=True)
    with (home() / "cdk.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_bootstrapped(running: RunningLocalAws) -> bool:
    environment = client_environment(running.endpoints)
    cloudformation = boto3.client(
        "cloudformation",
        endpoint_url=running.endpoints.url,
        region_name=DEFAULT_REGION,
        aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
    )
    try:
        cloudformation.describe_stacks(StackName=BOOTSTRAP_STACK)
    except ClientError as error:
        if error.response["Error"]["Code"] == "ValidationError":
            return False
        raise
    return True


def _bootstrap(command_line: Sequence[str], environment: Mapping[str, str]) -> None:
    show_progress("Bootstrapping the local AWS for the CDK")
    bootstrap = subprocess.run(  # noqa: S603 - the CDK CLI, with our arguments
        [*command_line, "bootstrap", f"aws://{ACCOUNT_ID}/{DEFAULT_REGION}", "--no-notices"],
        env=environment,
        # Otherwise the CLI would run the app for the bootstrap.
        cwd=_empty_folder(),
        check=False,
        capture_output=True,
        text=True,
    )
    if bootstrap.returncode:
        raise CommandProblem(f"`cdk bootstrap` failed:\n{bootstrap.stdout}{bootstrap.stderr}")


def _empty_folder() -> Path:
    folder = home() / "empty"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
