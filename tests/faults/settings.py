"""What nobody knows of Amazon Connect: settings of the local one, which the main operations are swept under."""

from typing import Any

VARIANTS: dict[str, dict[str, Any]] = {
    "slow releases": {"release_seconds": 12.0},
    "slow statuses": {"settle_seconds": 40.0},
    "described late": {"describe_delay_seconds": 40.0},
    "listed late": {"list_delay_seconds": 60.0},
    "tags shown late": {"tag_delay_seconds": 30.0},
    "lists that lack a number": {"list_lacks_every": 2},
    "FAILED numbers listed": {"failed_numbers_listed": True},
    "refused claims count": {"refused_claims_count": True},
    "FAILED claims don't count": {"failed_claims_count": False},
    "groups' numbers don't count": {"group_numbers_count": False},
    "a lost number is not found": {"unavailable_is_not_found": True},
    "the account's quota": {"account_quota": 40},
    "the account's quota, not told": {"account_quota": 40, "account_quota_is_told": False},
    "requests throttled": {"throttle": True},
}
"""Each with what differs from the defaults."""
MAIN = (
    *("create by search", "create exact, somebody else's", "create, losing a race", "create, FAILED once"),
    *("create taking a parked number", "create taking over", "create for a group", "create exact, cancelled"),
    *("update target to an instance", "update exact, replacing", "delete", "delete that parks"),
)
"""The operations that depend on them."""
