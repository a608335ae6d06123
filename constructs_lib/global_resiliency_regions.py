"""The Regions between which Amazon Connect's Global Resiliency works."""

from __future__ import annotations

REPLICA_REGIONS = {
    "ap-northeast-1": "ap-northeast-3",
    "eu-central-1": "eu-west-2",
    "eu-west-2": "eu-central-1",
    "us-east-1": "us-west-2",
    "us-west-2": "us-east-1",
}
"""Where an instance of a Region can be replicated to.

https://docs.aws.amazon.com/connect/latest/adminguide/create-replica-connect-instance.html
"""


def pair_advice(home_region: str, replica_region: str) -> str | None:
    """What is suspicious about two Regions, both known; None where nothing is. The service may know more pairs."""
    pair = REPLICA_REGIONS.get(home_region)
    if replica_region == pair:
        return None
    known = f"{home_region} is paired with {pair}" if pair else f"{home_region} is not in a pair"
    return f"{replica_region} is not where Global Resiliency replicates instances of {home_region} to: {known}."
