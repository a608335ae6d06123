"""What of the service's behaviour can be chosen."""

from dataclasses import dataclass


@dataclass
class Settings:
    """Switches of the service, with their defaults. Where AWS does not say, tests should try both ways.

    settle_seconds: how long an operation stays IN_PROGRESS, in seconds.
    release_seconds: how long a release takes; None: as long as other operations.
    describe_delay_seconds: from a claim until the number is found by its id or ARN, in any operation.
    list_delay_seconds: from a claim until lists show the number.
    tag_delay_seconds: from a change of tags until Describe and ListTagsForResource show it.
    default_quota: numbers per instance that AWS sets (Service Quotas L-8F812903).
    account_quota: numbers of instances without a quota of their own, where the account has one that differs from
        AWS's; it may be lower. None: it has none.
    account_quota_is_told: GetServiceQuota without a context answers; else it is a NoSuchResourceException, as for
        quotas of which only the default is available.
    failed_claims_count: a claim that ends FAILED counts against the 180-day limit. AWS does not say; true is the
        stricter reading.
    refused_claims_count: a claim of a number that is not available counts as well. One report says so.
    group_numbers_count: numbers of a traffic distribution group count to its instance's quota.
    failed_numbers_listed: ListPhoneNumbersV2 shows numbers whose claim failed, until they lapse.
    unavailable_is_not_found: a number lost to somebody else is a ResourceNotFoundException for a traffic distribution
        group, as its documentation says, instead of the InvalidParameterException that is observed.
    unknown_members_refused: a request with members that the model does not have is refused; else they are ignored, as
        moto does elsewhere. AWS does not say.
    replication_needs_saml: only SAML instances can be replicated, as the administrator guide asks.
    """

    settle_seconds: float = 0.0
    release_seconds: float | None = None
    describe_delay_seconds: float = 0.0
    list_delay_seconds: float = 0.0
    tag_delay_seconds: float = 0.0
    default_quota: int = 5
    account_quota: int | None = None
    account_quota_is_told: bool = True
    failed_claims_count: bool = True
    refused_claims_count: bool = False
    group_numbers_count: bool = True
    failed_numbers_listed: bool = False
    unavailable_is_not_found: bool = False
    unknown_members_refused: bool = False
    replication_needs_saml: bool = False
