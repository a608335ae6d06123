"""What the user asks for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

CASSETTES = Path(__file__).parent / "cassettes"


@dataclass(frozen=True)
class Options:
    """The command line.

    Attributes:
        profile: of the AWS configuration; None for the environment's credentials.
        region: None for the environment's.
        instance_arn: None to choose from the account's instances.
        country_code: of the number; None to choose.
        phone_number_type: of the number; None to choose.
        park: keep the number in the end, for the next run, instead of releasing it.
        quota: phone numbers per instance, where Service Quotas does not tell; None to ask.
        yes: ask nothing.
        cassettes: the folder that the service's answers are recorded in.
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
