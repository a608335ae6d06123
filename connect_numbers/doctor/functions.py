"""Whether the provider's functions have the time that they need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..ledger.provider import ProviderFunction
from .finding import Finding, ok, problem, warning

_SECONDS = {"on_event": 30, "is_complete": 60}
"""What the construct gives them; a call of theirs may take that long while others spend the account's requests."""


def check_time_outs(functions: Sequence[ProviderFunction]) -> Iterator[Finding]:
    """The functions' time-outs."""
    if not functions:
        return
    short = [each for each in functions if each.timeout_seconds < _SECONDS.get(each.purpose, 0)]
    if not short:
        yield ok("time-outs", f"{len(functions)} functions have the time that they need")
    for function in short:
        needed = _SECONDS[function.purpose]
        yield problem(
            "time-outs",
            f"{function.name} times out after {function.timeout_seconds} s, and needs {needed} s",
            f"aws lambda update-function-configuration --function-name {function.name} --timeout {needed}, "
            "or deploy its stack again",
        )


def check_ledgers(ledgers: Iterable[str], region: str) -> Finding:
    """Whether there is one ledger."""
    names = list(ledgers)
    if not names:
        return warning(
            "ledger",
            f"none in {region}: no provider is deployed",
            "deploy a stack with a ClaimedPhoneNumber (npx cdk deploy), or check --region",
        )
    if len(names) > 1:
        return warning(
            "ledger",
            f"{len(names)} in {region}: {', '.join(names)}; they know nothing of each other's claims",
            "give the stacks one PhoneNumberProvider to share; --ledger chooses one for this command",
        )
    return ok("ledger", names[0])
