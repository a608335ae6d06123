"""The options of the command line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

CASSETTES = Path(__file__).parent / "cassettes"


@dataclass(frozen=True)
class Options:
    """The options of the command line.

    Attributes:
        profile: the profile of the AWS configuration; None for the environment's credentials.
        region: the AWS Region; None for the environment's Region.
        instance_arn: the instance's ARN; None to choose from the account's instances.
        country_code: the number's country, such as US; None to choose.
        phone_number_type: the number's type, such as DID; None to choose.
        park: whether the run parks the number in the end, for the next run, instead of releasing it.
        quota: how many numbers the instance may hold, if Service Quotas does not say; None to ask.
        yes: whether the run begins without asking.
        cassettes: the folder in which the run records the service's answers.
    """

    profile: str | None = None
    region: str | None = None
    instance_arn: str | None = None
    country_code: str | None = None
    phone_number_type: str | None = None
    park: bool = False
    quota: int | None = None
    yes: bool = False
    cassettes: Path = CASSETTES
