"""Reading the command line and running the command that it names."""

import argparse
import sys
from collections.abc import Sequence

from local_aws.command_line.cdk import cdk
from local_aws.command_line.down import down
from local_aws.command_line.journal import journal
from local_aws.command_line.numbers import numbers
from local_aws.command_line.problem import CommandProblem
from local_aws.command_line.status import environment, status
from local_aws.command_line.up import up
from local_aws.network import as_port, preferred_port


def main(arguments: Sequence[str]) -> int:
    """Run one command. Answers the process's exit code; problems of the user's are told on stderr."""
    try:
        # Everything behind `cdk` belongs to the CDK CLI, its options included.
        if arguments and arguments[0] == "cdk":
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m local_aws", description="An AWS on this machine whose Amazon Connect has phone numbers."
    )
    commands = parser.add_subparsers(required=True, metavar="command")
    command = commands.add_parser("up", help="run it, in the foreground unless --detach is given")
    command.add_argument("--detach", action="store_true", help="run it in the background; return once it is ready")
    command.add_argument(
        "--port",
        type=_port,
        default=preferred_port(),
        help="port of AWS; Connect has the next one (default: %(default)s)",
    )
    command.set_defaults(run=lambda parsed: up(parsed.port, detach=parsed.detach))
    commands.add_parser("down", help="end it; everything in it is gone").set_defaults(run=lambda _: down())
    commands.add_parser("status", help="tell whether it runs, and where").set_defaults(run=lambda _: status())
    commands.add_parser("env", help="print the environment of its clients, for `eval`").set_defaults(
        run=lambda _: environment()
    )
    commands.add_parser("cdk", help="run the CDK CLI against it: cdk <any arguments of the CLI>", add_help=False)
    command = commands.add_parser("numbers", help="list the phone numbers that are claimed, and by whom")
    command.add_argument("--json", action="store_true", help="print JSON")
    command.set_defaults(run=lambda parsed: numbers(as_json=parsed.json))
    command = commands.add_parser("journal", help="list the calls that Connect received")
    command.add_argument("--json", action="store_true", help="print JSON")
    command.set_defaults(run=lambda parsed: journal(as_json=parsed.json))
    return parser
