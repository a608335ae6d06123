"""The command line of the acceptance."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError

from .acceptance import accept
from .options import CASSETTES, Options
from .problem import AcceptanceProblem

INTERRUPTED = 130
"""The exit code that shells give to Ctrl-C."""


def main(arguments: Sequence[str]) -> int:
    """Run the acceptance. Returns the exit code: 0 accepted, 1 not accepted, 130 interrupted."""
    options = Options(**vars(_parser().parse_args(arguments)))
    try:
        accept(options)
    except (AcceptanceProblem, ClientError, BotoCoreError) as problem:
        sys.stderr.write(f"acceptance: {problem}\n")
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m acceptance",
        description="Try the constructs in an AWS account: deploy a small stack that claims one phone number, change "
        "the number, and release or park it. Each step is checked. Before it begins, the run says what it will do and "
        "how many claims and releases it needs, and asks.",
        epilog="After a run was stopped, run the same command again: it goes on with the number that it has.",
    )
    parser.add_argument("--profile", help="profile of the AWS configuration (default: the environment's credentials)")
    parser.add_argument("--region", help="AWS Region (default: the environment's Region)")
    parser.add_argument("--instance-arn", help="ARN of the Amazon Connect instance (default: choose from a list)")
    parser.add_argument("--country", dest="country_code", help="country code of the number, such as US")
    parser.add_argument("--type", dest="phone_number_type", help="type of the number, such as DID or TOLL_FREE")
    parser.add_argument("--park", action="store_true", help="park the number in the end, for the next run")
    parser.add_argument(
        "--quota", type=int, help="how many phone numbers the instance may hold, if Service Quotas does not say"
    )
    parser.add_argument("--yes", action="store_true", help="begin without asking")
    parser.add_argument(
        "--cassettes",
        type=Path,
        default=CASSETTES,
        help="folder in which the run records the service's answers (default: %(default)s)",
    )
    return parser
