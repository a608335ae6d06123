"""Settings of the service's behaviour."""

from dataclasses import dataclass


@dataclass
class Settings:
    """The service's settings, with their defaults. Where AWS does not document a behaviour, tests should try both ways.

    settle_seconds: how long an operation stays IN_PROGRESS, in seconds.
    release_seconds: how long a release takes; None: as long as other operations.
    instance_creation_seconds: how long a new instance is CREATION_IN_PROGRESS.
    describe_delay_seconds: from a claim until the number is found by its id or ARN, in any operation.
    list_delay_seconds: from a claim until lists show the number.
    tag_delay_seconds: from a change of tags until Describe and ListTagsForResource show it.
    default_quota: numbers per instance that AWS sets (Service Quotas L-8F812903).
    account_quota: numbers of instances without a quota of their own, where the account has one that differs from
        AWS's; it may be lower. None: it has none.
    account_quota_is_told: GetServiceQuota without a context answers; else it is a NoSuchResourceException, as for
        quotas of which only the default is available.
    quota_increases_approved: a request for a higher quota is APPROVED at once, as small ones often are; else it is
        PENDING until somebody decides.
    failed_claims_count: a claim that ends FAILED counts against the 180-day limit. AWS does not say; true is the
        stricter reading.
    refused_claims_count: a claim of a number that is not available counts as well. One report says so.
    group_numbers_count: numbers of a traffic distribution group count to its instance's quota.
    failed_numbers_listed: ListPhoneNumbersV2 shows numbers whose claim failed, until they lapse.
    unready_instances_searched: an instance that is CREATION_IN_PROGRESS can be searched and listed for, and only claims
        are refused; else all three are. AWS does not say.
    unavailable_is_not_found: a number lost to somebody else is a ResourceNotFoundException for a traffic distribution
        group, as its documentation says, instead of the InvalidParameterException that is observed.
    unknown_members_refused: a request with members that the model does not have is refused; else they are ignored, as
        moto does elsewhere. AWS does not say.
    replication_needs_saml: only SAML instances can be replicated, as the administrator guide says.
    replication_needs_alias: only instances with an alias can be replicated, as it says too.
    replication_refusals_are_invalid_requests: ReplicateInstance refuses with InvalidRequestException, as it says; else
        with ResourceConflictException where the instance is replicated already or a name is taken, and with
        ResourceNotReadyException where it is not ACTIVE: the service's model lists those as well.
    replica_lacks_managed_key: the replica's Region has no AWS managed key for Connect yet, and replications end
        INSTANCE_REPLICATION_FAILED. The guide names the remedy, an instance made in the console. It does not say what
        happens without it.
    replication_moves_numbers: replication adds the instance's numbers that are in no group to the default group.
    default_group_keeps_replica: a replica whose default group has numbers can't be deleted; else they go back to the
        instance. AWS does not say.
    mirroring: flows, users, and the flow that a group's number leads to are mirrored between an instance and its
        replica, in both directions.
    mirroring_seconds: from a change until it is mirrored: "near real-time", or up to 1800.
    distribution_delay_seconds: from UpdateTrafficDistribution until the Region that it was not called in shows it.
    """

    settle_seconds: float = 0.0
    release_seconds: float | None = None
    instance_creation_seconds: float = 0.0
    describe_delay_seconds: float = 0.0
    list_delay_seconds: float = 0.0
    tag_delay_seconds: float = 0.0
    default_quota: int = 5
    account_quota: int | None = None
    account_quota_is_told: bool = True
    quota_increases_approved: bool = False
    failed_claims_count: bool = True
    refused_claims_count: bool = False
    group_numbers_count: bool = True
    failed_numbers_listed: bool = False
    unready_instances_searched: bool = False
    unavailable_is_not_found: bool = False
    unknown_members_refused: bool = False
    replication_needs_saml: bool = True
    replication_needs_alias: bool = True
    replication_refusals_are_invalid_requests: bool = True
    replica_lacks_managed_key: bool = False
    replication_moves_numbers: bool = True
    default_group_keeps_replica: bool = False
    mirroring: bool = True
    mirroring_seconds: float = 0.0
    distribution_delay_seconds: float = 0.0
