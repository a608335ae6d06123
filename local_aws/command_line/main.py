"""The command line of the local AWS: its parser and its commands."""

import argparse
import sys
from collections.abc import Sequence

from local_aws.command_line.down import down
from local_aws.command_line.problem import CommandProblem
from local_aws.command_line.status import environment, status
from local_aws.command_line.up import up
from local_aws.network import as_port, preferred_port


def main(arguments: Sequence[str]) -> int:
    """Run the command that the arguments name. Returns the exit code: 0 done, 1 a problem, which stderr explains."""
    try:
        # Everything behind `cdk` belongs to the CDK CLI, its options included.
        if arguments and arguments[0] == "cdk":
            from local_aws.command_line.cdk import cdk  # noqa: PLC0415 - as below

            return cdk(arguments[1:])
        parsed = _parser().parse_args(arguments)
        return int(parsed.run(parsed))
    except CommandProblem as problem:
        sys.stderr.write(f"local_aws: {problem}\n")
        return 1


def _port(text: str) -> int:
    try:
        return as_port(text)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(str(problem)) from None


# boto3 and moto take longer to import than most commands run. So only a command that needs them imports them.


def _numbers(parsed: argparse.Namespace) -> int:
    from local_aws.command_line.numbers import numbers  # noqa: PLC0415

    return numbers(as_json=parsed.json)


def _journal(parsed: argparse.Namespace) -> int:
    from local_aws.command_line.journal import journal  # noqa: PLC0415

    return journal(as_json=parsed.json)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m local_aws", description="Run an AWS on this machine. Its Amazon Connect has phone numbers."
    )
    commands = parser.add_subparsers(required=True, metavar="command")
    command = commands.add_parser("up", help="start the local AWS; Ctrl-C ends it, unless --detach is given")
    command.add_argument("--detach", action="store_true", help="run in the background; return once it is ready")
    command.add_argument(
        "--port",
        type=_port,
        default=preferred_port(),
        help="port of AWS; Connect uses the next port (default: %(default)s)",
    )
    command.set_defaults(run=lambda parsed: up(parsed.port, detach=parsed.detach))
    commands.add_parser("down", help="end the local AWS, and delete all that it has").set_defaults(run=lambda _: down())
    commands.add_parser("status", help="say whether the local AWS runs, and where").set_defaults(run=lambda _: status())
    commands.add_parser("env", help="print the environment variables that its clients need, for `eval`").set_defaults(
        run=lambda _: environment()
    )
    commands.add_parser("cdk", help="run the CDK CLI on the local AWS: cdk <arguments of the CLI>", add_help=False)
    command = commands.add_parser("numbers", help="list the claimed phone numbers and their owners")
    command.add_argument("--json", action="store_true", help="print JSON")
    command.set_defaults(run=_numbers)
    command = commands.add_parser("journal", help="list the requests that Connect received")
    command.add_argument("--json", action="store_true", help="print JSON")
    command.set_defaults(run=_journal)
    return parser
