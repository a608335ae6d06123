"""What of the service's behaviour can be chosen."""

from dataclasses import dataclass


@dataclass
class Settings:
    """Switches of the local Connect, with their defaults.

    settle_seconds: how long an operation stays IN_PROGRESS, in seconds.
    throttle: enforce 2 requests/s with burst 5; None: enforced by the server, not in process.
    default_quota: numbers per instance where none was set (Service Quotas L-8F812903).
    failed_claims_count: a claim that ends FAILED counts against the 180-day limit. AWS does not say; true is the
        stricter reading.
    unavailable_is_not_found: a number lost to somebody else is a ResourceNotFoundException for a traffic distribution
        group, as its documentation says, instead of the InvalidParameterException that is observed.
    trail_delay_seconds: from a call until CloudTrail's event history shows it. It may take up to 15 minutes.
    replication_needs_saml: only SAML instances can be replicated, as the administrator guide asks.
    """

    settle_seconds: float = 1.0
    throttle: bool | None = None
    default_quota: int = 5
    failed_claims_count: bool = True
    unavailable_is_not_found: bool = False
    trail_delay_seconds: float = 300.0
    replication_needs_saml: bool = False
