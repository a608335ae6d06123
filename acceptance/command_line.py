"""Reading the command line."""

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
    """Run the acceptance. Answers the exit code: 0 accepted, 1 not, 130 interrupted."""
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
        description="Claim one phone number in an AWS account by a small stack, change it, give it up, and check each "
        "step. It tells what it will do and what that costs of the claims and releases allowed in 180 days, and asks.",
        epilog="Run again after it was stopped, it goes on with the number that it has.",
    )
    parser.add_argument("--profile", help="profile of the AWS configuration (default: the environment's credentials)")
    parser.add_argument("--region", help="AWS Region (default: the environment's)")
    parser.add_argument("--instance-arn", help="ARN of the Amazon Connect instance (default: choose from a list)")
    parser.add_argument("--country", dest="country_code", help="country code of the number, such as US")
    parser.add_argument("--type", dest="phone_number_type", help="type of the number, such as DID or TOLL_FREE")
    parser.add_argument("--park", action="store_true", help="keep the number in the end, billed, for the next run")
    parser.add_argument(
        "--quota", type=int, help="phone numbers that the instance may hold, where Service Quotas does not tell"
    )
    parser.add_argument("--yes", action="store_true", help="ask nothing")
    parser.add_argument(
        "--cassettes",
        type=Path,
        default=CASSETTES,
        help="folder for the recorded answers of the service (default: %(default)s)",
    )
    return parser
