"""What a provider is made with."""

from __future__ import annotations

from aws_cdk import Duration
from aws_cdk.aws_logs import RetentionDays

from ..phone_number_quota import is_phone_number_quota
from .finding import Finding

_TIMEOUT_SECONDS = 50 * 60
"""The total_timeout that the Provider framework is given; it counts the looks that there are in it."""


def provider_arguments_findings(
    ledger_table: object,
    phone_numbers_per_instance: object,
    query_interval: object,
    log_retention: object,
) -> list[Finding]:
    """Everything that is wrong with what a provider is made with.

    Args:
        ledger_table: None for a new one.
        phone_numbers_per_instance: the quota to assume, None for the service's default.
        query_interval: time between two looks, None for the provider's own.
        log_retention: how long logs are kept.
    """
    findings = []
    if ledger_table is not None and not hasattr(ledger_table, "table_name"):
        findings.append(
            Finding("InvalidLedgerTable", f"ledger_table is {ledger_table!r}: give a table (ITable), or leave it out.")
        )
    if phone_numbers_per_instance is not None and not is_phone_number_quota(phone_numbers_per_instance):
        findings.append(
            Finding(
                "InvalidPhoneNumbersPerInstance",
                f"phone_numbers_per_instance is {phone_numbers_per_instance!r}: give the quota as a whole number above "
                "0, or leave it out.",
            )
        )
    if query_interval is not None and not _divides_timeout(query_interval):
        shown = query_interval.to_human_string() if isinstance(query_interval, Duration) else repr(query_interval)
        findings.append(
            Finding(
                "InvalidQueryInterval",
                f"query_interval is {shown}: give a Duration of whole seconds that divide {_TIMEOUT_SECONDS}, for "
                "example Duration.seconds(10), or leave it out.",
            )
        )
    if not isinstance(log_retention, RetentionDays):
        message = f"log_retention is {log_retention!r}: give a RetentionDays, or leave it out."
        findings.append(Finding("InvalidLogRetention", message))
    return findings


def _divides_timeout(interval: object) -> bool:
    """Whether the Provider framework can tell how many looks there are."""
    if not isinstance(interval, Duration) or interval.is_unresolved():
        return False
    milliseconds = interval.to_milliseconds()
    return milliseconds >= 1000 and milliseconds % 1000 == 0 and _TIMEOUT_SECONDS * 1000 % milliseconds == 0
