"""Whether the quotas let anything happen."""

from __future__ import annotations

from connect_phone_numbers.quota.arithmetic import QuotaSource

from .. import clock
from ..output.words import days_from
from ..quota.instance_quota import InstanceQuota
from .finding import Finding, ok, problem, warning

_RAISE = "have the quota raised: aws service-quotas request-service-quota-increase --service-code connect "


def check_quota(quota: InstanceQuota) -> Finding:
    """One instance's quotas."""
    use, subject = quota.use, f"quota of {quota.instance.label}"
    figures = f"{use.held} of {use.quota} numbers, {len(use.operations)} of {use.budget} operations"
    if not use.is_complete:
        figures += f" since {clock.as_day(use.known_since)}; what was before is not known"
    if use.source in (QuotaSource.ASSUMED, QuotaSource.PROVIDER):
        whose = "assumed" if use.source is QuotaSource.ASSUMED else "the provider's"
        return warning(
            subject,
            f"{figures}; the quota is {whose}: Service Quotas does not tell it",
            f"aws service-quotas get-service-quota --service-code connect --quota-code L-8F812903 --context-id "
            f"{quota.instance.arn}; else PhoneNumberProvider(phone_numbers_per_instance=…)",
        )
    if use.operations_left == 0:
        at = use.next_operation_at
        when = "never" if at is None else f"{clock.as_minute(at)}, {days_from(use.now, at)}"
        return problem(subject, f"{figures}: blocked; the next operation is possible {when}", _raise(quota))
    if use.held >= use.quota:
        return warning(
            subject, f"{figures}: no number can be claimed", "connect-numbers list --unowned, or " + _raise(quota)
        )
    if use.operations_left == 1:
        return warning(subject, f"{figures}: numbers are parked from now on", _raise(quota))
    return ok(subject, figures)


def _raise(quota: InstanceQuota) -> str:
    return (
        f"{_RAISE}--quota-code L-8F812903 --context-id {quota.instance.arn} --desired-value {2 * quota.use.quota or 5}"
    )
