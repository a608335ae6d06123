"""Whether the providers' functions have the time and the ledger that they need."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ..account.providers import Provider
from ..aws.aws import Aws
from ..output.words import count
from .finding import Finding, ok, problem, warning

_SECONDS = 60
"""What the construct gives the function; a call may take a while where others spend the account's requests."""


def check_functions(aws: Aws, providers: Collection[Provider], ledger: str) -> Iterator[Finding]:
    """The functions' time-outs, and the ledgers that they work on."""
    if not providers:
        yield warning(
            "provider",
            f"no deployed stack in {aws.region} has phone numbers",
            f"deploy a stack with a ClaimedPhoneNumber ({aws.cdk} deploy), or check --region",
        )
        return
    short = [each for each in providers if each.timeout_seconds < _SECONDS]
    if not short:
        yield ok("time-outs", f"{count(len(providers), 'function')} with the time that they need")
    for each in short:
        yield problem(
            "time-outs",
            f"{each.function_name} times out after {each.timeout_seconds} s, and needs {_SECONDS} s",
            f"aws lambda update-function-configuration --function-name {each.function_name} --timeout {_SECONDS}, "
            "or deploy its stack again",
        )
    others = sorted({each.settings.ledger_table_name for each in providers} - {ledger})
    if others:
        yield warning(
            "ledgers",
            f"{', '.join(others)} beside {ledger}: they know nothing of each other's claims and releases",
            "leave the providers' ledger_table away; connect-numbers doctor --ledger looks into another one",
        )
